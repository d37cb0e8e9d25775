"""The vector environment: N simulations of one task, stepped together in C++."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from gymnasium.error import ClosedEnvironmentError, ResetNeeded
from gymnasium.vector import AutoresetMode
from gymnasium.vector import VectorEnv as GymnasiumVectorEnv
from gymnasium.vector.utils import batch_space

from gaitbench._native import BatchedEnv
from gaitbench.tasks import (Infos, action_space, as_actions, as_count, as_seed, available_cores, fresh_seed,
                             make_native, observation_space)

_AUTORESET = {AutoresetMode.NEXT_STEP: "next_step", AutoresetMode.SAME_STEP: "same_step",
              AutoresetMode.DISABLED: "disabled"}


def _autoreset_mode(autoreset: AutoresetMode | str) -> AutoresetMode:
    for mode, name in _AUTORESET.items():
        if autoreset in (mode, name, mode.value):
            return mode
    raise ValueError(f"autoreset: expected one of {', '.join(_AUTORESET.values())}, got {autoreset!r}")


class VectorEnv(GymnasiumVectorEnv[np.ndarray, np.ndarray, np.ndarray]):
    """N environments of one task, equal bit for bit to gymnasium.make_vec(env_id, N, vectorization_mode="sync").

    Args:
        env_id: a task's id, "Hopper-v5"; gaitbench.task_ids() has them all.
        num_envs: N.
        num_threads: threads that step, by default as many as there are cores and environments. Any number gives the same
            bits.
        autoreset: what happens to an episode that has ended, Gymnasium's AutoresetMode or its name:
            "next_step" (default): the next step ignores its action, resets and gives reward 0;
            "same_step": the same step resets; infos["final_obs"] and infos["final_info"] have what was before;
            "disabled": the caller resets, reset(options={"reset_mask": mask}).
        copy: True: observations are new arrays. False: they are the environment's own, which the next step overwrites,
            and nothing is copied. Rewards, flags and infos are new arrays in either case.
        render_mode: None; these environments draw nothing.
        **options: Gymnasium's keyword arguments of the task (forward_reward_weight=..., healthy_z_range=(0.7, inf)) and
            max_episode_steps, the time limit in env steps; None is none.

    Arrays: observations [N, O] float64, rewards [N] float64, terminations and truncations [N] bool, actions [N, A] in
    float32 or float64, which are not clipped and of which Gymnasium's control cost is another in the last bits. A
    simulation whose numbers become NaN or exceed 1e10 ends its episode, terminated, and infos["bad_reason"] says why;
    Gymnasium lets it go on from the start pose. Infos that Gymnasium has as whole numbers are float64.

    Python's lock is released while the environments step. An environment is used by one thread at a time.

    Raises:
        ValueError: at an unknown id or option, or a value that is not allowed.
    """

    def __init__(self, env_id: str, num_envs: int = 1, *, num_threads: int | None = None,
                 autoreset: AutoresetMode | str = AutoresetMode.NEXT_STEP, copy: bool = True,
                 render_mode: None = None, **options: Any):
        self._native: BatchedEnv | None = None  # so that close() may be called whatever fails below
        if render_mode is not None:
            raise ValueError(f"render_mode: expected None, got {render_mode!r}")
        self.autoreset_mode = _autoreset_mode(autoreset)
        self.metadata = {"render_modes": [], "autoreset_mode": self.autoreset_mode}
        if num_threads is None:
            num_threads = max(1, min(available_cores(), as_count("num_envs", num_envs)))
        self._native = make_native(env_id, options, num_envs, num_threads, _AUTORESET[self.autoreset_mode])
        self._infos = Infos(self._native)
        self._has_started = False
        self.copy = copy
        self.env_id = env_id
        self.num_envs = self._native.rewards.size
        self.num_threads = num_threads
        self.single_observation_space = observation_space(self._native)
        self.single_action_space = action_space(self._native)
        self.observation_space = batch_space(self.single_observation_space, self.num_envs)
        self.action_space = batch_space(self.single_action_space, self.num_envs)

    def reset(self, *, seed: int | Sequence[int | None] | None = None,
              options: dict[str, Any] | None = None) -> tuple[np.ndarray, dict[str, Any]]:
        """Starts an episode in every environment, or in those of a mask.

        Args:
            seed: environment i starts from seed + i, or from seed[i] where that is not None. None: its stream of random
                numbers goes on; the first begins wherever the operating system says.
            options: "reset_mask", bool [N]: resets these only. Other options mean nothing here and are ignored, as
                Gymnasium's environments do.

        Returns:
            Observations [N, O], and infos of the environments that were reset.

        Raises:
            ValueError: at a seed below 0 or a wrong number of them, at a mask of another shape or type or without any.
        """
        native = self._open()
        mask = self._mask_of(options)
        seeds = self._seeds_of(seed)
        if isinstance(seed, int):
            super().reset(seed=seed)
        if not self._has_started:
            if mask is not None and not mask.all():
                raise ResetNeeded("the first reset must be of all environments, got a mask")
            seeds = [fresh_seed() if s is None else s for s in seeds]
        native.reset(mask, seeds)
        self._has_started = True
        return self._observations(), self._infos.batched()

    def step(self, actions: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        """One env step of every environment.

        Args:
            actions: [N, A], float32 or float64.

        Returns:
            Observations [N, O], rewards [N], terminations [N], truncations [N] and infos.

        Raises:
            ValueError: at actions of another shape or type.
            gymnasium.error.ResetNeeded: before the first reset and, with "disabled", where an episode has ended.
        """
        native = self._open()
        if not self._has_started:
            raise ResetNeeded("step before the first reset")
        if self.autoreset_mode == AutoresetMode.DISABLED:
            ended = np.flatnonzero(native.terminated | native.truncated)
            if ended.size:
                raise ResetNeeded(f"step of environment {ended[0]}, whose episode has ended: reset it first")
        native.step(as_actions(actions, self.action_space.shape))
        terminations, truncations = native.terminated.astype(bool), native.truncated.astype(bool)
        infos = self._infos.batched()
        if self.autoreset_mode == AutoresetMode.SAME_STEP:
            infos |= self._final_infos(terminations | truncations)
        if native.bad.any():
            infos |= self._bad_reasons()
        return self._observations(), native.rewards.copy(), terminations, truncations, infos

    def save_state(self) -> bytes:
        """Everything that decides what comes next: simulations, streams of random numbers, counters."""
        return self._open().save_state()

    def restore_state(self, state: bytes) -> None:
        """Goes on from what save_state returned. ValueError where it is of another task, number or library."""
        self._open().restore_state(state)
        self._has_started = True

    def close_extras(self, **kwargs: Any) -> None:
        self._native = None

    def _open(self) -> BatchedEnv:
        if self._native is None:
            raise ClosedEnvironmentError("the environment is closed")
        return self._native

    def _observations(self) -> np.ndarray:
        observations = self._open().observations
        return observations.copy() if self.copy else observations

    def _seeds_of(self, seed: Any) -> list[int | None]:
        if seed is None:
            return [None] * self.num_envs
        if isinstance(seed, (Sequence, np.ndarray)) and not isinstance(seed, (str, bytes)):
            if len(seed) != self.num_envs:
                raise ValueError(f"seed: expected {self.num_envs} of them, one per environment, got {len(seed)}")
            return [None if s is None else as_seed(s) for s in seed]
        first = as_seed(seed)
        as_seed(first + self.num_envs - 1)
        return list(range(first, first + self.num_envs))

    def _mask_of(self, options: dict[str, Any] | None) -> np.ndarray | None:
        if options is None or "reset_mask" not in options:
            return None
        mask = options["reset_mask"]
        if not isinstance(mask, np.ndarray) or mask.dtype != np.bool_ or mask.shape != (self.num_envs,):
            raise ValueError(f"reset_mask: expected a NumPy array of bool and shape ({self.num_envs},), got {mask!r}")
        return np.ascontiguousarray(mask)

    def _final_infos(self, ended: np.ndarray) -> dict[str, Any]:
        if not ended.any():
            return {}
        observations = np.full(self.num_envs, None, dtype=object)
        for env in np.flatnonzero(ended):
            observations[env] = self._open().final_observations[env].copy()
        return {"final_obs": observations, "_final_obs": ended,
                "final_info": self._infos.final(ended), "_final_info": ended.copy()}

    def _bad_reasons(self) -> dict[str, np.ndarray]:
        native = self._open()
        bad = native.bad.astype(bool)
        reasons = np.full(self.num_envs, None, dtype=object)
        for env in np.flatnonzero(bad):
            reasons[env] = native.bad_reason(env)
        return {"bad_reason": reasons, "_bad_reason": bad}
