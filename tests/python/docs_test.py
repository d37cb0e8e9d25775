"""Every Python block of docs/python.md, in order, as a reader would type them; those of Stable-Baselines3 where it is there."""
import importlib.util
import json
import os
import pathlib
import re
import tempfile
import unittest

PAGE = pathlib.Path(__file__).parents[2] / "docs/python.md"
STUDY = {"study": "small", "environments": ["Hopper-v5"], "seeds": {"first": 0, "count": 2}, "iterations": 1,
         "base": {"preset": "ppo"}, "variants": [{"name": "ppo"}]}


class DocsTest(unittest.TestCase):
    def test_every_block_runs(self):
        blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
        self.assertGreater(len(blocks), 4)
        typed = {}
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            pathlib.Path("study.json").write_text(json.dumps(STUDY))
            for block in blocks:
                if "stable_baselines3" in block and not importlib.util.find_spec("stable_baselines3"):
                    continue
                exec(compile(block, str(PAGE), "exec"), typed)
            os.chdir("/")
        self.assertEqual(typed["action"].shape, (3,))
        self.assertEqual(len(typed["frame"]), 2 * 3)
        self.assertEqual(len(typed["per_run"]), 2)


if __name__ == "__main__":
    unittest.main()
