"""gaitbench.Env: Gymnasium's own checker, and what it refuses."""
import unittest
import warnings

import gymnasium
import numpy as np
from gymnasium.error import ClosedEnvironmentError, ResetNeeded
from gymnasium.utils.env_checker import check_env

import gaitbench


class EnvTest(unittest.TestCase):
    def test_gymnasiums_checker_is_content(self):
        for task in gaitbench.task_ids():
            with self.subTest(task), warnings.catch_warnings():
                warnings.filterwarnings("error")
                for known in (".*out of date.*", ".*observation space.*infinity.*", ".*symmetric and normalized.*",
                              ".*experimental.*"):
                    warnings.filterwarnings("ignore", known)
                check_env(gymnasium.make(f"gaitbench/{task}").unwrapped)

    def test_the_limit_is_gymnasiums(self):
        env = gymnasium.make("gaitbench/Hopper-v5", max_episode_steps=1200, terminate_when_unhealthy=False)
        env.reset(seed=0)
        truncated = [env.step(np.zeros(3, np.float32))[3] for _ in range(1200)]
        self.assertEqual(truncated.index(True), 1199)
        env = gaitbench.Env("Hopper-v5", max_episode_steps=2)
        env.reset(seed=0)
        self.assertEqual([env.step(np.zeros(3))[3] for _ in range(2)], [False, True])

    def test_under_gymnasiums_vectors(self):
        ours = gymnasium.make_vec("gaitbench/Hopper-v5", 2, "sync")
        theirs = gymnasium.make_vec("Hopper-v5", 2, "sync")
        np.testing.assert_array_equal(ours.reset(seed=0)[0], theirs.reset(seed=0)[0])
        apart = gymnasium.make_vec("gaitbench/Hopper-v5", 2, "async")
        np.testing.assert_array_equal(apart.reset(seed=0)[0], theirs.reset(seed=0)[0])
        apart.close()

    def test_what_is_refused(self):
        env = gaitbench.Env("Hopper-v5")
        with self.assertRaises(ResetNeeded):
            env.step(np.zeros(3))
        for seed in (-1, 2**64, "a"):
            with self.assertRaisesRegex(ValueError, "^seed: expected"):
                env.reset(seed=seed)
        env.reset(seed=0)
        with self.assertRaisesRegex(ValueError, "^actions: expected shape \\(3,\\), got \\(2,\\)"):
            env.step(np.zeros(2))
        *_, terminated, truncated, info = env.step(np.full(3, np.nan))
        self.assertEqual((terminated, truncated), (True, False))
        self.assertIn("NaN", info["bad_reason"])
        with self.assertRaises(ResetNeeded):
            env.step(np.zeros(3))
        env.close()
        env.close()
        with self.assertRaises(ClosedEnvironmentError):
            env.reset()
        with self.assertRaisesRegex(ValueError, '^environment: "[^"]*" is no task; '):
            gaitbench.Env("Cheetah")

    def test_a_state_is_restored(self):
        env = gaitbench.Env("Ant-v5")
        env.reset(seed=0)
        state = env.save_state()
        expected = [env.step(np.full(8, 0.3))[0] for _ in range(5)]
        env.restore_state(state)
        np.testing.assert_array_equal([env.step(np.full(8, 0.3))[0] for _ in range(5)], expected)


if __name__ == "__main__":
    unittest.main()
