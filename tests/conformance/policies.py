"""Where the actions of the comparisons come from: functions of observation, generator and action
space."""

import numpy as np
from safetensors import safe_open


def random(observation, rng, space):
    """Half of the draws are beyond the bounds, to which nobody clips."""
    return rng.uniform(2 * space.low, 2 * space.high)


def trained(path):
    """The policy.safetensors of a training run, with the noise it was trained with. Those of
    tests/testdata/policies are of seed 0 of
      gaitbench train --env ID --variant ppo --seeds 1 --iterations 200 --set hidden_sizes=[16,16]
    and of 150 iterations for the robot with a single leg; of robots that the paper does not have,
    of --variant ppo_modern and 50 iterations."""
    with safe_open(path, "numpy") as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}
        metadata = file.metadata()
    num_layers = sum(key.endswith(".weight") for key in tensors)
    layers = [(tensors[f"policy.{i}.weight"], tensors[f"policy.{i}.bias"])
              for i in range(num_layers)]
    if metadata["activation"] != "tanh":
        raise ValueError(f"{path}: activation {metadata['activation']} is not known here")
    normalizes = metadata["observation_normalization"] == "true"
    divisor = tensors["observation_std"] + float(metadata["observation_epsilon"])
    clip = float(metadata.get("observation_clip_range", "inf"))

    def act(observation, rng, space):
        x = observation
        if normalizes:
            x = (x - tensors["observation_mean"]) / divisor
        x = np.clip(x, -clip, clip).astype(np.float32)
        for weight, bias in layers[:-1]:
            x = np.tanh(x @ weight + bias)
        mean = x @ layers[-1][0] + layers[-1][1]
        return mean + np.exp(tensors["log_std"]) * rng.standard_normal(mean.size)

    return act
