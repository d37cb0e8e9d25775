"""sweep --until-decided with the real binary: decided early, undecided at the cap, killed in between, extended.

until_decided.py BINARY"""
import json
import shutil
import subprocess
import time
from pathlib import Path

from harness import DONE, WRONG_INPUT, check, command, gaitbench, results, scratch, sentence, study, tables, write

SWITCHES = study()["base"]["switches"]
LOOKS = [3, 6, 9]
CAP = 12


def asking(difference: float, environments: tuple = ("Hopper-v4",), **changes) -> dict:
    """PPO against PPO whose policy learns so many times as fast; 1: the same runs under two names."""
    slow = {"policy_learning_rate": 3e-4 * difference}
    fast = {"policy_learning_rate": 3e-4}
    return study(**{"iterations": 8, "seeds": CAP, "environments": list(environments),
                    "variants": [{"name": "fast", "switches": fast}, {"name": "slow", "switches": slow}],
                    "decide": {"test": "difference", "of": ["fast", "slow"], "looks": LOOKS}, **changes})


def sweep(file: Path, out: Path, *options: str) -> subprocess.CompletedProcess:
    return gaitbench("sweep", file, "--out", out, "--until-decided", "--quiet", *options)


def decisions(out: Path) -> dict:
    return {decision["environment"]: decision for decision in tables(out)["decisions"]}


def looked(decision: dict) -> list[int]:
    return [look["num_seeds"] for look in decision["looks"] if look["looked"]]


def undecided(home: Path) -> None:
    file = write(home / "same.json", asking(1))
    out = home / "same"
    swept = sweep(file, out)
    decision = decisions(out)["Hopper-v4"]
    check(swept.returncode == DONE and decision["state"] == "undecided" and decision["answer"] == "",
          "runs that do not differ are undecided", swept.stderr)
    check(looked(decision) == LOOKS + [CAP] and len(results(out)) == 2 * CAP, "after every look and at the cap", decision)
    check("undecided at look 4 of 4, 12 seeds" in swept.stdout, "the tables say so", swept.stdout)


def decided(home: Path) -> None:
    changes = {"base": {"preset": "ppo_modern", "switches": {"num_envs": 1, "horizon": 512}}, "iterations": 6}
    file = write(home / "differs.json", asking(0, ("Hopper-v5", "InvertedPendulum-v5"), **changes))
    out = home / "differs"
    swept = sweep(file, out)
    found = decisions(out)
    check(swept.returncode == DONE, "a study that is decided ends well", swept.stderr)
    for environment, decision in found.items():
        runs = {run for run in results(out) if environment in run}
        check(len(runs) == 2 * looked(decision)[-1], f"{environment} has the runs of its looks and no others", decision)
        last = [look for look in decision["looks"] if look["looked"]][-1]
        crossed = last["p"] is not None and last["p"] <= last["bound_p"]
        check(crossed == (decision["state"] == "decided"), "it is decided where p is at most its bound", decision)
        excludes = last["interval"]["low"] > 0 or last["interval"]["high"] < 0
        check(excludes == crossed, "which is where the repeated interval leaves 0 out", last)
    early = [d for d in found.values() if d["state"] == "decided" and looked(d)[-1] < CAP]
    check(early and all(d["answer"] == "fast is better than slow" for d in early), "learning shows before the cap", found)
    again = sweep(file, out)
    check(again.returncode == DONE and decisions(out) == found and again.stdout == swept.stdout,
          "again it trains nothing and says the same", again.stderr)
    status = json.loads(gaitbench("status", out, "--json").stdout)["counts"]
    check(status == {"done": len(results(out)), "not_needed": 4 * CAP - len(results(out))},
          "seeds that a decision did not take are not needed", status)
    check("not needed" in gaitbench("status", out).stdout, "status says it in words")
    table = gaitbench("table", out)
    check(table.stdout == swept.stdout, "table tells the decision from the logs alone", table.stdout)
    gaitbench("report", out)
    check("fast is better than slow" in (out / "report.html").read_text(), "the report has it")


