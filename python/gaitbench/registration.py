"""Every task as an id of Gymnasium: gymnasium.make("gaitbench/Hopper-v5"), gymnasium.make_vec(..., num_envs=64)."""
from __future__ import annotations

from typing import Any

import gymnasium

from gaitbench import _native
from gaitbench.env import Env


def env_without_limit(env_id: str, **options: Any) -> Env:
    """For gymnasium.make, whose wrapper TimeLimit has the limit."""
    return Env(env_id, max_episode_steps=None, **options)


def register() -> None:
    """Once; a second call does nothing."""
    for name, limit in _native.task_limits():
        if f"gaitbench/{name}" not in gymnasium.registry:
            gymnasium.register(id=f"gaitbench/{name}", entry_point="gaitbench.registration:env_without_limit",
                               vector_entry_point="gaitbench.vector_env:VectorEnv", max_episode_steps=limit,
                               kwargs={"env_id": name})
