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
    """The policy.safetensors of a training run."""
    from safetensors.numpy import load_file

    tensors = load_file(path)
    raise NotImplementedError(f"{path} has {sorted(tensors)}")


def load(path):
    return linear(path) if path.endswith(".json") else network(path)
