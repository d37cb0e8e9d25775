"""Tables of the documentation that repeat what is said elsewhere."""
import json
import re
import unittest

from setup.console import ROOT


class StudyKeysTest(unittest.TestCase):
    def test_the_page_on_studies_names_every_key_and_no_other(self):
        schema = json.loads((ROOT / "results/schema/study.schema.json").read_text())
        rows = re.findall(r"^\| (`.*?) \|", (ROOT / "docs/studies.md").read_text(), re.MULTILINE)
        named = {key for row in rows for key in re.findall(r"`([\w$]+)`", row)}
        keys = set(schema["properties"]) | set(schema["properties"]["compare"]["properties"])
        self.assertEqual(named, keys)

    def test_the_rows_say_what_is_inside_a_key(self):
        properties = json.loads((ROOT / "results/schema/study.schema.json").read_text())["properties"]
        inside = {"seeds": properties["seeds"], "base": properties["base"], "variants": properties["variants"]["items"],
                  "select": properties["select"], "decide": properties["decide"],
                  "two_by_two": properties["compare"]["properties"]["two_by_two"]}
        page = (ROOT / "docs/studies.md").read_text()
        for key, described in inside.items():
            row = re.search(rf"^\| `{key}` \|(.*)$", page, re.MULTILINE)[1]
            for name in set(described["properties"]) - {"$comment"}:
                self.assertIn(f"`{name}`", row, key)


if __name__ == "__main__":
    unittest.main()
