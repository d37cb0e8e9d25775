"""Dockerfile, gaitbench.def and devcontainer have the documentation's commands: what they run, copy and start, without Docker."""
import json
import re
import sys
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


if __name__ == "__main__":
    read_recipes()
