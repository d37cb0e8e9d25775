"""gaitbench.VectorEnv: what it refuses, what it copies, and what Gymnasium's wrappers make of it."""
import os
import threading
import unittest

import gymnasium
import numpy as np
from gymnasium.error import ClosedEnvironmentError, ResetNeeded
from gymnasium.vector import AutoresetMode

import gaitbench

ACTIONS = np.zeros((3, 3), np.float32)


def made(**arguments):
    envs = gaitbench.VectorEnv("Hopper-v5", 3, **arguments)
    envs.reset(seed=0)
    return envs


class Making(unittest.TestCase):
    def assert_refused(self, sentence, *arguments, **options):
        with self.assertRaisesRegex(ValueError, sentence):
            gaitbench.VectorEnv(*arguments, **options)

    def test_every_task_is_registered_once_with_its_limit(self):
        gaitbench.register()
        for task in gaitbench.task_ids():
            self.assertEqual(gymnasium.spec(f"gaitbench/{task}").kwargs, {"env_id": task})
        self.assertEqual(gymnasium.spec("gaitbench/Reacher-v5").max_episode_steps, 50)

    def test_make_vec(self):
        envs = gymnasium.make_vec("gaitbench/Hopper-v5", num_envs=64)
        self.assertIsInstance(envs, gaitbench.VectorEnv)
        self.assertEqual(envs.num_envs, 64)
        self.assertEqual(envs.metadata["autoreset_mode"], AutoresetMode.NEXT_STEP)
        self.assertIn("gaitbench/Hopper-v5", repr(envs))

    def test_what_is_refused_is_said_in_a_sentence(self):
        self.assert_refused('environment: "Hopper-v9" is no task; did you mean Hopper-v5', "Hopper-v9")
        self.assert_refused("environment: expected one of gaitbench.task_ids\\(\\), got 5", 5)
        self.assert_refused("num_envs: expected .*, got 0", "Hopper-v5", 0)
        self.assert_refused("num_envs: expected .*, got -1", "Hopper-v5", -1)
        self.assert_refused("num_envs: expected a whole number, got 2.5", "Hopper-v5", 2.5)
        self.assert_refused("num_envs: .* fits 64 bits", "Hopper-v5", 2**70)
        self.assert_refused("num_threads: ", "Hopper-v5", 2, num_threads=0)
        self.assert_refused("autoreset: expected one of next_step, same_step, disabled, got 'never'", "Hopper-v5",
                            autoreset="never")
        self.assert_refused("render_mode: expected None", "Hopper-v5", render_mode="human")
        self.assert_refused("xml_file: Hopper-v5 has no such option; known are ctrl_cost_weight, ", "Hopper-v5", xml_file="a.xml")
        self.assert_refused("forward_reward_weight: expected", "Hopper-v5", forward_reward_weight="fast")
        self.assert_refused("healthy_z_range: expected \\(low, high\\)", "Hopper-v5", healthy_z_range=(1, 2, 3))
        self.assert_refused("healthy_z_range: expected min to be at most max", "Hopper-v5", healthy_z_range=(2, 1))
        self.assert_refused("option is no number", "Hopper-v5", forward_reward_weight=float("nan"))

    def test_options_are_gymnasiums(self):
        options = {"healthy_z_range": (0.9, float("inf")), "reset_noise_scale": np.float64(0.01), "ctrl_cost_weight": 1,
                   "exclude_current_positions_from_observation": False}
        ours = gymnasium.make_vec("gaitbench/Hopper-v5", 2, **options)
        theirs = gymnasium.make_vec("Hopper-v5", 2, "sync", **options)
        np.testing.assert_array_equal(ours.reset(seed=1)[0], theirs.reset(seed=1)[0])
        for _ in range(20):
            found, expected = ours.step(np.ones((2, 3))), theirs.step(np.ones((2, 3)))
            np.testing.assert_array_equal(found[1], expected[1])
            np.testing.assert_array_equal(found[2], expected[2])

    def test_no_time_limit(self):
        envs = gaitbench.VectorEnv("Hopper-v5", 1, max_episode_steps=None, terminate_when_unhealthy=False)
        envs.reset(seed=0)
        self.assertFalse(any(envs.step(np.zeros((1, 3)))[3][0] for _ in range(1100)))


