"""Env steps and updates per second of SAC and TD3 beside Stable-Baselines3's, and its sister in JAX's: the same task, networks of
two relu layers and batches of equal size, one update an env step, no evaluations, one process on one core. They take turns, so
that what disturbs one disturbs all; ratios are medians over the turns. Env steps are per second of the whole training, updates per
second of what samples a batch and learns from it.

usage: off_policy.py [--binary FILE] [--sb3-python FILE] [--sbx-python FILE] [--tasks ID ...] [--steps N] [--turns N] [--json FILE]

Peers: pip install stable-baselines3, into this interpreter or, by --sb3-python, another; pip install sbx-rl, by --sbx-python. Without
--sbx-python JAX's is left out.
"""

import argparse
import importlib
import pathlib
import statistics
import sys
import time

import tasks
import turns

ALGORITHMS = {"sac": "SAC", "td3": "TD3"}
SIZES = [(256, 256), (64, 128)]  # units of both hidden layers, samples of a batch
PEERS = {"sb3": "stable_baselines3", "sbx": "sbx"}
COLUMNS = [("algorithm", "{algorithm}"), ("task", "{task}"), ("units", "{units:d}"), ("batch", "{batch:d}"), ("peer", "{peer}"),
           ("gaitbench, env steps/s", "{ours[0]:,.0f}"), ("peer", "{theirs[0]:,.0f}"), ("ratio", "{ratios[0]:.1f}"),
           ("gaitbench, updates/s", "{ours[1]:,.0f}"), ("peer", "{theirs[1]:,.0f}"), ("ratio", "{ratios[1]:.1f}")]


def peer(module, algorithm, task, units, batch, steps):
    """Trains in this process and prints env steps and updates per second, once as many env steps have gone before."""
    try:
        import gymnasium
        import numpy
        from stable_baselines3.common.noise import NormalActionNoise
        Algorithm = getattr(importlib.import_module(module), ALGORITHMS[algorithm])
    except ImportError as error:
        sys.exit(f"off_policy.py: {error.name} is missing: pip install stable-baselines3 (sbx-rl), or name an interpreter that has "
                 "it with --sb3-python (--sbx-python)")
    if module == "stable_baselines3":
        import torch

        torch.set_num_threads(1)
    env = gymnasium.make(task)
    num_actions = env.action_space.shape[0]
    noise = NormalActionNoise(numpy.zeros(num_actions), 0.1 * numpy.ones(num_actions)) if algorithm == "td3" else None
    model = Algorithm("MlpPolicy", env, batch_size=batch, learning_starts=batch, train_freq=1, gradient_steps=1, buffer_size=100_000,
                      action_noise=noise, policy_kwargs={"net_arch": [units, units]}, device="cpu", seed=0)
    update, update_seconds = model.train, 0.0

    def timed_update(*arguments, **named):
        nonlocal update_seconds
        begun = time.perf_counter()
        update(*arguments, **named)
        update_seconds += time.perf_counter() - begun

    model.train = timed_update
    model.learn(steps)
    update_seconds = 0.0
    begun = time.perf_counter()
    model.learn(steps, reset_num_timesteps=False)
    print([steps / (time.perf_counter() - begun), steps / update_seconds])


def measure_ours(algorithm, task, units, batch, options):
    """The same, of all iterations but the first and the last, at whose end there is an evaluation."""
    horizon = 1000
    num_timed = max(1, options.steps // horizon)
    timing = turns.trained_log(options.binary, task, algorithm, num_timed + 2,
                               {"hidden_sizes": [units, units], "batch_size": batch, "warmup_steps": batch, "horizon": horizon,
                                "evaluation_interval": 10**15, "evaluation_episodes": 1})["timing"]
    return [num_timed * horizon / sum(timing[part][1:-1]) for part in ("total", "update")]


def compare(algorithm, task, units, batch, peers, options):
    """A row for each peer."""
    ours, *of_peers = turns.take_turns(
        options.turns, lambda: measure_ours(algorithm, task, units, batch, options),
        *(lambda name=name, python=python: turns.peer_answer(
            python, ["--peer", PEERS[name], algorithm, task, units, batch, options.steps]) for name, python in peers.items()))
    medians = [statistics.median(rates) for rates in zip(*ours)]
    return [{"algorithm": ALGORITHMS[algorithm], "task": task, "units": units, "batch": batch, "peer": name, "ours": medians,
             "theirs": [statistics.median(rates) for rates in zip(*theirs)],
             "ratios": [turns.median_ratio(a, b) for a, b in zip(zip(*ours), zip(*theirs))]}
            for name, theirs in zip(peers, of_peers)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=turns.BINARY)
    parser.add_argument("--sb3-python", default=sys.executable)
    parser.add_argument("--sbx-python")
    parser.add_argument("--tasks", nargs="+", help="default: version 4 of every robot")
    parser.add_argument("--steps", type=int, default=4000, help="env steps that are timed")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--peer", nargs=6, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        module, algorithm, task, *numbers = options.peer
        return peer(module, algorithm, task, *map(int, numbers))
    turns.stay_on_one_core()
    peers = {"sb3": options.sb3_python} | ({"sbx": options.sbx_python} if options.sbx_python else {})
    names = options.tasks or tasks.names(options.binary, version=4)
    rows = turns.print_rows((row for units, batch in SIZES for algorithm in ALGORITHMS for task in names
                             for row in compare(algorithm, task, units, batch, peers, options)), COLUMNS)
    turns.write_json(options.json, {"steps": options.steps, "turns": options.turns}, rows)


if __name__ == "__main__":
    main()
