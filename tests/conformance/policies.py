"""Where the actions of the comparisons come from: functions of observation, generator and action
space."""

import json

import numpy as np


def random(observation, rng, space):
    """Half of the draws are beyond the bounds, to which nobody clips."""
    return rng.uniform(2 * space.low, 2 * space.high)


def small_random(observation, rng, space):
    return rng.normal(0, 0.1 * space.high)


def linear(path):
    """A policy of tests/oracles/search_policy.py. Older versions observe more; the first entries,
    positions and velocities, are the same."""
    with open(path) as file:
        policy = json.load(file)
    weights, mean, scale = (np.array(policy[key]) for key in ("weights", "mean", "scale"))

    def act(observation, rng, space):
        return weights @ ((observation[: len(mean)] - mean) / scale) + rng.normal(0, 0.05 * space.high)

    return act


def network(path):
    """The policy.safetensors of a training run, with the noise it was trained with."""
    from safetensors import safe_open

    with safe_open(path, "numpy") as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}
        metadata = file.metadata()
    layers = [(tensors[f"policy.{i}.weight"], tensors[f"policy.{i}.bias"])
              for i in range(sum(key.endswith(".weight") for key in tensors))]
    if metadata["activation"] != "tanh":
        raise ValueError(f"{path}: activation {metadata['activation']} is not known here")
    epsilon = float(metadata["observation_epsilon"])
    clip = float(metadata.get("observation_clip_range", "inf"))

    def act(observation, rng, space):
        x = observation[: len(tensors["observation_mean"])]
        if metadata["observation_normalization"] == "true":
            x = (x - tensors["observation_mean"]) / (tensors["observation_std"] + epsilon)
            x = np.clip(x, -clip, clip)
        for weight, bias in layers[:-1]:
            x = np.tanh(x @ weight + bias)
        mean = x @ layers[-1][0] + layers[-1][1]
        return mean + np.exp(tensors["log_std"]) * rng.standard_normal(mean.size)

    return act


def load(path):
    return linear(path) if path.endswith(".json") else network(path)
