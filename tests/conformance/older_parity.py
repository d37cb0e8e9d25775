"""Versions 2 and 3, whose own code needs mujoco-py, beside Gymnasium's version 4 stepped as MuJoCo 2.0
did: observations, rewards, flags and the infos that both versions have, bit for bit.

usage: older_parity.py LIBRARY STEPS POLICIES TASK...
POLICIES is the folder of the trained ones; STEPS are of each task.
"""

import functools
import pathlib
import sys
import warnings

import gymnasium
import mujoco
import numpy as np

import native
from differences import Differences
from options import known_options
from rollout_parity import rollouts


class CommonDifferences(Differences):
    """What is version 2's or 3's own is zero: forces of contacts, and what they cost."""

    def compare_observation(self, what, ours, theirs):
        self.compare(what, ours[:theirs.size], theirs)
        own = ours[theirs.size:]
        self.compare(f"{what}, forces", own, np.zeros(own.size))

    def compare_info(self, what, ours, theirs):
        common = {key: theirs[key] for key in ours if key in theirs}
        super().compare_info(what, {key: ours[key] for key in common}, common)
        for key in ours.keys() - common.keys():
            self.compare(f"{what} {key}", abs(ours[key]), np.float64(0))


def step_as_mujoco_2(env, control, num_steps):
    """It clamped controls in place, and stepping computed no forces on bodies (gym issue 1541)."""
    low, high = env.model.actuator_ctrlrange.T
    env.data.ctrl[:] = np.clip(control, low, high)
    mujoco.mj_step(env.model, env.data, nstep=num_steps)


def make_older(name, **options):
    env = gymnasium.make(name, disable_env_checker=True, **options)
    env.unwrapped._step_mujoco_simulation = functools.partial(step_as_mujoco_2, env.unwrapped)
    return env


def main(library_path, num_steps, policy_folder, *names):
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    library = native.load(library_path)
    num_different = 0
    for name in names:
        differences = CommonDifferences()
        version_4 = name.rpartition("-")[0] + "-v4"
        known = known_options(version_4) - {"use_contact_forces"}
        policy = version_4.lower().replace("-", "_") + ".safetensors"
        rollouts(library, name, functools.partial(make_older, version_4), known, num_steps,
                 sorted(pathlib.Path(policy_folder).glob(policy)), differences)
        for line in differences.first:
            print("  " + line)
        num_different += differences.bits > 0
    return 1 if num_different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:]))
