"""What ./gaitbench says and does before it would install or build anything; nothing here does."""
import contextlib
import fcntl
import io
import json
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from setup import console, launcher, steps


def run_launcher(*arguments: str) -> tuple[int, str, str]:
    """Its exit code, standard output and messages."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), mock.patch("signal.signal"):
        code = launcher.main(list(arguments))
    return code, out.getvalue(), err.getvalue()


class CommandsTest(unittest.TestCase):
    def setUp(self):
        self.prepare = mock.patch.object(launcher, "prepare").start()
        self.locked = mock.patch.object(launcher, "locked", mock.Mock(side_effect=contextlib.nullcontext)).start()
        self.is_ready = mock.patch.object(launcher, "is_ready", return_value=False).start()
        self.may_write = mock.patch.object(launcher, "may_write", return_value=True).start()
        home = Path(self.enterContext(TemporaryDirectory()))
        self.binary = mock.patch.object(launcher, "BINARY", home / "gaitbench").start()
        self.addCleanup(mock.patch.stopall)

    def test_help_where_nothing_is_built_is_the_launchers_and_starts_no_build(self):
        for arguments, expected in ((["--help"], 0), (["-h"], 0), ([], 2)):
            code, out, err = run_launcher(*arguments)
            self.assertEqual((code, err), (expected, ""))
            self.assertIn("./gaitbench setup ", out)
        self.prepare.assert_not_called()

    def test_help_of_setup_and_test_starts_no_build(self):
        for arguments in (["test", "--help"], ["test", "--all", "-h"], ["setup", "--help"]):
            code, out, _ = run_launcher(*arguments)
            self.assertEqual(code, 0)
            self.assertTrue(out.startswith(f"./gaitbench {arguments[0]}"), out)
        self.prepare.assert_not_called()

    def test_setup_prepares_the_program_and_starts_nothing(self):
        with mock.patch("os.execv") as execv:
            code, out, err = run_launcher("setup")
        self.assertEqual((code, out, err), (0, "", "gaitbench: set up; ./gaitbench demo is a first run\n"))
        self.prepare.assert_called_once_with("gaitbench")
        execv.assert_not_called()

    def test_setup_refuses_what_it_does_not_know(self):
        self.assertEqual(run_launcher("setup", "--fast"), (2, "", "gaitbench: setup takes no options and was given --fast\n"))
        self.prepare.assert_not_called()

    def test_help_is_the_programs_which_lists_setup_and_test_too(self):
        self.binary.touch()
        with mock.patch("os.execv") as execv:
            run_launcher("--help")
        execv.assert_called_once_with(self.binary, ["./gaitbench", "--help"])

    def test_a_shell_that_asks_what_may_follow_starts_no_build(self):
        with mock.patch("os.execv") as execv:
            self.assertEqual(run_launcher("complete", "sw"), (1, "", ""))
        execv.assert_not_called()
        self.prepare.assert_not_called()

    def test_other_commands_go_to_the_binary_as_they_are(self):
        with mock.patch("os.execv") as execv:
            run_launcher("table", "a directory", "--help")
        execv.assert_called_once_with(self.binary, ["./gaitbench", "table", "a directory", "--help"])

    def test_where_nothing_is_to_be_done_nothing_is_locked(self):
        self.is_ready.return_value, self.may_write.return_value = True, False
        with mock.patch("os.execv") as execv:
            self.assertEqual(run_launcher("setup")[0], 0)
            run_launcher("envs")
        execv.assert_called_once_with(self.binary, ["./gaitbench", "envs"])
        self.locked.assert_not_called()

    def test_who_may_not_build_is_told_who_may(self):
        self.may_write.return_value = False
        code, _, err = run_launcher("envs")
        self.assertEqual(code, 1)
        self.assertIn("you may not write there: run ./gaitbench setup as its owner", err)
        self.locked.assert_not_called()

    def test_a_set_up_that_fails_is_a_sentence(self):
        self.prepare.side_effect = console.SetupError("no network")
        self.assertEqual(run_launcher("demo"), (1, "", "gaitbench: no network\n"))


class StreamsTest(unittest.TestCase):
    def test_no_file_gets_the_number_of_a_closed_stream(self):
        program = "import os, sys; from setup import launcher; launcher.hold_streams(); sys.exit(os.open('.', os.O_RDONLY))"
        ended = subprocess.run(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", program], cwd=steps.ROOT)
        self.assertGreater(ended.returncode, 2)


class PrepareTest(unittest.TestCase):
    """A checkout in which everything is installed, and what configure and build are asked for."""

    def setUp(self):
        home = Path(self.enterContext(TemporaryDirectory()))
        for name in ("LOG", "CONFIGURED", "BUILT"):
            self.enterContext(mock.patch.object(steps, name, home / name))
        for name in ("missing", "install_debian_packages", "install_python_packages", "check_machine", "say"):
            self.enterContext(mock.patch.object(steps, name, return_value=[]))
        self.enterContext(mock.patch("shutil.which", return_value="/usr/bin/ninja"))
        self.built = self.enterContext(mock.patch.object(steps, "build"))
        self.commands = self.enterContext(mock.patch.object(steps, "run"))

    def configured(self, target: str) -> list[str]:
        """What configuring was told, if it was done."""
        self.commands.reset_mock()
        steps.prepare(target)
        self.built.assert_called_with("gaitbench" if target == "gaitbench" else "all")
        return [str(word) for call in self.commands.call_args_list for word in call.args[1][-2:]]

    def test_warnings_are_errors_for_the_tests_and_what_is_changed_is_compiled_by_the_file(self):
        self.assertEqual(self.configured("gaitbench"), ["-DGAITBENCH_WARNINGS_ARE_ERRORS=OFF", "-DGAITBENCH_UNITY=ON"])
        self.assertEqual(self.configured("all at once"), ["-DGAITBENCH_WARNINGS_ARE_ERRORS=ON", "-DGAITBENCH_UNITY=ON"])
        self.assertEqual(self.configured("all"), ["-DGAITBENCH_WARNINGS_ARE_ERRORS=ON", "-DGAITBENCH_UNITY=OFF"])

    def test_what_is_configured_is_not_configured_again(self):
        self.configured("all")
        self.assertEqual(self.configured("all"), [])
        self.assertEqual(self.configured("all at once"), [])
        self.assertEqual(self.configured("gaitbench"), [], "the tests' build has the program too")


class ReadyTest(unittest.TestCase):
    """A checkout of one source, which has been built."""

    def setUp(self):
        home = Path(self.enterContext(TemporaryDirectory()))
        self.source = home / "algos" / "a.cc"
        self.source.parent.mkdir()
        self.source.write_text("1")
        for name, path in (("ROOT", home), ("BINARY", self.source), ("LOG", home / "log"), ("BUILT", home / "built"),
                           ("NOT_BUILT", home / "algos" / "published")):
            self.enterContext(mock.patch.object(steps, name, path))
        self.build = self.enterContext(mock.patch.object(steps, "build"))
        self.enterContext(mock.patch.object(steps, "is_configured", return_value=True))
        self.commit = self.enterContext(mock.patch.object(steps, "_commit", return_value="1234"))
        self.enterContext(mock.patch("shutil.which", return_value="/usr/bin/ninja"))
        self.assertFalse(steps.is_ready(), "nothing is built yet")
        steps.prepare("gaitbench")
        self.assertTrue(steps.is_ready())

    def test_a_source_that_has_changed_is_built_again(self):
        self.source.write_text("2")
        self.assertFalse(steps.is_ready())
        steps.prepare("gaitbench")
        self.assertTrue(steps.is_ready())

    def test_it_is_not_ready_while_it_is_built(self):
        self.source.write_text("2")
        self.build.side_effect = lambda _: self.assertFalse(steps.is_ready())
        steps.prepare("gaitbench")
        self.source.write_text("3")
        self.build.side_effect = console.SetupError
        self.assertRaises(console.SetupError, steps.prepare, "gaitbench")
        self.source.write_text("2")
        self.assertFalse(steps.is_ready(), "what a build that failed left is not known")

    def test_a_new_source_too_but_nothing_that_is_no_source(self):
        (self.source.parent / "published").mkdir()
        for name in ("published/run.json", "b.pyc", "../notes.md"):
            (self.source.parent / name).write_text("")
        self.assertTrue(steps.is_ready())
        (self.source.parent / "b.cc").write_text("")
        self.assertFalse(steps.is_ready())

    def test_a_commit_of_the_same_sources_is_built_by_those_who_may(self):
        self.commit.return_value = "5678"
        for may_write in (True, False):
            with mock.patch.object(steps, "may_write", return_value=may_write):
                self.assertEqual(steps.is_ready(), not may_write)


class SelectionTest(unittest.TestCase):
    def targets(self, *tests: dict, returncode: int = 0) -> list[str]:
        listing = mock.Mock(returncode=returncode, stdout=json.dumps({"tests": tests}))
        with mock.patch("subprocess.run", return_value=listing):
            return steps.targets_of(["-R", "some"])

    def test_what_the_selected_tests_name_is_built(self):
        build = str(steps.BUILD)
        required = [{"name": "REQUIRED_FILES", "value": [f"{build}/python/_native.so"]}]
        self.assertEqual(self.targets({"name": "a/b", "command": [f"{build}/tests/a_b_test"], "properties": []},
                                      {"name": "python/env", "command": ["python3", "env_test.py"], "properties": required}),
                         ["python/_native.so", "tests/a_b_test"])

    def test_a_program_that_was_never_built_is_named_by_its_test(self):
        self.assertEqual(self.targets({"name": "results/log/run_log", "properties": []}), ["results_log_run_log_test"])

    def test_a_program_of_many_tests_that_was_never_built_is_a_file_that_each_requires(self):
        required = [{"name": "REQUIRED_FILES", "value": [str(steps.BUILD / "tests/results_log_tests")]}]
        self.assertEqual(self.targets({"name": "results/log/run_log", "properties": required}), ["tests/results_log_tests"])

    def test_everything_is_built_for_a_test_that_installs_it(self):
        self.assertEqual(self.targets({"name": "install", "command": ["python3", "install_test.py", str(steps.BUILD)], "properties": []}),
                         ["all"])

    def test_where_nothing_is_known_everything_is_built(self):
        self.assertEqual(self.targets(), ["all"])
        self.assertEqual(self.targets(returncode=1), ["all"])

    def test_only_the_program_and_the_selected_tests_are_built(self):
        with contextlib.ExitStack() as stack:
            home = Path(stack.enter_context(TemporaryDirectory()))
            for name in ("LOG", "BUILT"):
                stack.enter_context(mock.patch.object(steps, name, home / name))
            stack.enter_context(mock.patch.object(steps, "is_configured", return_value=True))
            stack.enter_context(mock.patch("shutil.which", return_value="/usr/bin/ninja"))
            stack.enter_context(mock.patch.object(steps, "targets_of", return_value=["a_b_test"]))
            build = stack.enter_context(mock.patch.object(steps, "build"))
            steps.prepare("all", ["-R", "a/b"])
            self.assertEqual(build.call_args_list, [mock.call("gaitbench"), mock.call("a_b_test")])


class AptTest(unittest.TestCase):
    def test_missing_tools_are_named_by_their_packages(self):
        with mock.patch("shutil.which", lambda name: None if name in ("c++", "ninja") else f"/usr/bin/{name}"), \
                mock.patch.dict("os.environ", clear=True):
            self.assertEqual(steps.missing_tools(), ["g++", "ninja-build"])

    def test_a_compiler_of_the_users_is_enough(self):
        with mock.patch("shutil.which", lambda name: None if name == "c++" else f"/usr/bin/{name}"), \
                mock.patch.dict("os.environ", {"CXX": "clang++"}):
            self.assertEqual(steps.missing_tools(), [])

    def test_the_packages_are_named_before_anything_asks_for_rights_or_runs(self):
        said = []
        with mock.patch("shutil.which", return_value="/usr/bin/apt-get"), \
                mock.patch.object(steps, "say", said.append), \
                mock.patch.object(steps, "as_root", lambda purpose: said.append("rights") or []), \
                mock.patch.object(steps, "run", lambda *_: said.append("apt")):
            steps.apt_install(["g++", "cmake"], ["libgtest-dev"])
        self.assertEqual(said, ["apt-get will install these Debian packages, and what they need: g++ cmake libgtest-dev",
                                "rights", "apt"])

    def test_without_apt_the_sentence_says_what_to_install(self):
        with mock.patch("shutil.which", return_value=None), \
                self.assertRaisesRegex(console.SetupError, "no apt-get: install what Debian calls g\\+\\+ in its own way"):
            steps.apt_install(["g++"], [])


class LockTest(unittest.TestCase):
    def test_the_second_waits_and_says_so(self):
        with TemporaryDirectory() as home:
            home, said, order = Path(home), threading.Event(), []
            with mock.patch.object(launcher, "LOG", home / "setup.log"), \
                    mock.patch.object(launcher, "say", lambda _: said.set()):
                def second():
                    with launcher.locked():
                        order.append("second")
                with launcher.locked():
                    other = threading.Thread(target=second)
                    other.start()
                    self.assertTrue(said.wait(10), "the second says that it waits")
                    order.append("first")
                other.join(10)
        self.assertEqual(order, ["first", "second"])


    def test_it_outlives_a_launcher_that_is_killed_as_long_as_its_command(self):
        with TemporaryDirectory() as home:
            log, done = Path(home, "setup.log"), Path(home, "done")
            program = f"""
