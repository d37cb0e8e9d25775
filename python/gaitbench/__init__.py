"""gaitbench from Python: Gymnasium's MuJoCo environments stepped in C++ with the same bits, and what training leaves behind.

>>> import gaitbench, gymnasium
>>> envs = gymnasium.make_vec("gaitbench/Hopper-v5", num_envs=64)

Importing it registers every task with Gymnasium as "gaitbench/<id>". Wrong input is a ValueError with one sentence.
"""
import ctypes
import importlib.util
import pathlib


_MUJOCO = "4.0.0"


def _load_mujoco() -> None:
    """The library of the package mujoco, wherever that is installed: what _native links."""
    package = importlib.util.find_spec("mujoco")
    folders = package.submodule_search_locations or [] if package else []
    libraries = [library for folder in folders for library in pathlib.Path(folder).glob(f"libmujoco.so.{_MUJOCO}")]
    if not libraries:
        raise ImportError(f"gaitbench needs MuJoCo {_MUJOCO}: pip install mujoco-core=={_MUJOCO}")
    ctypes.CDLL(str(libraries[0]))


_load_mujoco()

from gaitbench._native import version as __version__  # noqa: E402
from gaitbench.commands import sweep, train  # noqa: E402
from gaitbench.env import Env  # noqa: E402
from gaitbench.logs import runs  # noqa: E402
from gaitbench.policies import Policy, policy  # noqa: E402
from gaitbench.registration import register  # noqa: E402
from gaitbench.samples import compare, intervals  # noqa: E402
from gaitbench.tasks import task_ids  # noqa: E402
from gaitbench.vector_env import VectorEnv  # noqa: E402

register()

__all__ = ["Env", "Policy", "SB3VecEnv", "VectorEnv", "__version__", "compare", "intervals", "policy", "runs", "sweep",
           "task_ids", "train"]


def __getattr__(name: str):
    if name == "SB3VecEnv":  # needs Stable-Baselines3, which nothing else here does
        from gaitbench.sb3 import SB3VecEnv
        return SB3VecEnv
    raise AttributeError(f"module 'gaitbench' has no attribute {name!r}")
