"""What the environments have in common: options, spaces, seeds and infos of a task, as Gymnasium has them."""
from __future__ import annotations

import json
import math
import operator
import os
from typing import Any

import numpy as np
from gymnasium.spaces import Box

from gaitbench import _native

NO_LIMIT = 10**15  # env steps, the largest that the library takes
_NO_INFO, _RESET_INFO, _STEP_INFO = 0, 1, 2  # BatchedEnv's InfoKind


def task_ids() -> list[str]:
    """Every task's id, such as "Hopper-v5"; Gymnasium knows each as "gaitbench/<id>"."""
    return [name for name, _ in _native.task_limits()]


def available_cores() -> int:
    return len(os.sched_getaffinity(0))


def make_native(env_id: str, options: dict[str, Any], num_envs: int, num_threads: int,
                autoreset: str) -> _native.BatchedEnv:
    if not isinstance(env_id, str):
        raise ValueError(f"environment: expected one of gaitbench.task_ids(), got {env_id!r}")
    return _native.BatchedEnv(env_id.removeprefix("gaitbench/"), _options_json(env_id, options),
                              as_count("num_envs", num_envs), as_count("num_threads", num_threads), autoreset)


def as_count(name: str, value: Any) -> int:
    """A whole number that C++ can hold; whether it is in its range is said there."""
    try:
        count = operator.index(value)
    except TypeError:
        raise ValueError(f"{name}: expected a whole number, got {value!r}") from None
    if not -(2**63) <= count < 2**63:
        raise ValueError(f"{name}: expected a whole number that fits 64 bits, got {value!r}")
    return count


def _options_json(env_id: str, options: dict[str, Any]) -> str:
    given = {name: _plain(name, value) for name, value in options.items()}
    if given.get("max_episode_steps", 0) is None:
        given["max_episode_steps"] = NO_LIMIT
    try:
        return json.dumps(given, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{env_id}: an option is no number: {error}") from None


def _plain(name: str, value: Any) -> Any:
    """Gymnasium's (low, high) as the library's {"min", "max"}, in which an end that does not bound is not there."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (tuple, list, np.ndarray)):
        if len(value) != 2:
            raise ValueError(f"{name}: expected (low, high), got {value!r}")
        ends = dict(zip(("min", "max"), map(float, value)))
        if any(math.isnan(end) for end in ends.values()):
            raise ValueError(f"{name}: expected (low, high), got {value!r}")
        return {end: bound for end, bound in ends.items() if math.isfinite(bound)}
    return value


def observation_space(native: _native.BatchedEnv) -> Box:
    return Box(-np.inf, np.inf, (native.observations.shape[1],), np.float64)


def action_space(native: _native.BatchedEnv) -> Box:
    low, high = native.action_bounds.astype(np.float32).T
    return Box(low, high, dtype=np.float32)


def as_seed(value: Any) -> int:
    try:
        seed = operator.index(value)
    except TypeError:
        seed = -1
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed: expected a whole number from 0 to 2**64 - 1, got {value!r}")
    return seed


def fresh_seed() -> int:
    """From the operating system."""
    return int.from_bytes(os.urandom(8), "little")


def as_actions(actions: Any, shape: tuple[int, ...] | None) -> np.ndarray:
    """float32 as it is, whole numbers and float64 as float64: the two kinds differ in the control cost."""
    array = np.asarray(actions)
    if array.shape != shape:
        raise ValueError(f"actions: expected shape {shape}, got {array.shape}")
    if array.dtype == np.float32 or array.dtype == np.float64:
        return np.ascontiguousarray(array)
    if array.dtype.kind in "iub":
        return array.astype(np.float64)
    raise ValueError(f"actions: expected float32 or float64, got {array.dtype}")


class Infos:
    """The info arrays of an environment as Gymnasium's dictionaries. Arrays that it returns are new ones."""

    def __init__(self, native: _native.BatchedEnv):
        self._native = native
        self._slices: list[slice | int] = []
        start = 0
        for _, size, _, _ in native.info_keys():
            self._slices.append(slice(start, start + size) if size > 1 else start)
            start += size

    def of_env(self, env: int = 0) -> dict[str, Any]:
        """Of a single environment."""
        kind, row = self._native.info_kinds[env], self._native.infos[env]
        if kind == _NO_INFO:
            return {}
        return {name: row[where].astype(np.float32 if is_float32 else np.float64)
                for (name, _, at_reset, is_float32), where in zip(self._native.info_keys(), self._slices)
                if kind == _STEP_INFO or at_reset}

    def batched(self) -> dict[str, np.ndarray]:
        """Of all environments, each key with its mask."""
        return self._columns(self._native.infos, self._native.info_kinds)

    def final(self, ended: np.ndarray) -> dict[str, np.ndarray]:
        """Of the last steps of the episodes that ended, where the same step reset them."""
        return self._columns(self._native.final_infos, np.where(ended, _STEP_INFO, _NO_INFO))

    def _columns(self, values: np.ndarray, kinds: np.ndarray) -> dict[str, np.ndarray]:
        stepped, any_kind = kinds == _STEP_INFO, kinds != _NO_INFO
        columns: dict[str, np.ndarray] = {}
        for (name, _, at_reset, is_float32), where in zip(self._native.info_keys(), self._slices):
            mask = (any_kind if at_reset else stepped).copy()
            if not mask.any():
                continue
            column = values[:, where].astype(np.float32 if is_float32 else np.float64)
            column[~mask] = 0
            columns[name], columns["_" + name] = column, mask
        return columns
