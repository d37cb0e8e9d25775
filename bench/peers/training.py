"""Env steps per second of a whole training run beside Stable-Baselines3's PPO and sb3-contrib's TRPO: the same task, rollouts
of 2,048 env steps, two tanh layers of 64, 10 epochs of minibatches of 64 samples (TRPO: 10 value epochs), observations
normalized (of PPO rewards too; Stable-Baselines3's for both), one process on one core. They take turns, so that what disturbs one disturbs all; ratios are medians
over the turns.

usage: training.py [--binary FILE] [--sb3-python FILE] [--tasks ID ...] [--iterations N] [--turns N] [--json FILE]

Peers: pip install stable-baselines3 sb3-contrib, into this interpreter or, by --sb3-python, another.
"""

import argparse
import pathlib
import statistics
import sys
import time

import tasks
import turns

ALGORITHMS = {"ppo": "PPO", "trpo": "TRPO"}
HORIZON = 2048
COLUMNS = [("algorithm", "{algorithm}"), ("task", "{task}"), ("gaitbench, env steps/s", "{gaitbench:,.0f}"),
           ("share of physics", "{physics_share:.2f}"), ("Stable-Baselines3, env steps/s", "{stable_baselines3:,.0f}"),
           ("ratio", "{ratio:.1f}")]


def peer(algorithm, task, iterations):
    """Trains in this process and prints env steps per second of all but the first iteration and the last."""
    try:
        import gymnasium
        import torch
        from stable_baselines3 import PPO
        from stable_baselines3.common.callbacks import BaseCallback
        from stable_baselines3.common.vec_env import DummyVecEnv, VecNormalize
        from sb3_contrib import TRPO
    except ImportError as error:
        sys.exit(f"training.py: {error.name} is missing: pip install stable-baselines3 sb3-contrib, or name an "
                 "interpreter that has them with --sb3-python")
    torch.set_num_threads(1)

    class Clock(BaseCallback):
        """When each rollout begins."""

        def __init__(self):
            super().__init__()
            self.times = []

        def _on_rollout_start(self):
            self.times.append(time.perf_counter())

        def _on_step(self):
            return True

    env = VecNormalize(DummyVecEnv([lambda: gymnasium.make(task)]))
    shared = {"n_steps": HORIZON, "batch_size": 64, "device": "cpu", "seed": 0,
              "policy_kwargs": {"net_arch": [64, 64], "activation_fn": torch.nn.Tanh}}
    model = (PPO("MlpPolicy", env, n_epochs=10, **shared) if algorithm == "ppo" else
             TRPO("MlpPolicy", env, n_critic_updates=10, sub_sampling_factor=10, cg_max_steps=10, **shared))
    clock = Clock()
    model.learn((iterations + 1) * HORIZON, callback=clock)
    print((len(clock.times) - 2) * HORIZON / (clock.times[-1] - clock.times[1]))


def measure_ours(algorithm, task, options):
    """Env steps per second and physics' share of all but the first iteration, held-out rollouts off."""
    timing = turns.trained_log(options.binary, task, algorithm, options.iterations + 1, {"heldout_logging": False})["timing"]
    seconds = sum(timing["total"][1:])
    return options.iterations * HORIZON / seconds, sum(timing["physics"][1:]) / seconds


def compare(algorithm, task, options):
    ours, theirs = turns.take_turns(
        options.turns, lambda: measure_ours(algorithm, task, options),
        lambda: turns.peer_answer(options.sb3_python, ["--peer", algorithm, task, options.iterations]))
    rates, physics_shares = zip(*ours)
    return {"algorithm": ALGORITHMS[algorithm], "task": task, "gaitbench": statistics.median(rates),
            "physics_share": statistics.median(physics_shares), "stable_baselines3": statistics.median(theirs),
            "ratio": turns.median_ratio(rates, theirs)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=turns.BINARY)
    parser.add_argument("--sb3-python", default=sys.executable)
    parser.add_argument("--tasks", nargs="+", help="default: version 4 of every robot")
    parser.add_argument("--iterations", type=int, default=8)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--peer", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.iterations < 2:
        parser.error("--iterations: expected 2 or more")
    if options.peer:
        algorithm, task, iterations = options.peer
        return peer(algorithm, task, int(iterations))
    turns.stay_on_one_core()
    names = options.tasks or tasks.names(options.binary, version=4)
    rows = turns.print_rows((compare(algorithm, task, options) for algorithm in ALGORITHMS for task in names), COLUMNS)
    turns.write_json(options.json, {"iterations": options.iterations, "turns": options.turns}, rows)


if __name__ == "__main__":
    main()
