"""Directories that are not what they should be: the program from the outside keeps what is there and says what is wrong.

files.py BINARY"""
import json
import os
import shutil
import subprocess
from pathlib import Path

from harness import DONE, FAILED, WRONG_INPUT, check, command, gaitbench, results, scratch, sentence, study, write
from mutators import without_hash

RUN = "runs/Hopper-v4/ppo/seed_0"


def refuses(arguments: list, words: str, what: str) -> None:
    ended = gaitbench(*arguments)
    said = sentence(ended.stderr)
    check(ended.returncode == WRONG_INPUT and words in said and "\n" not in said, f"{what} is refused in one sentence", ended)


def tree(directory: Path) -> dict[str, bytes]:
    return {str(file.relative_to(directory)): file.read_bytes() for file in directory.rglob("*") if file.is_file()}


def publishing(home: Path, swept: Path) -> None:
    before = tree(swept)
    link = home / "link"
    link.symlink_to(swept)
    for to in (swept, f"{swept}/", swept / "runs", swept / "in/it", swept.parent, link, home / "elsewhere/../swept"):
        refuses(["publish", swept, "--to", to], "expected a directory apart from", f"publish to {Path(to).relative_to(home)}")
    inside = home / "linked_runs"
    inside.mkdir()
    (inside / "runs").symlink_to(swept / "runs")
    refuses(["publish", swept, "--to", inside], "expected a directory apart from", "publish through a link to the runs")
    check(tree(swept) == before, "and what would have been overwritten is as it was")
    file = home / "a_file_in_the_way"
    file.touch()
    refuses(["publish", swept, "--to", file / "in"], "cannot be written", "publish to what cannot be a directory")

    to = home / "published"
    ended = gaitbench("publish", swept, "--to", to)
    check(ended.returncode == DONE and "xxh3_128" in (to / RUN / "run.json").read_text(), "elsewhere it works", ended)
    before = tree(to)
    check(gaitbench("publish", swept, "--to", to).returncode == DONE and tree(to) == before, "and again, the same files")
    older, again = home / "older", home / "again"
    shutil.copytree(to, older)
    log = json.loads(without_hash((older / RUN / "run.json").read_bytes()))
    del log["config"]["clip_range"]
    (older / RUN / "run.json").write_text(json.dumps(log))  # as a version without that setting wrote it
    ended = gaitbench("publish", older, "--to", again)
    check(ended.returncode == DONE and (again / RUN / "run.json").read_bytes() == (older / RUN / "run.json").read_bytes(),
          "a compact log is published as it is", ended)
    wider = home / "wider"
    shutil.copytree(swept, wider)
    shutil.copytree(wider / RUN, wider / "runs/Walker2d-v4/ppo/seed_0")
    other = wider / "runs/Walker2d-v4/ppo/seed_0/run.json"
    log = json.loads(without_hash(other.read_bytes())) | {"environment": "Walker2d-v4"}
    other.write_text(json.dumps(log))
    ended = gaitbench("publish", wider, "--to", home / "narrower")
    check(ended.returncode == DONE and "left out: 1 run that study.json does not ask for\n" in ended.stderr and
          not (home / "narrower/runs/Walker2d-v4").exists(), "what is not in the study is left out and said", ended)
    changed = study(iterations=3, seeds=1)
    changed["base"]["switches"]["clip_range"] = 0.3
    file, other = write(home / "other.json", changed), home / "other"
    check(gaitbench("sweep", file, "--out", other, "--quiet").returncode == DONE, "another study ends well")
    before = tree(to)
    refuses(["publish", other, "--to", to], "clip_range (0.2 there, 0.3 asked for)", "publish over other settings")
    elsewhere, later = study(iterations=3, seeds=1), home / "later"
    elsewhere["seeds"]["first"] = 5
    check(gaitbench("sweep", write(home / "later.json", elsewhere), "--out", later, "--quiet").returncode == DONE, "of other seeds")
    refuses(["publish", later, "--to", to], "holds seed 0 of ppo on Hopper-v4, which is not among those", "publish over other seeds")
    check(tree(to) == before, "and what is published stays")


def names(home: Path, swept: Path) -> None:
    for name, value in (("variant", str(home / "outside")), ("variant", "../../../outside"), ("environment", "trpo"), ("seed", 7)):
        copy = home / "renamed"
        shutil.copytree(swept, copy)
        log = copy / RUN / "run.json"
        document = json.loads(without_hash(log.read_bytes()))
        document[name] = value
        log.write_text(json.dumps(document))
        for arguments in (["publish", copy, "--to", home / "never"], ["table", copy], ["evaluate", copy]):
            refuses(arguments, "and its folder that of Hopper-v4, ppo, seed 0", f"{arguments[0]} of a log whose {name} is {value}")
        check('"state": "failed"' in gaitbench("status", copy, "--json").stdout, "status calls the run failed")
        shutil.rmtree(copy)
    check(not (home / "never").exists() and not (home / "outside").exists(), "nothing is written anywhere")


