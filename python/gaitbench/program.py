"""The program `gaitbench` that the package holds: where it is, and what it needs of its surroundings."""
import importlib.util
import os
import pathlib
import sys

PACKAGE = pathlib.Path(__file__).parent
PROGRAM = PACKAGE / "bin" / "gaitbench"


def environment() -> dict[str, str]:
    """This Python comes first, for the commands that run a Python tool; libmujoco is found in the package mujoco, which
    need not be installed beside this one."""
    mujoco = importlib.util.find_spec("mujoco")
    folders = list(mujoco.submodule_search_locations or []) if mujoco else []
    return os.environ | {"PATH": _joined(os.path.dirname(sys.executable), os.environ.get("PATH", os.defpath)),
                         "LD_LIBRARY_PATH": _joined(os.environ.get("LD_LIBRARY_PATH", ""), *folders)}


def _joined(*paths: str) -> str:
    return os.pathsep.join(path for path in paths if path)


def main() -> None:
    """Becomes the program."""
    os.execve(PROGRAM, ["gaitbench", *sys.argv[1:]], environment())


if __name__ == "__main__":
    main()