def killed(home: Path) -> None:
    file = write(home / "same.json", asking(1, iterations=40))
    sweep(file, home / "whole")
    out = home / "killed"
    for pause in (0.1, 0.3, 0.6):
        process = subprocess.Popen(command("sweep", file, "--out", out, "--until-decided", "--quiet", "--checkpoint-every", "0"),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(pause)
        process.kill()
        process.wait()
    swept = sweep(file, out)
    check(swept.returncode == DONE and results(out) == results(home / "whole"), "killed and called again it has the same runs", swept.stderr)
    check(decisions(out) == decisions(home / "whole"), "and the same decision")


def killed_at_the_last_look(home: Path) -> None:
    """The question's variants are complete, another one is not."""
    asked = asking(1, seeds=6, decide={"test": "difference", "of": ["fast", "slow"], "looks": [3]})
    asked["variants"].append({"name": "third", "switches": {}})
    file, out = write(home / "three.json", asked), home / "three"
    sweep(file, out)
    whole = results(out)
    check(len(whole) == 3 * 6, "every variant has the seeds of the looks", sorted(whole))
    for seed in (4, 5):
        shutil.rmtree(out / "runs" / "Hopper-v4" / "third" / f"seed_{seed}")
    swept = sweep(file, out)
    check(swept.returncode == DONE and results(out) == whole, "called again it trains what is left of the others", swept.stderr)


def extended(home: Path) -> None:
    out = home / "extended"
    for seeds in (3, 4):
        swept = gaitbench("sweep", write(home / "grows.json", study(seeds=seeds)), "--out", out, "--quiet")
        note = "seeds were extended after results had been shown: Hopper-v4 to 4 after looks at 3"
        check((note in swept.stdout) == (seeds == 4), f"with {seeds} seeds the table says whether it was extended", swept.stdout)
    check(json.loads((out / "tables.json").read_text())["notes"][0].startswith(note), "tables.json has the note")
    check(note in gaitbench("compare", out, "--a", "ppo", "--b", "trpo").stderr, "so does compare")
    lines = (out / "looks.jsonl").read_text()
    check(lines == '{"seeds":{"Hopper-v4":3}}\n{"seeds":{"Hopper-v4":4}}\n', "a look is a line, and one that shows no more is none", lines)
    loose = home / "loose"
    for environment, seeds in (("Hopper-v4", 2), ("Walker2d-v4", 3)):
        trained = gaitbench("train", "--env", environment, "--variant", "ppo", "--seeds", seeds, "--iterations", "1", "--out", loose, "--quiet")
        check(trained.returncode == DONE, "train without a study", trained.stderr)
        shown = gaitbench("table", loose)
        check("extended" not in shown.stdout, "more seeds on another environment are no extension", shown.stdout)
    one = home / "partly"
    file = write(home / "partly.json", study(seeds=4))
    gaitbench("run", file, "--index", "0", "--out", one)
    gaitbench("table", one)
    whole = gaitbench("sweep", file, "--out", one, "--quiet")
    check("extended" not in whole.stdout, "a look at a study that goes on as it was planned is no extension", whole.stdout)
    (out / "looks.jsonl").unlink()
    (out / "looks.jsonl").mkdir()
    check(gaitbench("table", out).returncode == WRONG_INPUT, "a folder under that name is one sentence")
    (out / "looks.jsonl").rmdir()
    check(gaitbench("table", out).returncode == DONE and not (out / "looks.jsonl").exists(), "only training makes the file")


def published(home: Path) -> None:
    out, to = home / "differs", home / "published"
    gaitbench("publish", out, "--to", to)
    check(len(results(to)) == len(results(out)), "cells that stopped at their decision are whole", sorted(results(to)))
    check(tables(to)["decisions"] == tables(out)["decisions"], "and have it in their tables")
    gaitbench("run", home / "differs.json", "--index", "0", "--count", "1000", "--out", out, "--quiet")
    more = home / "published_with_more"
    gaitbench("publish", out, "--to", more)
    check(len(results(out)) > len(results(to)) and results(more) == results(to), "seeds beyond the decision are not published", sorted(results(more)))
    beside = gaitbench("train", "--env", "Hopper-v4", "--variant", "cem", "--seeds", "1", "--iterations", "1", "--out", out, "--quiet")
    check(beside.returncode == DONE and json.loads((out / "tables.json").read_text())["decisions"] == tables(to)["decisions"],
          "another run beside them changes nothing of what is decided", beside)


def planned(home: Path) -> None:
    file = write(home / "plan.json", asking(0))
    said = gaitbench("plan", file).stdout
    check("looks at 3, 6, 9, 12 seeds of each" in said and "expected seeds" in said, "plan tells the design and what it will take", said)
    plan = json.loads(gaitbench("plan", file, "--json").stdout)
    expected = plan["decide"][0]["expected"]
    check([entry["effect"] for entry in expected] == [0, 0.5, 0.8, 1, 1.5, 2] and expected[0]["decided"] < 0.07, "by effect size", expected)
    fewer = [entry["seeds"] for entry in expected]
    check(fewer == sorted(fewer, reverse=True), "larger effects take fewer seeds", expected)


def wrong_input(home: Path) -> None:
    for changes, words in (({}, "--until-decided asks for the key decide"),
                           ({"decide": {"of": ["ppo", "trpo"], "looks": [9]}}, "9 is more than the study's 3 seeds"),
                           ({"decide": {"of": ["ppo", "tpro"]}}, '"tpro" is not among the variants')):
        ended = sweep(write(home / "wrong.json", study(**changes)), home / "never")
        check(ended.returncode == WRONG_INPUT and words in sentence(ended.stderr), words, ended)
    check(not (home / "never").exists(), "wrong input leaves no directory")


def main() -> None:
    with scratch() as folder:
        home = Path(folder)
        for test in (undecided, decided, published, killed, killed_at_the_last_look, extended, planned, wrong_input):
            test(home)


if __name__ == "__main__":
    main()