def hashes(home: Path, swept: Path) -> None:
    for file, read in (("run.json", ["table", swept]), ("policy.safetensors", ["evaluate", swept / RUN])):
        path = swept / RUN / file
        whole = path.read_bytes()
        said = gaitbench(*read)
        check(said.returncode == DONE and "content hash" not in said.stderr, f"a {file} with its hash needs no word", said)
        path.write_bytes(without_hash(whole))
        older = gaitbench(*read)
        check(older.returncode == DONE and "content hash" in older.stderr and older.stdout == said.stdout,
              f"a {file} without a hash is read with a note", older)
        middle = len(whole) * 3 // 4
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1:])
        refuses(read, str(path), f"a {file} with a flipped bit")
        path.write_bytes(whole)
    check(gaitbench("evaluate", swept, "--episodes", "1").returncode == DONE, "evaluate leaves evaluation.json")
    evaluation = swept / RUN / "evaluation.json"
    document = json.loads(evaluation.read_text())
    document["episodes"][0]["return"] += 1
    write(evaluation, document)
    refuses(["table", swept, "--statistic", "evaluation_mean_return"], "content hash", "a changed evaluation.json")
    evaluation.unlink()


def two_studies_at_once(home: Path) -> None:
    file = write(home / "one.json", study(iterations=60, seeds=2))
    changed = study(iterations=60, seeds=2)
    changed["base"]["switches"]["clip_range"] = 0.3
    other, out = write(home / "two.json", changed), home / "shared"
    pair = [subprocess.Popen(command("sweep", path, "--out", out, "--quiet"), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             text=True) for path in (file, other)]
    said = [process.communicate()[1] for process in pair]
    codes = [process.returncode for process in pair]
    check(WRONG_INPUT in codes and set(codes) <= {DONE, WRONG_INPUT}, "two studies on one directory do not both end well", codes,
          *said)
    check(all("asked for)" in sentence(text) or "other settings" in text
              for code, text in zip(codes, said) if code == WRONG_INPUT), "and the difference is told", *said)


def left_behind(home: Path, swept: Path) -> None:
    """By killed processes with ids that are used again, in containers always the same few."""
    copy = home / "left"
    shutil.copytree(swept, copy)
    (copy / RUN / "run.json").unlink()
    for folder, name in ((copy, "study.json"), (copy, "tables.json"), (copy / RUN, "run.json"), (copy / RUN, ".claim")):
        for process_id in range(1, 400):
            (folder / f".{name}.{process_id}.0.tmp").write_text("half")
    (copy / "runs/.write_test.1").mkdir()
    for path in copy.glob(".*.tmp"):
        os.utime(path, (0, 0))
    ended = gaitbench("sweep", home / "swept.json", "--out", copy, "--quiet")
    check(ended.returncode == DONE and results(copy) == results(swept), "what killed processes left is in nobody's way", ended)
    check(not list(copy.rglob("*.tmp")), "and is removed")


def large(home: Path, swept: Path) -> None:
    copy = home / "large"
    shutil.copytree(swept, copy)
    os.truncate(copy / RUN / "run.json", 10**9)  # takes no room, and is read as zeros
    ended = gaitbench("table", copy)
    check(ended.returncode == WRONG_INPUT and "2 run logs of 1.0 GB, which take some 10 s" in ended.stderr
          and "a NUL byte" in ended.stderr, "much to read is said first", ended)
    os.truncate(copy / RUN / "run.json", 2**42)
    ended = gaitbench("table", copy)
    check(ended.returncode == FAILED and sentence(ended.stderr).endswith("there is not enough memory"),
          "a file that memory does not hold is refused at once", ended)


def links(home: Path, swept: Path) -> None:
    copy, target = home / "linked", home / "target"
    shutil.copytree(swept, copy)
    (copy / RUN / "run.json").unlink()
    (copy / RUN / ".claim").unlink()
    (copy / RUN / ".claim").symlink_to(target)
    ended = gaitbench("sweep", home / "swept.json", "--out", copy, "--quiet")
    check(ended.returncode != DONE and ".claim" in ended.stderr and not target.exists(), "no claim is laid through a link", ended)
    target.write_text("of somebody else")
    (swept / "figures").mkdir()
    for chart in ("returns-Hopper-v4", "speed", "mean_return-Hopper-v4"):
        (swept / f"figures/{chart}.svg").symlink_to(target)
    ended = gaitbench("report", swept, "--figures", "svg")
    check(ended.returncode == DONE and target.read_text() == "of somebody else", "no figure is drawn through a link", ended)
    check(not [file for file in (swept / "figures").iterdir() if file.name.startswith(".")], "and nothing half-drawn stays")
    shutil.rmtree(swept / "figures")


def main() -> None:
    with scratch() as directory:
        home = Path(directory)
        swept, file = home / "swept", write(home / "swept.json", study(iterations=3, seeds=1))
        check(gaitbench("sweep", file, "--out", swept, "--quiet").returncode == DONE, "a sweep ends well")
        hashes(home, swept)
        names(home, swept)
        left_behind(home, swept)
        large(home, swept)
        links(home, swept)
        publishing(home, swept)
        two_studies_at_once(home)


if __name__ == "__main__":
    main()
