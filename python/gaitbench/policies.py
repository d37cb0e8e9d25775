"""Trained policies in NumPy."""
from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from gaitbench import _native
from gaitbench.tasks import action_space, make_native

_DTYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8", "U64": "<u8", "U8": "u1"}  # of safetensors
_ACTIVATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "elu": lambda z: np.where(z < 0, np.expm1(z), z),
    "leaky_relu": lambda z: np.where(z < 0, np.float32(0.01) * z, z),
}
_DEVIATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {"exp": np.exp, "softplus": lambda x: np.logaddexp(0, x)}


_OBSERVATION_EPSILON = 1e-8  # added to deviations, in files that do not name theirs


def policy(path: str | os.PathLike[str]) -> Policy:
    """The policy that a run of any learner left: of its folder, or its policy.safetensors.

    Raises:
        ValueError: at a file that is not as it was written, or of a learner that this version does not know.
    """
    file = Path(path)
    return Policy(file / "policy.safetensors" if file.is_dir() else file)


class Policy:
    """A callable from observations to actions, with observation statistics as they were at the end of training.

    Attributes:
        env_id, environment_options: what it was trained on; gaitbench.Env(p.env_id, **p.environment_options).
        config: every setting of its run.
        is_random: whether it has samples; others act the same with a generator of random numbers and without.
    """

    def __init__(self, path: str | os.PathLike[str]):
        stored, self.metadata = _native.read_tensors(os.fspath(path))
        self._tensors = {name: np.frombuffer(content, _DTYPES[dtype]).reshape(shape)
                         for name, (dtype, shape, content) in stored.items()}
        self.config: dict[str, Any] = json.loads(self.metadata.get("config", "{}"))
        rules = {"on_policy": self._gaussian, "off_policy": self._squashed, "dqn": self._best_bins,
                 "derivative_free": self._handled}
        learner = self.config.get("learner", "on_policy")
        if learner not in rules or "policy.0.weight" not in self._tensors:
            raise ValueError(f"{os.fspath(path)}: expected the policy of a run of {', '.join(rules)} learners")
        self._action = rules[learner]
        self.is_random = learner == "on_policy" or self.config.get("actor") == "squashed_gaussian"
        self._activation = _ACTIVATIONS[self.config.get("activation", "tanh")]
        self.env_id: str = self.metadata["environment"]
        self.environment_options: dict[str, Any] = json.loads(self.metadata.get("environment_options", "{}"))
        self._num_layers = len(self.config["hidden_sizes"]) + 1
        self.action_space = action_space(make_native(self.env_id, self.environment_options, 1, 1, "disabled"))

    def __call__(self, observations: np.ndarray, rng: np.random.Generator | None = None) -> np.ndarray:
        """Actions, float32 [A] or [N, A], of observations [O] or [N, O], handled as in training: clipped, squashed or left
        as they are. They are those of `gaitbench evaluate --deterministic`: a Gaussian's mean, tanh of the mean where it
        is squashed, of discretized actions each dimension's best. With `rng` a Gaussian is sampled, with
        rng.standard_normal of the actions' shape in float32, which are other numbers than the program draws."""
        output = self._network(self._seen(np.asarray(observations, np.float64)))
        return self._action(output, rng).astype(np.float32)

    def _seen(self, observations: np.ndarray) -> np.ndarray:
        size = self._tensors["policy.0.weight"].shape[0]
        if observations.ndim not in (1, 2) or observations.shape[-1] != size:
            raise ValueError(f"observations: expected shape ({size},) or (N, {size}), got {observations.shape}")
        if "observation_factor" in self._tensors:  # derivative-free
            observations = (observations - self._tensors["observation_mean"]) * self._tensors["observation_factor"]
        elif self.config["observation_normalization"]:
            epsilon = float(self.metadata.get("observation_epsilon", _OBSERVATION_EPSILON))
            observations = (observations - self._tensors["observation_mean"]) / (self._tensors["observation_std"] + epsilon)
        if self.config.get("observation_clipping"):
            bound = self.config["observation_clip_range"]
            observations = np.clip(observations, -bound, bound)
        return observations.astype(np.float32)

    def _network(self, x: np.ndarray) -> np.ndarray:
        for layer in range(self._num_layers):
            x = x @ self._tensors[f"policy.{layer}.weight"] + self._tensors[f"policy.{layer}.bias"]
            if layer + 1 < self._num_layers:
                x = self._activation(x)
        return x

    def _gaussian(self, mean: np.ndarray, rng: np.random.Generator | None) -> np.ndarray:
        if "log_std" in self._tensors:
            log_std = self._tensors["log_std"]
        else:  # deviations depend on the state
            mean, parameter = np.split(mean, 2, axis=-1)
            log_std = np.log(_DEVIATIONS[self.config["std_parametrization"]](parameter) + self.config["min_std"])
        return self._handled(mean if rng is None else _sample(mean, log_std, rng), rng)

    def _squashed(self, mean: np.ndarray, rng: np.random.Generator | None) -> np.ndarray:
        if self.is_random:
            mean, log_std = np.split(mean, 2, axis=-1)
            if rng is not None:
                low, high = self.config["log_std_min"], self.config["log_std_max"]
                scaled = self.config["log_std_bound"] == "scaled"
                log_std = low + (high - low) / 2 * (np.tanh(log_std) + 1) if scaled else np.clip(log_std, low, high)
                mean = _sample(mean, log_std, rng)
        return self._between_bounds(np.tanh(mean))

    def _best_bins(self, values: np.ndarray, rng: np.random.Generator | None) -> np.ndarray:
        bins = self.config["bins"]
        best = values.reshape(*values.shape[:-1], -1, bins).argmax(axis=-1)
        return self._between_bounds((2 * best / (bins - 1) - 1).astype(np.float32))

    def _handled(self, action: np.ndarray, rng: np.random.Generator | None) -> np.ndarray:
        handling = self.config["action_handling"]
        if handling == "clipped":
            return np.clip(action, self.action_space.low, self.action_space.high)
        return self._between_bounds(np.tanh(action)) if handling == "squashed" else action

    def _between_bounds(self, units: np.ndarray) -> np.ndarray:  # of [-1, 1]
        low, high = self.action_space.low, self.action_space.high
        return low + (high - low) * (np.float32(0.5) + np.float32(0.5) * units)


def _sample(mean: np.ndarray, log_std: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return mean + np.exp(log_std) * rng.standard_normal(mean.shape, np.float32)
