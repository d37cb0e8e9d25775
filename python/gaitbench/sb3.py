"""The vector environment as Stable-Baselines3 takes one. Needs stable-baselines3."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from gymnasium import Wrapper
from stable_baselines3.common.vec_env import VecEnv

from gaitbench.vector_env import VectorEnv


class SB3VecEnv(VecEnv):
    """A gaitbench.VectorEnv with Stable-Baselines3's interface: PPO("MlpPolicy", gaitbench.SB3VecEnv("Hopper-v5", 8)).

    The steps, rewards (as float32), dones and infos of Stable-Baselines3's DummyVecEnv over the same environments:
    episodes that end are reset by the same step, infos[i]["terminal_observation"] is the last observation and
    infos[i]["TimeLimit.truncated"] says whether only the time limit ended it. For the returns of episodes wrap it in
    Stable-Baselines3's VecMonitor.

    Args: those of VectorEnv, without autoreset and copy.
    """

    def __init__(self, env_id: str, num_envs: int = 1, *, num_threads: int | None = None, **options: Any):
        self.envs = VectorEnv(env_id, num_envs, num_threads=num_threads, autoreset="same_step", **options)
        self.render_mode = None
        super().__init__(self.envs.num_envs, self.envs.single_observation_space, self.envs.single_action_space)
        self._actions = np.zeros(self.envs.action_space.shape, np.float32)

    def reset(self) -> np.ndarray:
        """Observations [N, O]; the seeds are those of the last call of seed()."""
        observations, infos = self.envs.reset(seed=None if self._seeds[0] is None else self._seeds)
        self.reset_infos = self._per_env(infos)
        self._reset_seeds()
        self._reset_options()
        return observations

    def step_async(self, actions: np.ndarray) -> None:
        self._actions = actions

    def step_wait(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[dict[str, Any]]]:
        """Observations [N, O], rewards [N] float32, dones [N] bool and an info of each environment."""
        observations, rewards, terminations, truncations, vector_infos = self.envs.step(self._actions)
        infos = self._per_env(vector_infos)
        dones = terminations | truncations
        finals = self._per_env(vector_infos.get("final_info", {}))
        for i in np.flatnonzero(dones):
            self.reset_infos[i] = infos[i]
            infos[i] = finals[i] | {"terminal_observation": vector_infos["final_obs"][i]}
        for info, truncated in zip(infos, truncations & ~terminations):
            info["TimeLimit.truncated"] = bool(truncated)
        return observations, rewards.astype(np.float32), dones, infos

    def close(self) -> None:
        self.envs.close()

    def _per_env(self, infos: dict[str, Any]) -> list[dict[str, Any]]:
        per_env: list[dict[str, Any]] = [{} for _ in range(self.num_envs)]
        for key, values in infos.items():
            if key.startswith("_") or key in ("final_obs", "final_info"):
                continue
            mask = infos["_" + key]
            for info, value, shown in zip(per_env, values, mask):
                if shown:
                    info[key] = value
        return per_env

    def get_attr(self, attr_name: str, indices: None | int | Iterable[int] = None) -> list[Any]:
        return [getattr(self.envs, attr_name) for _ in self._get_indices(indices)]

    def set_attr(self, attr_name: str, value: Any, indices: None | int | Iterable[int] = None) -> None:
        raise ValueError(f"{attr_name}: the environments are one, their attributes cannot be set apart")

    def env_method(self, method_name: str, *method_args: Any, indices: None | int | Iterable[int] = None,
                   **method_kwargs: Any) -> list[Any]:
        raise ValueError(f"{method_name}: the environments are one, their methods cannot be called apart")

    def env_is_wrapped(self, wrapper_class: type[Wrapper], indices: None | int | Iterable[int] = None) -> list[bool]:
        return [False for _ in self._get_indices(indices)]

    def get_images(self) -> Sequence[np.ndarray | None]:
        return [None] * self.num_envs
