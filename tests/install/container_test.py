"""Dockerfile, gaitbench.def and devcontainer are the documentation's commands, without Docker: what they run, copy and start.

container_test.py            reads them
container_test.py --run      as root, with debootstrap: runs the Dockerfile's steps in a Debian 12 of its own (minutes, 1 GB)"""
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETUP, INSTALL = "./gaitbench setup", "cmake --install build/release --prefix"


def check(holds: bool, claim: str, *seen: object) -> None:
    if not holds:
        sys.exit(f"FAILED: {claim}: {seen}")
    print(f"ok: {claim}")


def stages() -> list[list[tuple[str, str]]]:
    """The Dockerfile's instructions, a list for each FROM."""
    found: list[list[tuple[str, str]]] = []
    for line in (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines():
        if not line or line.startswith("#"):
            continue
        word, words = line.split(maxsplit=1)
        if word == "FROM":
            found.append([])
        found[-1].append((word, words))
    return found


def read_recipes() -> None:
    build, final = stages()
    check({word for word, _ in build + final} <= {"FROM", "RUN", "COPY", "WORKDIR", "ENV", "ENTRYPOINT", "CMD"}, "known steps")
    runs = [words for word, words in build if word == "RUN"]
    check(not any(word == "RUN" for word, _ in final), "the image has no compiler")
    documented = (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    check(SETUP in runs and SETUP in documented, "it is set up as the first page says", runs)
    check(any(run.startswith(INSTALL) for run in runs) and INSTALL in documented, "and installed as documented", runs)
    prefix = runs[-1].split()[-1]
    copied = [words.split() for word, words in final if word == "COPY"]
    check(copied == [["--from=build", prefix, prefix]], "what was installed is copied", copied)
    check(f"PATH={prefix}/bin:$PATH" in dict(final)["ENV"], "and found", final)
    check(json.loads(dict(final)["ENTRYPOINT"]) == ["gaitbench"], "the image is the command")

    recipe = (ROOT / "gaitbench.def").read_text()
    post = re.search(r"^%post\n(.*?)\n\n", recipe, re.MULTILINE | re.DOTALL)[1]
    steps = [line.strip() for line in post.splitlines() if not line.strip().startswith("cd ")]
    check(steps == runs, "the recipe for clusters has the same steps", steps, runs)
    check(f"{prefix} {prefix}" in recipe and f"{prefix}/bin:$PATH" in recipe, "and the same tree")

    devcontainer = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text())
    packages = re.search(r"install -y --no-install-recommends (.*)", runs[0])[1]
    check(devcontainer["postCreateCommand"].endswith(f"{packages} && {SETUP}"), "the devcontainer is set up alike", devcontainer)
    schema = devcontainer["customizations"]["vscode"]["settings"]["json.schemas"][0]["url"]
    check((ROOT / schema).exists(), "its editor knows the schema of studies", schema)
    ignored = (ROOT / ".dockerignore").read_text().split()
    check({".venv", "build"} <= set(ignored), "what a machine made stays on it", ignored)


def run_steps() -> None:
    build, final = stages()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        images = {"build": home / "build", "final": home / "final"}
        for image in images.values():
            subprocess.run(["debootstrap", "--variant=minbase", "bookworm", image, *os.environ.get("DEBIAN_MIRROR", "").split()],
                           check=True, stdout=subprocess.DEVNULL)

        def within(image: Path, where: str, words: str) -> str:
            script = f"cd {where} && {words}"
            done = subprocess.run(["chroot", image, "/bin/sh", "-ec", script], text=True, capture_output=True)
            check(done.returncode == 0, f"`{words}` runs", done.stdout[-2000:], done.stderr[-2000:])
            return done.stdout

        where = "/"
        for word, words in build:
            if word == "WORKDIR":
                where = words
            elif word == "COPY":
                source, target = words.split()
                subprocess.run(["git", "clone", "-q", ROOT / source, images["build"] / target[1:]], check=True)
            elif word == "RUN":
                within(images["build"], where, words)
        prefix = next(words for word, words in final if word == "COPY").split()[-1]
        subprocess.run(["cp", "-r", images["build"] / prefix[1:], images["final"] / prefix[1:]], check=True)
        program = shlex.quote(f"{prefix}/bin/gaitbench")
        check("Hopper-v5" in within(images["final"], "/", f"{program} envs"), "the image lists tasks")
        within(images["final"], "/tmp", f"{program} train --env Hopper-v5 --variant ppo --seeds 1 --iterations 2 --out runs")


if __name__ == "__main__":
    read_recipes()
    if "--run" in sys.argv[1:]:
        run_steps()
