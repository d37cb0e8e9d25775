"""Replays a trained policy in Gymnasium with NumPy alone, deterministically, and holds the returns against `gaitbench
evaluate`: an example of how a policy leaves the house.

usage: replay.py RUN_DIR [--episodes N] [--seed S] [--binary FILE]
"""

import argparse
import json
import pathlib
import subprocess

import gymnasium
import numpy as np
from safetensors import safe_open

BINARY = pathlib.Path(__file__).resolve().parents[2] / "build/release/bench/gaitbench"
ACTIVATIONS = {
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "elu": lambda z: np.where(z < 0, np.expm1(z), z),
    "leaky_relu": lambda z: np.where(z < 0, np.float32(0.01) * z, z),
}


class StoredPolicy:
    def __init__(self, path):
        with safe_open(path, "np") as file:
            self.metadata = file.metadata()
            self.tensors = {name: file.get_tensor(name) for name in file.keys()}
        self.config = json.loads(self.metadata["config"])
        self.layers = len(self.config["hidden_sizes"]) + 1

    def observe(self, observation):
        if self.config["observation_normalization"]:
            epsilon = float(self.metadata["observation_epsilon"])
            observation = (observation - self.tensors["observation_mean"]) / (self.tensors["observation_std"] + epsilon)
        if self.config["observation_clipping"]:
            bound = self.config["observation_clip_range"]
            observation = np.clip(observation, -bound, bound)
        return observation.astype(np.float32)

    def act(self, observation, low, high):
        x = self.observe(observation)
        for layer in range(self.layers):
            x = x @ self.tensors[f"policy.{layer}.weight"] + self.tensors[f"policy.{layer}.bias"]
            if layer + 1 < self.layers:
                x = ACTIVATIONS[self.config["activation"]](x)
        if self.config.get("state_dependent_std"):
            x = x[: len(x) // 2]  # means, then what deviations are made of
        if self.config["action_handling"] == "clipped":
            return np.clip(x, low, high)
        if self.config["action_handling"] == "squashed":
            return low + (high - low) * (np.float32(0.5) + np.float32(0.5) * np.tanh(x))
        return x


def replay(policy, seed):
    env = gymnasium.make(policy.metadata["environment"], **json.loads(policy.metadata["environment_options"]))
    observation, _ = env.reset(seed=seed)
    total, ended = 0.0, False
    while not ended:
        action = policy.act(observation, env.action_space.low, env.action_space.high)
        observation, reward, terminated, truncated, _ = env.step(action)
        total += reward
        ended = terminated or truncated
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run_dir", type=pathlib.Path)
    parser.add_argument("--episodes", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--binary", default=str(BINARY))
    options = parser.parse_args()
    policy = StoredPolicy(options.run_dir / "policy.safetensors")
    ours = json.loads(subprocess.run(
        [options.binary, "evaluate", options.run_dir, "--episodes", str(options.episodes), "--seed", str(options.seed),
         "--deterministic"], check=True, capture_output=True, text=True).stdout)
    print("seed  Gymnasium + NumPy     gaitbench evaluate    relative difference")
    for episode in ours["episodes"]:
        theirs = replay(policy, episode["seed"])
        difference = abs(theirs - episode["return"]) / abs(theirs)
        print(f"{episode['seed']:4d}  {theirs:20.12f}  {episode['return']:20.12f}  {difference:.1e}")


if __name__ == "__main__":
    main()
