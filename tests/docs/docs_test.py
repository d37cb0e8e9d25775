"""Every command and every Python block of the documentation, page by page in a folder of its own, as a reader would type them; and
the example of every command's --help.

docs_test.py BINARY"""
import importlib.util
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

from pages import PAGES, ROOT, RUN, SHOWN, Block, anchors_of, blocks_of, links_of

BINARY = Path(sys.argv[1]).resolve()
SMALL = Path(__file__).with_name("small_gaitbench.py")
MOST_LINES_OF_README = 120
PLANNED = tempfile.TemporaryDirectory()


def check(holds: bool, claim: str, *seen: object) -> None:
    if not holds:
        sys.exit(f"FAILED: {claim}\n" + "\n".join(map(str, seen)))


def scratch_at(folder: Path) -> None:
    """A folder that looks like the top of the project to who reads, with small budgets."""
    (folder / "bin").mkdir()
    for place in (folder / "gaitbench", folder / "bin/gaitbench"):
        place.write_text(f"#!/bin/sh\nexec {sys.executable} {SMALL} \"$@\"\n")
        place.chmod(place.stat().st_mode | stat.S_IXUSR)
    for name in ("bench", "results", "docs", "examples", "CMakeLists.txt"):
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name)
    (folder / "actions.json").write_text(json.dumps([[0, 0, 0]] * 3))


def environment(folder: Path) -> dict[str, str]:
    path = f"{folder}/bin:{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "GAITBENCH_BINARY": str(BINARY), "GAITBENCH_PLANNED": PLANNED.name}


def run_shell(block: Block, folder: Path) -> None:
    ended = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", block.text], cwd=folder, env=environment(folder),
                           capture_output=True, text=True, stdin=subprocess.DEVNULL)
    check(ended.returncode == 0, f"{block.where} runs", block.text, ended.stdout[-2000:], ended.stderr[-2000:])
    for part in block.quoted:
        check(part in " ".join(ended.stdout.split()), f"{block.where} prints what stands below it", part, ended.stdout)


def run_python(block: Block, typed: dict) -> None:
    try:
        exec(compile(block.text, block.where, "exec"), typed)
    except Exception as error:
        check(False, f"{block.where} runs", block.text, repr(error))


def missing(block: Block) -> str:
    """Why it cannot be run here."""
    modules = ["gaitbench._native"] * (block.language == "python") + [block.needs] * bool(block.needs)
    for module in modules:
        try:
            if not importlib.util.find_spec(module):
                return f"without {module}"
        except ModuleNotFoundError:
            return f"without {module.partition('.')[0]}"
    return ""


def check_page(page: Path) -> tuple[int, list[str]]:
    """How many blocks ran, and which did not."""
    blocks, left_out = blocks_of(page), []
    check(page.read_text().count("```") == 2 * len(blocks), f"{page.name}: every block is found")
    ran, typed = 0, {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scratch_at(folder)
        os.chdir(folder)
        for block in blocks:
            check(block.language in RUN | SHOWN, f"{block.where} has a language", block.language)
            if block.language == "json":
                json.loads(block.text)
            if block.language not in RUN:
                continue
            if reason := block.not_run or missing(block):
                left_out.append(f"{block.where}: {reason}")
                continue
            run_shell(block, folder) if block.language == "sh" else run_python(block, typed)
            ran += 1
        os.chdir("/")
    for target, anchor in links_of(page):
        check(target.exists(), f"{page.name} links what is there", target)
        check(not anchor or anchor in anchors_of(target), f"{page.name} links a heading that is there", f"{target.name}#{anchor}")
    return ran, left_out


def check_help() -> int:
    """Each command's example, in the order in which one needs them."""
    listed = subprocess.run([BINARY, "--help"], capture_output=True, text=True).stdout
    commands = re.findall(r"^  (\w+) {2,}", listed.partition("Subcommands:")[2], re.MULTILINE)
    check(len(commands) > 15, "--help lists commands", listed)
    commands.sort(key=lambda command: {"new": 0, "plan": 1, "sweep": 2}.get(command, 3))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scratch_at(folder)
        for command in commands:
            said = subprocess.run([BINARY, command, "--help"], capture_output=True, text=True).stdout
            example = said.partition("Example:\n")[2].replace("\\\n", " ")
            check(f"gaitbench {command}" in example, f"help of {command} has an example of it", said)
            if command not in ("setup", "test"):  # the launcher's, which build
                run_shell(Block(Path(ROOT / f"help of {command}"), 0, "sh", example, "", ""), folder)
    return len(commands)


def main() -> None:
    check(len((ROOT / "README.md").read_text().splitlines()) < MOST_LINES_OF_README, "the first page is short")
    print(f"help: the examples of {check_help()} commands ran", flush=True)
    left_out = []
    for page in PAGES:
        ran, left = check_page(page)
        left_out += left
        print(f"{page.relative_to(ROOT)}: {ran} blocks ran", flush=True)
    print("not run:", *left_out, sep="\n  ")


if __name__ == "__main__":
    main()
