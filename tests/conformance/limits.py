"""Time limits under which falls and truncations both happen, and both at once."""

import functools
import statistics

import gymnasium
import numpy as np

LONGEST = 50  # env steps
MOST, ENOUGH = 100, 20  # episodes; a robot that stands through so many of them does not fall
NEVER_FALLS = 20  # the limit of a robot that does not fall


@functools.cache
def short_limit(name):
    """The most frequent time that the robot stands under random actions up to twice their bounds."""
    env = gymnasium.make(name, disable_env_checker=True)
    rng = np.random.default_rng(0)
    falls = []
    for seed in range(MOST):
        if seed == ENOUGH and not falls:
            break
        env.reset(seed=seed)
        for step in range(1, LONGEST + 1):
            action = rng.uniform(2 * env.action_space.low, 2 * env.action_space.high)
            if env.step(action.astype(np.float32))[2]:
                falls.append(step)
                break
    env.close()
    return statistics.mode(falls) if falls else NEVER_FALLS