class Resetting(unittest.TestCase):
    def test_without_a_seed_streams_start_anywhere_and_go_on(self):
        one, other = (gaitbench.VectorEnv("Hopper-v5", 2) for _ in range(2))
        self.assertFalse(np.array_equal(one.reset()[0], other.reset()[0]))
        first, second = one.reset(seed=4)[0], one.reset()[0]
        self.assertFalse(np.array_equal(first, second))
        one.reset(seed=4)
        np.testing.assert_array_equal(one.reset()[0], second)

    def test_seeds_are_numbers_or_a_list_of_them(self):
        envs = gaitbench.VectorEnv("Hopper-v5", 3)
        by_number = envs.reset(seed=5)[0]
        np.testing.assert_array_equal(envs.reset(seed=[5, 6, 7])[0], by_number)
        np.testing.assert_array_equal(envs.reset(seed=np.int64(5))[0], by_number)
        for seed in (-1, 2**64, 2**64 - 1, 1.5, "5", [1, 2], [1, 2, -3]):
            with self.assertRaisesRegex(ValueError, "^seed: expected"):
                envs.reset(seed=seed)

    def test_masks(self):
        envs = made(autoreset="disabled")
        before = envs.step(ACTIONS)[0]
        observations, infos = envs.reset(options={"reset_mask": np.array([False, True, False])})
        np.testing.assert_array_equal(observations[[0, 2]], before[[0, 2]])
        np.testing.assert_array_equal(infos["_x_position"], [False, True, False])
        for mask in ([True] * 3, np.ones(3), np.ones(2, bool), np.zeros(3, bool)):
            with self.assertRaisesRegex(ValueError, "reset.mask: expected"):
                envs.reset(options={"reset_mask": mask})
        with self.assertRaises(ResetNeeded):
            gaitbench.VectorEnv("Hopper-v5", 2).reset(options={"reset_mask": np.array([True, False])})

    def test_states_are_restored(self):
        envs = made()
        state = envs.save_state()
        expected = [envs.step(ACTIONS)[0] for _ in range(30)]
        again = gaitbench.VectorEnv("Hopper-v5", 3, num_threads=2)
        again.restore_state(state)
        np.testing.assert_array_equal([again.step(ACTIONS)[0] for _ in range(30)], expected)
        with self.assertRaisesRegex(ValueError, "^environment state: expected"):
            gaitbench.VectorEnv("Hopper-v5", 2).restore_state(state)
        with self.assertRaisesRegex(ValueError, "^environment state: expected"):
            again.restore_state(b"nothing")


