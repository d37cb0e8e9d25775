"""gaitbench.VectorEnv and gaitbench.Env against gymnasium.make_vec and gymnasium.make: observations, rewards, flags and infos
with their masks, shapes and dtypes, bit for bit.

usage: parity.py STEPS TASK..., where STEPS are env steps of all comparisons of a task; GAITBENCH_PARITY_STEPS asks for others
"""
import os
import pathlib
import sys
import warnings

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode

import gaitbench

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "conformance"))
from differences import Differences, as_float, compare_infos  # noqa: E402
from limits import NEVER_FALLS, short_limit  # noqa: E402

NUM_ENVS = 5
THREADS_SEEDS_DTYPES = ((1, 7, np.float32), (2, [9, 2**40 + 7, 0, 1, 3], np.float64))  # of the actions


def compare_reset(what, ours, theirs, differences):
    differences.compare(f"{what} observations", ours[0], theirs[0])
    compare_infos(what, ours[1], theirs[1], differences)


def compare_step(what, ours, theirs, differences):
    for name, mine, yours in zip(("observations", "rewards", "terminations", "truncations"), ours, theirs):
        differences.compare(f"{what} {name}", mine, yours)
    compare_infos(what, ours[4], theirs[4], differences)


def vector(task, autoreset, num_threads, seed, dtype, num_rows, differences):
    limit = short_limit(task)
    ours = gymnasium.make_vec(f"gaitbench/{task}", NUM_ENVS, autoreset=autoreset, num_threads=num_threads, max_episode_steps=limit)
    theirs = gymnasium.make_vec(task, NUM_ENVS, "sync", {"autoreset_mode": autoreset}, max_episode_steps=limit)
    for space in ("single_observation_space", "single_action_space", "observation_space", "action_space"):
        differences.compare(f"{task} {space}", repr(getattr(ours, space)), repr(getattr(theirs, space)))
    compare_reset("reset", ours.reset(seed=seed), theirs.reset(seed=seed), differences)
    rng = np.random.default_rng(0)
    for step in range(num_rows):
        what = f"{task} {autoreset.value} step {step}"
        actions = rng.uniform(2 * theirs.action_space.low, 2 * theirs.action_space.high).astype(dtype)
        found = theirs.step(actions)
        compare_step(what, ours.step(actions), found, differences)
        ended = found[2] | found[3]
        if autoreset == AutoresetMode.DISABLED and ended.any():
            seeds = [None if i % 2 else step + i for i in range(NUM_ENVS)]
            compare_reset(f"{what} reset", ours.reset(seed=seeds, options={"reset_mask": ended}),
                          theirs.reset(seed=seeds, options={"reset_mask": ended}), differences)
    ours.close()
    theirs.close()


def single(task, num_steps, differences):
    ours, theirs = gymnasium.make(f"gaitbench/{task}"), gymnasium.make(task)
    rng = np.random.default_rng(1)
    seed, ended = 3, True
    for step in range(num_steps):
        what = f"{task} single step {step}"
        if ended:
            (mine, my_info), (yours, your_info) = ours.reset(seed=seed), theirs.reset(seed=seed)
            differences.compare(f"{what} reset", mine, yours)
            differences.compare_info(f"{what} reset", my_info, your_info)
            seed = None
        action = rng.uniform(theirs.action_space.low, theirs.action_space.high).astype(np.float32)
        *mine, my_info = ours.step(action)
        *yours, your_info = theirs.step(action)
        for name, a, b in zip(("observation", "reward", "terminated", "truncated"), mine, yours):
            differences.compare(f"{what} {name}", a, as_float(b))
        differences.compare_info(what, my_info, your_info)
        ended = yours[2] or yours[3]


def compare(task, num_steps):
    """The number of bits that differ."""
    differences = Differences()
    num_comparisons = len(AutoresetMode) * len(THREADS_SEEDS_DTYPES) + 1
    num_rows = -(-num_steps // (num_comparisons * NUM_ENVS))  # at least what is asked for
    for mode in AutoresetMode:
        for num_threads, seed, dtype in THREADS_SEEDS_DTYPES:
            vector(task, mode, num_threads, seed, dtype, num_rows, differences)
    single(task, num_rows * NUM_ENVS, differences)
    falls = short_limit(task) != NEVER_FALLS
    print(f"PARITY gaitbench/{task} from Python, 3 autoreset modes twice and one environment: "
          f"{num_rows * NUM_ENVS * num_comparisons} env steps, {'with falls, ' if falls else ''}{differences.compared} arrays, "
          f"{differences.summary()}", flush=True)
    for line in differences.first:
        print("  " + line)
    return differences.bits


def main(num_steps, tasks):
    warnings.filterwarnings("ignore")
    gymnasium.logger.min_level = gymnasium.logger.ERROR
    return 1 if sum(compare(task, num_steps) for task in tasks) else 0


if __name__ == "__main__":
    sys.exit(main(int(os.environ.get("GAITBENCH_PARITY_STEPS") or sys.argv[1]), sys.argv[2:]))
