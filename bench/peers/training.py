"""Env steps per second of a whole training run beside Stable-Baselines3's PPO and sb3-contrib's TRPO: the same task, rollouts
of 2,048 env steps, two tanh layers of 64, 10 epochs of minibatches of 64 samples (TRPO: 10 value epochs), observation and
reward normalization, one process on one core. They take turns, so that what disturbs one disturbs all; ratios are medians
over the turns.

usage: training.py [--binary FILE] [--sb3-python FILE] [--tasks ID ...] [--iterations N] [--turns N] [--json FILE]

Peers: pip install stable-baselines3 sb3-contrib, into this interpreter or, by --sb3-python, another.
"""

import argparse
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

import tasks

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / "build/release/bench/gaitbench"
ALGORITHMS = {"ppo": "PPO", "trpo": "TRPO"}
HORIZON = 2048


def peer(algorithm, task, iterations):
    """Trains in this process and prints env steps per second of all but the first iteration."""
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


def measure_peer(algorithm, task, options):
    command = [options.sb3_python, __file__, "--peer", algorithm, task, str(options.iterations)]
    result = subprocess.run(command, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(result.stderr.strip().splitlines()[-1] if result.stderr else "training.py: the peer failed")
    return float(result.stdout.split()[-1])


def measure_ours(algorithm, task, options):
    """Of all but the first iteration, held-out rollouts off."""
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run([options.binary, "train", "--env", task, "--variant", algorithm, "--seeds", "1", "--workers", "1",
                        "--iterations", str(options.iterations + 1), "--set", "heldout_logging=false", "--quiet",
                        "--out", directory], check=True, capture_output=True)
        log = json.loads(next(pathlib.Path(directory).glob("runs/*/*/*/run.json")).read_text())
    seconds = sum(log["timing"]["total"][1:])
    return options.iterations * HORIZON / seconds, sum(log["timing"]["physics"][1:]) / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=str(BINARY))
    parser.add_argument("--sb3-python", default=sys.executable)
    parser.add_argument("--tasks", nargs="+", help="default: version 4 of every robot")
    parser.add_argument("--iterations", type=int, default=8)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--peer", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        algorithm, task, iterations = options.peer
        return peer(algorithm, task, int(iterations))
    names = options.tasks or tasks.names(options.binary, version=4)

    rows = []
    for algorithm, name in ALGORITHMS.items():
        for task in names:
            turns = [(measure_ours(algorithm, task, options), measure_peer(algorithm, task, options))
                     for _ in range(options.turns)]
            rows.append({"algorithm": name, "task": task,
                         "gaitbench": statistics.median(ours for (ours, _), _ in turns),
                         "physics_share": statistics.median(share for (_, share), _ in turns),
                         "stable_baselines3": statistics.median(theirs for _, theirs in turns),
                         "ratio": statistics.median(ours / theirs for (ours, _), theirs in turns)})
    print("| algorithm | task | gaitbench, env steps/s | share of physics | Stable-Baselines3, env steps/s | ratio |")
    print("|:--|:--|--:|--:|--:|--:|")
    for row in rows:
        print(f"| {row['algorithm']} | {row['task']} | {row['gaitbench']:,.0f} | {row['physics_share']:.2f} "
              f"| {row['stable_baselines3']:,.0f} | {row['ratio']:.1f} |")
    if options.json:
        options.json.write_text(json.dumps({"machine": platform.processor() or platform.machine(),
                                            "iterations": options.iterations, "turns": options.turns,
                                            "rows": rows}, indent=2) + "\n")


if __name__ == "__main__":
    main()
