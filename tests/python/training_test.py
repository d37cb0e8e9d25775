"""Training from Python and what it leaves: the command's runs, as frames, policies and tables."""
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import numpy as np

import gaitbench
from gaitbench.program import PROGRAM, environment

SHORT = {"horizon": 256, "policy_minibatches": 4, "value_minibatches": 4}
STUDY = {"study": "two", "environments": ["Hopper-v5"], "seeds": {"first": 0, "count": 3}, "iterations": 2,
         "base": {"preset": "ppo", "switches": SHORT},
         "variants": [{"name": "ppo"}, {"name": "slow", "switches": {"policy_learning_rate": 1e-5}}]}


def said(*words):
    done = subprocess.run([PROGRAM, *map(str, words)], env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Trained(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.out = pathlib.Path(cls.folder.name) / "swept"
        cls.tables = gaitbench.sweep(STUDY, out=cls.out)

    def test_sweep_returns_the_tables_of_the_command(self):
        self.assertEqual([row["variant"] for row in self.tables["results"]], ["ppo", "slow"])
        self.assertEqual(self.tables, json.loads(said("table", self.out, "--format", "json")))

    def test_train_has_the_bits_of_a_sweep(self):
        out = pathlib.Path(self.folder.name) / "trained"
        gaitbench.train("Hopper-v5", "ppo", out=out, seeds=1, first_seed=2, iterations=2, settings=SHORT, name="ppo")
        trained, swept = gaitbench.runs(out), gaitbench.runs(self.out)
        swept = swept[(swept.variant == "ppo") & (swept.seed == 2)]
        np.testing.assert_array_equal(trained.mean_return, swept.mean_return)
        self.assertEqual(len(trained), 2)
        tables = gaitbench.train("Hopper-v5", "ppo", name="wide", out=out, seeds=1, iterations=1,
                                 settings=SHORT | {"clip_range": 0.3})
        self.assertEqual({row["variant"] for row in tables["results"]}, {"ppo", "wide"})

    def test_frames(self):
        frame = gaitbench.runs(self.out)
        self.assertEqual(list(frame.columns[:5]), ["environment", "variant", "seed", "iteration", "env_steps"])
        self.assertEqual(len(frame), 2 * 3 * 2)
        self.assertEqual(list(frame.env_steps.unique()), [256, 512])
        per_run = gaitbench.runs(self.out, per="run")
        self.assertEqual(len(per_run), 6)
        self.assertEqual(set(per_run["config.policy_learning_rate"]), {1e-5, per_run["config.policy_learning_rate"][0]})
        returns = per_run[per_run.variant == "ppo"].mean_return
        self.assertEqual(list(returns), self.tables["results"][0]["returns"])

    def test_the_statistics_are_those_of_the_tables_and_of_compare(self):
        per_run = gaitbench.runs(self.out, per="run")
        a, b = (per_run[per_run.variant == name].mean_return for name in ("ppo", "slow"))
        found, row = gaitbench.intervals(a), self.tables["results"][0]
        self.assertEqual(found, {"num_runs": 3} | {key: row[key] for key in found if key != "num_runs"})
        document = json.loads(said("compare", self.out, "--a", "ppo", "--b", "slow", "--json"))["differences"][0]
        self.assertEqual(gaitbench.compare(a, b), {key: document[key] for key in gaitbench.compare(a, b)})

    def test_a_policy_earns_what_evaluate_says(self):
        run = self.out / "runs/Hopper-v5/ppo/seed_0"
        episodes = json.loads(said("evaluate", run, "--episodes", 3, "--seed", 5, "--deterministic"))["episodes"]
        policy = gaitbench.policy(run)
        env = gaitbench.Env(policy.env_id, **policy.environment_options)
        for episode in episodes:
            observation, _ = env.reset(seed=episode["seed"])
            total, ended = 0.0, False
            while not ended:
                observation, reward, terminated, truncated, _ = env.step(policy(observation))
                total, ended = total + reward, terminated or truncated
            self.assertAlmostEqual(total / episode["return"], 1, places=4)

    def test_a_policy_of_many_observations_and_of_samples(self):
        policy = gaitbench.policy(self.out / "runs/Hopper-v5/ppo/seed_0/policy.safetensors")
        observations = gaitbench.VectorEnv("Hopper-v5", 50).reset(seed=0)[0]
        actions = policy(observations)
        self.assertEqual((actions.shape, actions.dtype), ((50, 3), np.float32))
        np.testing.assert_allclose(policy(observations[7]), actions[7], rtol=1e-5)
        samples = policy(observations, np.random.default_rng(0))
        np.testing.assert_allclose(np.std(samples - actions), 1, atol=0.2)  # as it starts
        np.testing.assert_array_equal(samples, policy(observations, np.random.default_rng(0)))
        with self.assertRaisesRegex(ValueError, "^observations: expected shape \\(11,\\) or \\(N, 11\\), got \\(3,\\)"):
            policy(np.zeros(3))

    def test_damage_is_an_error(self):
        run = self.out / "runs/Hopper-v5/slow/seed_1"
        for name, read in (("policy.safetensors", lambda: gaitbench.policy(run)), ("run.json", lambda: gaitbench.runs(self.out))):
            whole = (run / name).read_bytes()
            place = len(whole) // 2
            try:
                (run / name).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:])
                with self.assertRaisesRegex(ValueError, name):
                    read()
            finally:
                (run / name).write_bytes(whole)

    def test_what_is_refused(self):
        out = pathlib.Path(self.folder.name) / "none"
        for sentence, call in (
                ('^--variant: "pppo" is no preset; did you mean ppo\\?', lambda: gaitbench.train("Hopper-v5", "pppo", out=out)),
                ('^--env: "Hopper-v9" is no task; did you mean Hopper-v5\\?', lambda: gaitbench.train("Hopper-v9", "ppo", out=out)),
                ("clip_rnage: .*did you mean clip_range", lambda: gaitbench.train("Hopper-v5", "ppo", out=out,
                                                                                 settings={"clip_rnage": 1})),
                ("no_such_study.json", lambda: gaitbench.sweep("no_such_study.json", out=out)),
                ("holds no runs", lambda: gaitbench.runs(self.folder.name)),
                ("per: expected", lambda: gaitbench.runs(self.out, per="seed")),
                ("nowhere", lambda: gaitbench.policy("nowhere"))):
            with self.assertRaisesRegex(ValueError, sentence):
                call()

    def test_a_study_with_a_mistake_leaves_what_is_there(self):
        study = self.out / "study.json"
        before = study.read_text()
        with self.assertRaisesRegex(ValueError, "itterations"):
            gaitbench.sweep(STUDY | {"itterations": 2}, out=self.out)
        self.assertEqual(study.read_text(), before)

    def test_warnings_are_pythons(self):
        same = STUDY | {"seeds": {"first": 0, "count": 1}, "iterations": 1, "variants": [{"name": "a"}, {"name": "b"}]}
        with self.assertWarnsRegex(UserWarning, "a and b are the same run"):
            gaitbench.sweep(same, out=pathlib.Path(self.folder.name) / "same")

    def test_ctrl_c_saves_and_goes_on(self):
        out = pathlib.Path(self.folder.name) / "stopped"

        def interrupt():
            while not list(out.rglob(".claim")):
                time.sleep(0.01)
            time.sleep(0.3)
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

        thread = threading.Thread(target=interrupt)
        thread.start()
        with self.assertRaises(KeyboardInterrupt):
            gaitbench.train("Hopper-v5", "ppo", out=out, seeds=1, iterations=100_000, settings=SHORT)
        thread.join()
        self.assertTrue(list(out.rglob("checkpoint*")))
        self.assertTrue(gaitbench.runs(out).empty)  # a run leaves its log at its end
        self.assertEqual(list(gaitbench.runs(out, per="run").recorded_iterations), [0])

    def test_runs_of_another_process_are_no_interruption(self):
        out = pathlib.Path(self.folder.name) / "elsewhere"
        words = ["train", "--env", "Hopper-v5", "--variant", "ppo", "--seeds", "1", "--iterations", "100000", "--out", out]
        words += [word for name, value in SHORT.items() for word in ("--set", f"{name}={value}")]
        with subprocess.Popen([PROGRAM, *words, "--quiet"], env=environment(), stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as other:
            try:
                while not list(out.rglob(".claim")):
                    time.sleep(0.01)
                with self.assertRaisesRegex(RuntimeError, "another process"):
                    gaitbench.train("Hopper-v5", "ppo", out=out, seeds=1, iterations=100_000, settings=SHORT)
            finally:
                other.terminate()


REPLAY = {"horizon": 300, "warmup_steps": 64, "batch_size": 32, "hidden_sizes": [16, 16], "evaluation_episodes": 1}
FILTER = {"observation_normalization": True, "observation_clipping": True, "observation_clip_range": 2}
OF_EVERY_LEARNER = {"study": "every", "environments": ["Hopper-v4"], "seeds": {"first": 0, "count": 1}, "iterations": 1,
                    "variants": [
    {"name": "ppo", "preset": "ppo", "switches": SHORT | {"state_dependent_std": True, "action_handling": "squashed"}},
    {"name": "td3", "preset": "td3", "switches": REPLAY},
    {"name": "sac", "preset": "sac", "switches": REPLAY | {"log_std_min": -4, "log_std_max": -3}},
    {"name": "sac_scaled", "preset": "sac",
     "switches": REPLAY | FILTER | {"log_std_bound": "scaled", "log_std_min": -4, "log_std_max": -3, "activation": "elu"}},
    {"name": "dqn", "preset": "dqn", "switches": REPLAY | FILTER | {"bins": 5}},
    {"name": "ars", "preset": "ars", "switches": {"horizon": 50, "action_handling": "clipped"}},
    {"name": "cem", "preset": "cem", "switches": {"horizon": 20, "hidden_sizes": [8], "biases": True,
                                                  "action_handling": "squashed"}}]}


class PoliciesOfEveryLearner(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        gaitbench.sweep(OF_EVERY_LEARNER, out=cls.folder.name)
        said("evaluate", cls.folder.name, "--episodes", 3, "--seed", 5, "--deterministic")
        cls.runs = {run.parent.name: run for run in pathlib.Path(cls.folder.name).glob("runs/Hopper-v4/*/seed_0")}

    def test_they_earn_what_evaluate_says(self):
        self.assertEqual(len(self.runs), len(OF_EVERY_LEARNER["variants"]))
        for name, run in self.runs.items():
            policy = gaitbench.policy(run)
            env = gaitbench.Env(policy.env_id, **policy.environment_options)
            for episode in json.loads((run / "evaluation.json").read_text())["episodes"]:
                observation, _ = env.reset(seed=episode["seed"])
                total, length, ended = 0.0, 0, False
                while not ended:
                    observation, reward, terminated, truncated, _ = env.step(policy(observation))
                    total, length, ended = total + reward, length + 1, terminated or truncated
                self.assertEqual(length, episode["length"], name)
                self.assertAlmostEqual(total / episode["return"], 1, places=4, msg=name)

    def test_samples_have_the_deviation_of_the_run(self):
        for name, run in self.runs.items():
            policy = gaitbench.policy(run)
            one = np.array([1.25] + 10 * [0.0])  # Hopper as it starts
            observations = np.tile(one, (4000, 1))
            samples = policy(observations, np.random.default_rng(0))
            np.testing.assert_array_equal(samples, policy(observations, np.random.default_rng(0)))
            if not policy.is_random:
                np.testing.assert_array_equal(samples, policy(observations))
            elif name != "ppo":
                before_tanh = np.arctanh(samples)  # Hopper's bounds are [-1, 1]
                np.testing.assert_allclose(before_tanh.mean(axis=0), np.arctanh(policy(one)), atol=0.01)
                logged = json.loads((run / "run.json").read_text())["columns"]["mean_std"][-1]
                self.assertAlmostEqual(before_tanh.std(axis=0).mean() / logged, 1, delta=0.3 if name == "sac_scaled" else 0.02)


class Command(unittest.TestCase):
    def test_it_is_the_program(self):
        said_version = subprocess.run([sys.executable, "-m", "gaitbench", "--version"], capture_output=True, text=True)
        self.assertIn(gaitbench.__version__, said_version.stdout)
        wrong = subprocess.run([sys.executable, "-m", "gaitbench", "tabel"], capture_output=True, text=True)
        self.assertEqual(wrong.returncode, 2)


if __name__ == "__main__":
    unittest.main()