class Stepping(unittest.TestCase):
    def test_actions_of_another_shape_or_type_are_refused(self):
        envs = made()
        for actions in (np.zeros(9), np.zeros((3, 2)), np.zeros((2, 3)), 0.0, np.zeros((3, 3, 1))):
            with self.assertRaisesRegex(ValueError, "^actions: expected shape \\(3, 3\\), got"):
                envs.step(actions)
        for kind in (np.float16, np.complex128, object, "U1"):
            with self.assertRaisesRegex(ValueError, "^actions: expected float32 or float64, got"):
                envs.step(np.zeros((3, 3), kind))

    def test_actions_in_any_layout(self):
        expected = made().step(np.tile(np.float64([0.5, -0.5, 1]), (3, 1)))[0]
        column_major = np.asfortranarray(np.tile(np.float64([0.5, -0.5, 1]), (3, 1)))
        np.testing.assert_array_equal(made().step(column_major)[0], expected)
        np.testing.assert_array_equal(made().step([[0.5, -0.5, 1]] * 3)[0], expected)
        np.testing.assert_array_equal(made().step(np.ones((3, 3), int))[0], made().step(np.ones((3, 3)))[0])

    def test_before_a_reset_after_the_end_and_when_closed(self):
        with self.assertRaises(ResetNeeded):
            gaitbench.VectorEnv("Hopper-v5", 3).step(ACTIONS)
        envs = made(autoreset="disabled", max_episode_steps=1)
        envs.step(ACTIONS)
        with self.assertRaisesRegex(ResetNeeded, "environment 0, whose episode has ended"):
            envs.step(ACTIONS)
        envs.close()
        envs.close()
        for use in (envs.reset, lambda: envs.step(ACTIONS), envs.save_state):
            with self.assertRaises(ClosedEnvironmentError):
                use()

    def test_numbers_that_are_none_end_an_episode_and_say_why(self):
        for mode in ("next_step", "same_step"):
            envs = made(autoreset=mode)
            actions = ACTIONS.copy()
            actions[1] = np.nan
            _, rewards, terminations, _, infos = envs.step(actions)
            np.testing.assert_array_equal(terminations, [False, True, False])
            self.assertTrue(np.isfinite(rewards[[0, 2]]).all())
            self.assertEqual(infos["bad_reason"][1], "a number that is NaN or beyond 1e10")
            np.testing.assert_array_equal(infos["_bad_reason"], terminations)
            observations, *_, infos = envs.step(ACTIONS)
            self.assertTrue(np.isfinite(observations).all())
            self.assertNotIn("bad_reason", infos)

    def test_copies_are_the_callers_and_views_are_the_environments(self):
        envs = made()
        kept = envs.step(ACTIONS)
        values = [array.copy() for array in kept[:4]] + [kept[4]["x_position"].copy()]
        envs.step(ACTIONS + 1)
        for array, value in zip([*kept[:4], kept[4]["x_position"]], values):
            np.testing.assert_array_equal(array, value)
        self.assertFalse(np.shares_memory(kept[0], envs.step(ACTIONS)[0]))

        envs = made(copy=False)
        first = envs.step(ACTIONS)[0]
        self.assertTrue(np.shares_memory(first, envs.step(ACTIONS)[0]))
        envs.close()
        del envs
        self.assertTrue(np.isfinite(first).all())  # the array keeps its memory

    def test_threads_give_the_same_bits(self):
        rng = np.random.default_rng(0)
        actions = rng.uniform(-1, 1, (200, 8, 6)).astype(np.float32)
        results = []
        for num_threads in (1, 2, 7):
            envs = gaitbench.VectorEnv("Walker2d-v5", 8, num_threads=num_threads)
            envs.reset(seed=0)
            results.append(np.stack([envs.step(a)[0] for a in actions]))
        np.testing.assert_array_equal(results[0], results[1])
        np.testing.assert_array_equal(results[0], results[2])

    def test_pythons_lock_is_released_and_one_thread_steps_at_a_time(self):
        envs = gaitbench.VectorEnv("Humanoid-v5", 64, num_threads=1)
        envs.reset(seed=0)
        actions = np.zeros((64, 17))
        refusals, steps = [], [0, 0]

        def use(who):
            for _ in range(40):
                try:
                    envs._native.step(actions)
                    steps[who] += 1
                except RuntimeError as error:
                    refusals.append(str(error))

        threads = [threading.Thread(target=use, args=(who,)) for who in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(set(refusals), {"the environment is in use by another thread"})
        self.assertGreater(sum(steps), 40 - 1)

    def test_a_forked_process_is_told_that_threads_stayed_behind(self):
        envs = made(num_threads=2)
        child = os.fork()
        if child == 0:
            try:
                envs.step(ACTIONS)
            except Exception as error:
                os._exit(0 if "forked" in str(error) else 1)
            os._exit(2)
        self.assertEqual(os.waitpid(child, 0)[1], 0)


class Wrapping(unittest.TestCase):
    def test_gymnasiums_vector_wrappers_see_what_they_see_of_gymnasiums_own(self):
        def wrapped(envs):
            envs = gymnasium.wrappers.vector.RecordEpisodeStatistics(envs)
            envs = gymnasium.wrappers.vector.ClipAction(envs)
            envs = gymnasium.wrappers.vector.NormalizeObservation(envs)
            return gymnasium.wrappers.vector.NormalizeReward(envs, gamma=0.99)

        ours = wrapped(gymnasium.make_vec("gaitbench/Hopper-v5", 4))
        theirs = wrapped(gymnasium.make_vec("Hopper-v5", 4, "sync"))
        np.testing.assert_array_equal(ours.reset(seed=3)[0], theirs.reset(seed=3)[0])
        rng = np.random.default_rng(0)
        episodes = 0
        for _ in range(200):
            actions = rng.uniform(-2, 2, (4, 3)).astype(np.float32)
            found, expected = ours.step(actions), theirs.step(actions)
            for mine, yours in zip(found[:4], expected[:4]):
                np.testing.assert_array_equal(mine, yours)
            if "episode" in expected[4]:
                np.testing.assert_array_equal(found[4]["episode"]["r"], expected[4]["episode"]["r"])
                episodes += 1
        self.assertGreater(episodes, 4)


if __name__ == "__main__":
    unittest.main()
