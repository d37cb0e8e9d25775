"""No list of robots but Tasks(): the robots of `gaitbench envs` are named by no code outside envs/
and models/. A comment, a docstring or a command that help shows may have one as an example.

usage: robots_are_data.py GAITBENCH
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("algos", "bench", "cmake", "python", "results", "setup", "tests/conformance")
SUFFIXES = (".cc", ".h", ".in", ".py", ".js", ".cmake", ".txt")
REFERENCE_DATA = {"algos/on_policy/paper_cells.cc"}  # the paper's
EXAMPLES = {"tests/conformance/switch_test.cc", "tests/conformance/off_policy_switch_test.cc"}  # any robot would do


def without_comments(text, suffix):
    if suffix in (".cc", ".h", ".js"):
        return re.sub(r"(?<!:)//.*", "", text)
    if suffix == ".py":
        text = re.sub(r'""".*?"""', "", text, flags=re.DOTALL)
    return re.sub(r"#.*", "", text)


def without_examples(text):
    return re.sub(r'"gaitbench \w[^"]*"', "", text)


def places(robots):
    word = re.compile("|".join(rf"\b{re.escape(robot)}(?=\b|_)" for robot in robots))
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix not in SUFFIXES or name in REFERENCE_DATA | EXAMPLES:
                continue
            if name.startswith(("results/published/", "results/reference")):
                continue
            for line in without_examples(without_comments(path.read_text(), path.suffix)).splitlines():
                if word.search(line):
                    yield f"{name}: {line.strip()}"


def main(binary):
    tasks = json.loads(subprocess.run([binary, "envs", "--json"], check=True, capture_output=True).stdout)
    found = list(places(sorted({task["robot"] for task in tasks})))
    for place in found:
        print(place)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
