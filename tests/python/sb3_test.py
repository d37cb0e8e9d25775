"""gaitbench.SB3VecEnv beside Stable-Baselines3's DummyVecEnv; skipped where that is not installed."""
import importlib.util
import sys
import unittest

import gymnasium
import numpy as np

if importlib.util.find_spec("stable_baselines3") is None:
    print("skipped: no stable_baselines3")
    sys.exit(77)

from stable_baselines3 import PPO  # noqa: E402
from stable_baselines3.common.vec_env import DummyVecEnv, VecMonitor, VecNormalize  # noqa: E402

import gaitbench  # noqa: E402


class SB3Test(unittest.TestCase):
    def test_steps_are_those_of_dummy_vec_env(self):
        for limit in (1000, 15):
            theirs = DummyVecEnv([lambda: gymnasium.make("Hopper-v5", max_episode_steps=limit)] * 4)
            ours = gaitbench.SB3VecEnv("Hopper-v5", 4, max_episode_steps=limit)
            ours.seed(11), theirs.seed(11)
            np.testing.assert_array_equal(ours.reset(), theirs.reset())
            rng = np.random.default_rng(0)
            episodes = 0
            for _ in range(200):
                actions = rng.uniform(-1, 1, (4, 3)).astype(np.float32)
                *found, infos = ours.step(actions)
                *expected, their_infos = theirs.step(actions)
                for mine, yours in zip(found, expected):
                    self.assertEqual(mine.dtype, yours.dtype)
                    np.testing.assert_array_equal(mine, yours)
                for mine, yours in zip(infos, their_infos):
                    self.assertEqual(mine.keys(), yours.keys())
                    for key in mine:
                        np.testing.assert_array_equal(mine[key], yours[key])
                episodes += expected[2].sum()
            self.assertGreater(episodes, 10)

    def test_ppo_trains_to_the_same_policy_as_on_gymnasiums(self):
        def trained(envs):
            model = PPO("MlpPolicy", VecNormalize(VecMonitor(envs)), n_steps=256, batch_size=64, n_epochs=2, seed=0,
                        device="cpu")
            model.learn(2048)
            self.assertTrue(model.ep_info_buffer)
            return [parameter.detach().numpy() for parameter in model.policy.parameters()]

        ours = trained(gaitbench.SB3VecEnv("Hopper-v5", 4))
        theirs = trained(DummyVecEnv([lambda: gymnasium.make("Hopper-v5")] * 4))
        for mine, yours in zip(ours, theirs, strict=True):
            np.testing.assert_array_equal(mine, yours)

    def test_environments_are_one(self):
        envs = gaitbench.SB3VecEnv("Hopper-v5", 2)
        self.assertEqual(envs.get_attr("env_id"), ["Hopper-v5"] * 2)
        with self.assertRaisesRegex(ValueError, "cannot be set apart"):
            envs.set_attr("env_id", "Ant-v5")


if __name__ == "__main__":
    unittest.main()
