"""One version: that of CMakeLists.txt, which the program prints, is the citation's and the changelog's newest."""
import re
import tomllib
import unittest

from setup.console import ROOT


def found(file: str, pattern: str) -> str:
    return re.search(pattern, (ROOT / file).read_text(), re.MULTILINE)[1]


class VersionTest(unittest.TestCase):
    def test_citation_and_changelog_have_the_version_of_the_project(self):
        version = found("CMakeLists.txt", r"^project\(gaitbench VERSION (\S+)")
        self.assertRegex(version, r"^\d+\.\d+\.\d+$")
        self.assertEqual(found("CITATION.cff", r"^version: (\S+)$"), version)
        self.assertEqual(found("CHANGELOG.md", r"^## \[(\d.*?)\]"), version)

    def test_the_python_package_reads_it_where_it_is(self):
        metadata = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["scikit-build"]["metadata"]["version"]
        self.assertEqual(re.search(metadata["regex"], (ROOT / metadata["input"]).read_text())["value"],
                         found("CMakeLists.txt", r"^project\(gaitbench VERSION (\S+)"))

    def test_released_on_one_day(self):
        self.assertEqual(found("CITATION.cff", r"^date-released: (\S+)$"),
                         found("CHANGELOG.md", r"^## \[\d.*?\] - (\S+)$"))


if __name__ == "__main__":
    unittest.main()