import pathlib
from setup import console, launcher
console.LOG = launcher.LOG = pathlib.Path({str(log)!r})
with launcher.locked():
    console.run("a step", ["sh", "-c", "while ! [ -e {done} ]; do sleep 0.05; done"], silent_for=100)"""
            process = subprocess.Popen([sys.executable, "-c", program], cwd=steps.ROOT)
            self.wait_for(log.exists)  # the step has begun
            process.kill()
            process.wait()
            lock = self.enterContext(Path(home, "setup.lock").open("w"))
            self.assertFalse(is_free(lock), "the step is still at work")
            done.touch()
            self.wait_for(lambda: is_free(lock))

    def wait_for(self, condition):
        deadline = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)


def is_free(lock) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class KnownCausesTest(unittest.TestCase):
    def test_a_cause_that_is_known_needs_no_excerpt(self):
        error = console.CommandFailed("build", "ninja: error\nwrite: No space left on device\n")
        self.assertIn("the disk is full", str(error))
        self.assertEqual(error.excerpt, "")

    def test_a_package_with_another_hash_is_refused_in_a_sentence(self):
        error = console.CommandFailed("wheels", "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.")
        self.assertIn("is not the one that the requirements name by its hash", str(error))

    def test_an_unknown_cause_comes_with_the_output_from_the_first_error_on(self):
        error = console.CommandFailed("build", "working\nFAILED: a.o\na.cc:1: error\n")
        self.assertIn("the step 'build' failed", str(error))
        self.assertEqual(error.excerpt, "FAILED: a.o\na.cc:1: error")


if __name__ == "__main__":
    unittest.main()
