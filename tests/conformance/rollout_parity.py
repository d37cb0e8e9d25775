"""Steps BatchedEnv and the real Gymnasium side by side and counts the bits that differ in
observation, reward, terminated, truncated and info. Both use one libmujoco, in this process.

usage: rollout_parity.py LIBRARY TASK STEPS POLICY...
The random actions get half of the STEPS and the policies the other half; all without policies.
"""

import sys
import warnings

import gymnasium
import numpy as np

import native
import policies
from differences import Differences
from options import known_options


OTHER_OBSERVATIONS = {"exclude_current_positions_from_observation": False,
                      "use_contact_forces": True}


def rollout(ours, theirs, what, num_steps, seed, policy, dtype, differences):
    """Steps both from the same seed and compares the infos as `differences` does; the number of
    episodes."""
    rng = np.random.default_rng(seed)
    ours.reset(seed)
    observation, info = theirs.reset(seed=seed)
    reward, terminated, truncated, num_episodes = 0.0, False, False, 1
    for step in range(num_steps + 1):
        now = f"{what} {np.dtype(dtype)} step {step}"
        differences.compare_observation(f"{now} observation", ours.observations[0], observation)
        differences.compare(f"{now} reward", ours.rewards[0], np.float64(reward))
        differences.compare(f"{now} flags", (bool(ours.terminated[0]), bool(ours.truncated[0])),
                            (bool(terminated), bool(truncated)))
        differences.compare_info(now, ours.info(), info)
        action = policy(observation, rng, theirs.action_space).astype(dtype)
        ours.step(action[None])
        if terminated or truncated:
            observation, info = theirs.reset()
            reward, terminated, truncated = 0.0, False, False
            num_episodes += 1
        else:
            observation, reward, terminated, truncated, info = theirs.step(action)
    theirs.close()
    return num_episodes


def rollouts(library, name, make, known, num_steps, policy_paths, differences):
    """Env steps and episodes of random actions, then of trained policies; `make(**options)` is
    Gymnasium's environment, whose options are the `known` ones."""
    random = [({}, policies.random, np.float32), ({}, policies.random, np.float64)]
    random += [({option: value}, policies.random, np.float32)
               for option, value in OTHER_OBSERVATIONS.items() if option in known]
    trained = [({}, policies.trained(path), np.float32) for path in policy_paths]
    counts = []
    for segments, share in zip((random, trained), (0.5, 0.5) if trained else (1, 0)):
        steps = int(-(-num_steps * share // max(1, len(segments))))
        episodes = 0
        for seed, (options, policy, dtype) in enumerate(segments):
            ours = native.NativeEnv(library, name, options)
            episodes += rollout(ours, make(**options), f"{name} {options}", steps, seed, policy,
                                dtype, differences)
        counts += [steps * len(segments), episodes]
    print(f"PARITY {name}: {{}} env steps of random actions, {{}} episodes; {{}} of trained "
          f"policies, {{}} episodes; {differences.summary()}".format(*counts), flush=True)


def main(library_path, name, num_steps, *policy_paths):
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    differences = Differences()

    def make(**options):
        return gymnasium.make(name, disable_env_checker=True, **options)

    rollouts(native.load(library_path), name, make, known_options(name), num_steps, policy_paths,
             differences)
    for line in differences.first:
        print("  " + line)
    return 1 if differences.bits else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:]))
