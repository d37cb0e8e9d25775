"""The options that Gymnasium's environments have."""

import inspect

import gymnasium
from gymnasium.envs.registration import load_env_creator


def known_options(name):
    entry_point = load_env_creator(gymnasium.spec(name).entry_point)
    return {"max_episode_steps", *inspect.signature(entry_point.__init__).parameters}
