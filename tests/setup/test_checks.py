"""The counts of `./gaitbench test` and its choice of files."""
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock
from xml.etree import ElementTree

from setup import checks
from setup.counts import Counts


class CountsTest(unittest.TestCase):
    def test_disabled_tests_are_skipped_ones(self):
        suite = ElementTree.fromstring('<testsuite tests="9" failures="1" skipped="1" disabled="3">'
                                       '<testcase name="a" status="run"/><testcase name="b" status="fail"/></testsuite>')
        self.assertEqual(Counts.of_junit(suite), Counts(passed=4, failures=("b",), skipped=4))

    def test_sums(self):
        self.assertEqual(str(Counts(1, ("a",), 3) + Counts.of_check("b", True)), "failed: a\n2 passed, 1 failed, 3 skipped")

    def test_failures_are_named_before_the_counts(self):
        both = Counts.of_check("clang-format", False) + Counts.of_check("clang-tidy", False)
        self.assertEqual(str(both), "failed: clang-format\nfailed: clang-tidy\n0 passed, 2 failed, 0 skipped")


class FilesTest(unittest.TestCase):
    files = [Path("results/log/run_log.cc"), Path("results/log/run_log.h"), Path("results/statistics/statistics.cc")]

    def changed(self, answers: dict[str, list[str] | None]) -> list[Path]:
        with mock.patch.object(checks, "_git", lambda *arguments: answers.get(arguments[0])):
            return checks.changed(self.files)

    def test_a_changed_header_brings_what_includes_it(self):
        changed = self.changed({"merge-base": ["abc"], "diff": ["results/log/run_log.h", "README.md"]})
        self.assertEqual(changed, self.files[:2])

    def test_files_not_yet_committed_count(self):
        changed = self.changed({"merge-base": ["abc"], "diff": [], "ls-files": ["results/statistics/statistics.cc"]})
        self.assertEqual(changed, self.files[2:])

    def test_without_git_every_file_is_read(self):
        self.assertEqual(self.changed({}), self.files)

    def test_sources_are_those_of_the_five_folders(self):
        files = checks.sources()
        self.assertIn(Path("results/log/run_log.h"), files)
        self.assertEqual({file.parts[0] for file in files}, set(checks.FOLDERS))


class CommandsTest(unittest.TestCase):
    def test_files_that_are_compiled_as_one_are_read_one_by_one(self):
        with TemporaryDirectory() as home:
            unity = Path(home) / "Unity" / "unity_0_cxx.cxx"
            unity.parent.mkdir()
            unity.write_text('/* by CMake */\n\n#include "/a/b.cc"\n\n#include "/a/c.cc"\n')
            entry = {"directory": "/build", "command": f"c++ -DX -c {unity}", "file": str(unity)}
            self.assertEqual(checks._of_each_file(entry),
                             [{"directory": "/build", "command": "c++ -DX -c /a/b.cc", "file": "/a/b.cc"},
                              {"directory": "/build", "command": "c++ -DX -c /a/c.cc", "file": "/a/c.cc"}])
        alone = {"directory": "/build", "command": "c++ -c /a/d.cc", "file": "/a/d.cc"}
        self.assertEqual(checks._of_each_file(alone), [alone])


if __name__ == "__main__":
    unittest.main()
