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


def policy(path: str | os.PathLike[str]) -> Policy:
    """The policy that a run left: of its folder, or its policy.safetensors.

    Raises:
        ValueError: at a file that is not as it was written, or of a learner without a Gaussian policy.
    """
    file = Path(path)
    return Policy(file / "policy.safetensors" if file.is_dir() else file)


class Policy:
    """A callable from observations to actions, with observation statistics as they were at the end of training.

    Attributes:
        env_id, environment_options: what it was trained on; gaitbench.Env(p.env_id, **p.environment_options).
        config: every setting of its run.
    """

    def __init__(self, path: str | os.PathLike[str]):
        stored, self.metadata = _native.read_tensors(os.fspath(path))
        self._tensors = {name: np.frombuffer(content, _DTYPES[dtype]).reshape(shape)
                         for name, (dtype, shape, content) in stored.items()}
        self.config: dict[str, Any] = json.loads(self.metadata.get("config", "{}"))
        if self.config.get("learner", "on_policy") != "on_policy" or "policy.0.weight" not in self._tensors:
            raise ValueError(f"{os.fspath(path)}: expected the policy of an on-policy run")
        self.env_id: str = self.metadata["environment"]
        self.environment_options: dict[str, Any] = json.loads(self.metadata.get("environment_options", "{}"))
        self._num_layers = len(self.config["hidden_sizes"]) + 1
        self.action_space = action_space(make_native(self.env_id, self.environment_options, 1, 1, "disabled"))

    def __call__(self, observations: np.ndarray, rng: np.random.Generator | None = None) -> np.ndarray:
        """Actions, float32 [A] or [N, A], of observations [O] or [N, O]: the means, or with a generator of random numbers
        samples. They are handled as in training: clipped, squashed or left as they are."""
        mean, log_std = self._distribution(self._normalized(np.asarray(observations, np.float64)))
        if rng is not None:
            mean = mean + np.exp(log_std) * rng.standard_normal(mean.shape, np.float32)
        low, high = self.action_space.low, self.action_space.high
        handling = self.config["action_handling"]
        if handling == "clipped":
            mean = np.clip(mean, low, high)
        elif handling == "squashed":
            mean = low + (high - low) * (np.float32(0.5) + np.float32(0.5) * np.tanh(mean))
        return mean.astype(np.float32)

    def _normalized(self, observations: np.ndarray) -> np.ndarray:
        size = self._tensors["policy.0.weight"].shape[0]
        if observations.ndim not in (1, 2) or observations.shape[-1] != size:
            raise ValueError(f"observations: expected shape ({size},) or (N, {size}), got {observations.shape}")
        if self.config["observation_normalization"]:
            epsilon = float(self.metadata["observation_epsilon"])
            observations = (observations - self._tensors["observation_mean"]) / (self._tensors["observation_std"] + epsilon)
        if self.config["observation_clipping"]:
            bound = self.config["observation_clip_range"]
            observations = np.clip(observations, -bound, bound)
        return observations.astype(np.float32)

    def _distribution(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        for layer in range(self._num_layers):
            x = x @ self._tensors[f"policy.{layer}.weight"] + self._tensors[f"policy.{layer}.bias"]
            if layer + 1 < self._num_layers:
                x = _ACTIVATIONS[self.config["activation"]](x)
        if "log_std" in self._tensors:
            return x, self._tensors["log_std"]
        mean, parameter = np.split(x, 2, axis=-1)  # deviations depend on the state
        return mean, np.log(_DEVIATIONS[self.config["std_parametrization"]](parameter) + self.config["min_std"])
