"""BatchedEnv against Gymnasium's SyncVectorEnv in the three autoreset modes: observations, rewards,
flags and infos with their masks and dtypes, bit for bit, at 1 and 2 threads.

usage: vector_parity.py LIBRARY TASK STEPS
"""

import sys
import warnings

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode, SyncVectorEnv

import native
from differences import Differences, compare_infos
from limits import NEVER_FALLS, short_limit

NUM_ENVS = 5


def compare_all(what, ours, observations, infos, differences):
    differences.compare(f"{what} observations", ours.observations, observations)
    compare_infos(what, ours.vector_info(), infos, differences)


def run(library, name, mode, num_threads, persistent, num_steps, differences):
    limit = short_limit(name)
    ours = native.NativeEnv(library, name, {"max_episode_steps": limit}, NUM_ENVS, num_threads,
                            mode.value, persistent)
    theirs = SyncVectorEnv(
        [lambda: gymnasium.make(name, max_episode_steps=limit, disable_env_checker=True)] * NUM_ENVS,
        autoreset_mode=mode)
    rng = np.random.default_rng(0)
    ours.reset(7)
    compare_all("reset", ours, *theirs.reset(seed=7), differences)
    both = 0
    for step in range(num_steps):
        what = f"{name} {mode.value} step {step}"
        actions = rng.uniform(2 * theirs.action_space.low, 2 * theirs.action_space.high)
        actions = actions.astype(np.float32)
        ours.step(actions)
        observations, rewards, terminations, truncations, infos = theirs.step(actions)
        differences.compare(f"{what} rewards", ours.rewards, rewards)
        differences.compare(f"{what} terminations", ours.terminated.astype(bool), terminations)
        differences.compare(f"{what} truncations", ours.truncated.astype(bool), truncations)
        compare_all(what, ours, observations, infos, differences)
        both += int((terminations & truncations).sum())
        ended = terminations | truncations
        if mode == AutoresetMode.DISABLED and ended.any():
            try:  # Gymnasium refuses too, but after it has stepped those before
                ours.step(actions)
                differences.compare(f"{what} of an ended episode", "stepped", "refused")
            except RuntimeError:
                pass
            ours.reset(mask=ended)
            compare_all(f"{what} reset", ours, *theirs.reset(options={"reset_mask": ended}),
                        differences)
    theirs.close()
    return both


def main(library_path, name, num_steps):
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    library = native.load(library_path)
    differences = Differences()
    both = count = 0
    for mode in AutoresetMode:
        for num_threads, persistent in ((1, False), (2, False), (2, True)):
            both += run(library, name, mode, num_threads, persistent, num_steps, differences)
            count += num_steps
    print(f"PARITY {name} vector, 3 autoreset modes: {count} steps of {NUM_ENVS}, {both} episodes both "
          f"terminated and truncated, {differences.summary()}")
    for line in differences.first:
        print("  " + line)
    return 1 if differences.bits or not (both or short_limit(name) == NEVER_FALLS) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
