"""One environment, where a vector of them is not wanted."""
from __future__ import annotations

from typing import Any

import gymnasium
import numpy as np
from gymnasium.error import ClosedEnvironmentError, ResetNeeded

from gaitbench._native import BatchedEnv
from gaitbench.tasks import Infos, action_space, as_actions, as_seed, fresh_seed, make_native, observation_space


class Env(gymnasium.Env[np.ndarray, np.ndarray]):
    """One environment of a task, equal bit for bit to gymnasium.make(env_id).

    Args:
        env_id: a task's id, "Hopper-v5"; gaitbench.task_ids() has them all.
        render_mode: None; the environment draws nothing.
        **options: Gymnasium's keyword arguments of the task, and max_episode_steps, the time limit in env steps, after
            which an episode is truncated; None is none.

    Observations [O] are new arrays of float64, actions [A] are float32 or float64 and not clipped. The random numbers of
    resets are Gymnasium's, drawn in C++; np_random has the same seed and is not what they are drawn from.

    Raises:
        ValueError: at an unknown id or option, or a value that is not allowed.
    """

    metadata: dict[str, Any] = {"render_modes": []}

    def __init__(self, env_id: str, *, render_mode: None = None, **options: Any):
        self._native: BatchedEnv | None = None
        if render_mode is not None:
            raise ValueError(f"render_mode: expected None, got {render_mode!r}")
        self._native = make_native(env_id, options, 1, 1, "disabled")
        self._infos = Infos(self._native)
        self._has_started = False
        self.env_id = env_id
        self.observation_space = observation_space(self._native)
        self.action_space = action_space(self._native)

    def reset(self, *, seed: int | None = None,
              options: dict[str, Any] | None = None) -> tuple[np.ndarray, dict[str, Any]]:
        """Starts an episode; with a seed, from a new stream of random numbers. Returns the observation [O] and the info.
        Options mean nothing here and are ignored, as Gymnasium's environments do."""
        native = self._open()
        if seed is not None:
            seed = as_seed(seed)
        super().reset(seed=seed)
        native.reset(None, [fresh_seed() if seed is None and not self._has_started else seed])
        self._has_started = True
        return native.observations[0].copy(), self._infos.of_env()

    def step(self, action: np.ndarray) -> tuple[np.ndarray, float, bool, bool, dict[str, Any]]:
        """One env step: action [A] in, observation [O], reward, terminated, truncated and info out.

        Raises:
            ValueError: at an action of another shape or type.
            gymnasium.error.ResetNeeded: before the first reset, and where the episode has ended.
        """
        native = self._open()
        if not self._has_started:
            raise ResetNeeded("step before the first reset")
        if native.terminated[0] or native.truncated[0]:
            raise ResetNeeded("step of an episode that has ended: reset it first")
        native.step(as_actions(action, self.action_space.shape)[np.newaxis])
        info = self._infos.of_env()
        if native.bad[0]:
            info["bad_reason"] = native.bad_reason(0)
        return (native.observations[0].copy(), float(native.rewards[0]), bool(native.terminated[0]),
                bool(native.truncated[0]), info)

    def save_state(self) -> bytes:
        """Everything that decides what comes next: simulation, stream of random numbers, counters."""
        return self._open().save_state()

    def restore_state(self, state: bytes) -> None:
        """Goes on from what save_state returned. ValueError where it is of another task or library."""
        self._open().restore_state(state)
        self._has_started = True

    def close(self) -> None:
        self._native = None

    def _open(self) -> BatchedEnv:
        if self._native is None:
            raise ClosedEnvironmentError("the environment is closed")
        return self._native
