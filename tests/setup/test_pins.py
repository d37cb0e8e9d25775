"""What set-up downloads is what was looked at: Python packages by version and hash, sources by commit."""
import re
import tomllib
import unittest

from setup.console import ROOT
from setup.steps import TEST_REQUIREMENTS


class PinsTest(unittest.TestCase):
    def test_every_python_package_has_a_version_and_hashes(self):
        for file in TEST_REQUIREMENTS:
            text = re.sub(r"^#.*\n", "", file.read_text(), flags=re.MULTILINE).replace("\\\n", "")
            for requirement in text.splitlines():
                self.assertRegex(requirement, r"^[a-z0-9-]+==\S+( +--hash=sha256:[0-9a-f]{64})+$")

    def test_the_python_package_is_made_with_the_same_versions(self):
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())
        wanted = project["build-system"]["requires"] + project["project"]["dependencies"]
        pins = {requirement for requirement in wanted if "==" in requirement and "scikit-build" not in requirement}
        installed = " ".join(file.read_text() for file in TEST_REQUIREMENTS).split()
        self.assertEqual(pins - set(installed), set())
        self.assertIn("mujoco-core==4.0.0", pins)

    def test_sources_are_named_by_commit(self):
        text = (ROOT / "cmake" / "ThirdParty.cmake").read_text()
        pins = re.findall(r"^third_party\(.* (\S+)\)|GIT_TAG\s+([^\s$]+)", text, re.MULTILINE)
        self.assertGreater(len(pins), 5)
        for pin in pins:
            self.assertRegex("".join(pin), r"^[0-9a-f]{40}$")


if __name__ == "__main__":
    unittest.main()
