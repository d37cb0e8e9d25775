"""Replays a trained policy of any learner in Gymnasium by gaitbench.policy, in NumPy and without noise, and holds the
returns against `gaitbench evaluate`: an example of how a policy leaves the house.

usage: replay.py RUN_DIR [--episodes N] [--seed S]
"""

import argparse
import json
import pathlib
import subprocess
import sys

import gymnasium

import gaitbench


def replay(policy, seed):
    env = gymnasium.make(policy.env_id, **policy.environment_options)
    observation, _ = env.reset(seed=seed)
    total, ended = 0.0, False
    while not ended:
        observation, reward, terminated, truncated, _ = env.step(policy(observation))
        total += reward
        ended = terminated or truncated
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run_dir", type=pathlib.Path)
    parser.add_argument("--episodes", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    policy = gaitbench.policy(options.run_dir)
    ours = json.loads(subprocess.run(
        [sys.executable, "-m", "gaitbench", "evaluate", options.run_dir, "--episodes", str(options.episodes), "--seed",
         str(options.seed), "--deterministic"], check=True, capture_output=True, text=True).stdout)
    print("seed  Gymnasium + NumPy     gaitbench evaluate    relative difference")
    for episode in ours["episodes"]:
        theirs = replay(policy, episode["seed"])
        difference = abs(theirs - episode["return"]) / abs(theirs)
        print(f"{episode['seed']:4d}  {theirs:20.12f}  {episode['return']:20.12f}  {difference:.1e}")


if __name__ == "__main__":
    main()
