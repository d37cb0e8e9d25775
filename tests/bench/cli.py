"""The real binary from the outside: the same bits by every way, and one sentence for wrong input.

cli.py BINARY"""
import json
import os
import re
import subprocess
from pathlib import Path

from harness import (DONE, FAILED, STOPPED, WRONG_INPUT, check, command, gaitbench, results, scratch, sentence, study, tables, write)

TRAIN = ["train", "--env", "Hopper-v4", "--variant", "ppo", "--iterations", "3", "--set", "horizon=128", "--set",
         "policy_minibatches=4", "--set", "value_minibatches=4"]


def same_bits(home: Path) -> None:
    check(gaitbench(*TRAIN, "--seeds", "5", "--workers", "1", "--out", home / "one").returncode == DONE, "train ends well")
    expected = results(home / "one")
    check(len(expected) == 5, "five seeds leave five run logs", expected.keys())
    gaitbench(*TRAIN, "--seeds", "5", "--workers", "2", "--out", home / "two")
    check(results(home / "two") == expected, "two workers give the bits of one")
    for seed in (3, 0, 4, 2, 1):
        gaitbench(*TRAIN, "--first-seed", str(seed), "--seeds", "1", "--out", home / "single")
    check(results(home / "single") == expected, "seeds trained one by one have the bits of all at once")


def study_commands(home: Path) -> None:
    file = write(home / "study.json", study())
    out = home / "sweep"
    swept = gaitbench("sweep", file, "--out", out)
    check(swept.returncode == DONE and "PPO" in swept.stdout, "sweep prints the table", swept.stderr)
    expected = results(out)
    plan = json.loads(gaitbench("plan", file, "--json").stdout)
    check(plan["num_runs"] == len(expected) == 6 and plan["env_steps"] == 6 * 6 * 128 and plan["core_hours"] > 0,
          "plan counts the runs and env steps and estimates their cost", plan)
    said = gaitbench("plan", file).stdout
    check("6 runs, 4,608 env steps" in said, "plan prints the same as text, counts in full", said)
    for index in (4, 0, 2):
        gaitbench("run", file, "--index", str(index), "--count", "2", "--out", home / "indexed")
    check(results(home / "indexed") == expected, "run --index trains the plan's runs, with the bits of a sweep")
    status = json.loads(gaitbench("status", out, "--json").stdout)
    check(status["counts"] == {"done": 6}, "status tells that all is done", status["counts"])
    check("6 runs: 6 done" in gaitbench("status", out).stdout, "status says it in words")
    check("ppo" in gaitbench("table", out, "--format", "csv").stdout, "table reads the same directory")
    for a in ("ppo", "PPO"):
        compared = gaitbench("compare", out, "--a", a, "--b", "TRPO")
        check(compared.returncode == DONE and "PPO" in compared.stdout, f"compare takes the variant as {a}", compared.stderr)
    quiet = gaitbench("sweep", file, "--out", out, "--quiet")
    check(quiet.returncode == DONE and "runs" not in quiet.stderr, "--quiet leaves the status out", quiet.stderr)


def what_has_no_effect(home: Path) -> None:
    trained = gaitbench(*TRAIN, "--seeds", "1", "--set", "max_kl=0.1", "--out", home / "idle")
    check(trained.returncode == DONE and "warning: --set.max_kl: has no effect with step_rule ppo" in trained.stderr,
          "a setting of another step rule is warned of", trained.stderr)
    warm = gaitbench("train", "--env", "Hopper-v4", "--variant", "sac_small", "--iterations", "1", "--seeds", "1", "--set",
                     "warmup_steps=1000", "--set", "evaluation_episodes=1", "--out", home / "warm")
    check("warning: --iterations: sac_small, warmup_steps=1000, evaluation_episodes=1 on Hopper-v4 makes no update: its 1000 env "
          "steps all belong to the 1000 of warmup_steps\n" in warm.stderr, "a run that is no longer than its warm-up is warned of", warm)
    variants = [{"name": "trpo", "switches": {"step_rule": "trpo", "clip_range": 0.1}}, {"name": "ppo"}]
    planned = gaitbench("plan", write(home / "idle.json", study(seeds=2, variants=variants)))
    check("  of these seeds: of fewer than 3 nothing is claimed\n" in planned.stdout, "no power is explained", planned.stdout)
    check(planned.returncode == DONE and
          "warning: idle.json.variants[0].switches.clip_range: has no effect with step_rule trpo\n" == planned.stderr,
          "and in a study, in one line", planned.stderr)
    alike = gaitbench("plan", write(home / "alike.json", study(variants=[{"name": "clip"}, {"name": "noclip"}])))
    check(alike.stderr == "warning: alike.json: clip and noclip are the same run on Hopper-v4: no setting that acts differs "
          "between them\n", "variants that are the same run are named", alike.stderr)
    named = gaitbench(*TRAIN, "--seeds", "1", "--set", "clip_range=0.3", "--name", "wide", "--out", home / "named")
    check("wide" in named.stdout and "PPO" not in named.stdout and "note" not in named.stderr, "train takes a name", named)
    beside = gaitbench("table", home / "named", "--published")
    check("note: no published number is of Hopper-v4 and of wide" in beside.stderr, "nothing published is said", beside.stderr)
    unmeasured = gaitbench("table", home / "named", "--statistic", "evaluation_mean_return")
    check("no evaluation, which gaitbench evaluate DIR makes" in unmeasured.stdout, "who measures is said", unmeasured.stdout)
    check("a difference to TRPO (" in planned.stdout, "plan compares with the study's first variant", planned.stdout)
    out = home / "idle_sweep"
    swept = gaitbench("sweep", home / "idle.json", "--out", out)
    check(f"compare {out} --a ppo --b trpo\n" in swept.stderr, "and so does the hint at the end of a sweep", swept.stderr)
    made = json.loads((out / "tables.json").read_text())
    check(made["variants"] == ["trpo", "ppo"] and made["differences"][0]["b"]["variant"] == "trpo", "and tables.json", made["variants"])
    gaitbench("report", out)
    page = (out / "report.html").read_text()
    check("each variant against TRPO" in page and "PPO - TRPO = " in page, "and report")
    check("in the paper" not in page and "CleanRL" in page, "a report has the paper beside it only where it is the question")
    lines = gaitbench("status", out).stdout.splitlines()
    check([line.split()[1] for line in lines[:2]] == ["TRPO", "PPO"], "and status", lines)
    never = gaitbench("compare", out, "--a", "ppo", "--b", "trpo", "--statistic", "evaluation_mean_return")
    check(never.returncode == WRONG_INPUT and "the runs of ppo and of trpo have no evaluation, which `gaitbench evaluate DIR` makes"
          in never.stderr, "compare says who measures", never.stderr)
    variants = [{"name": "b"}, {"name": "a", "switches": {"max_kl": 0.5}}]
    swept = gaitbench("sweep", write(home / "same.json", study(variants=variants)), "--out", home / "same")
    check("next: " in swept.stderr and " compare " not in swept.stderr, "the same run is not compared with itself", swept.stderr)
    compared = gaitbench("compare", home / "same", "--a", "a", "--b", "b").stdout
    check("a and b are the same run: no setting that acts differs between them" in compared, "and called that", compared)
    ran = gaitbench("run", home / "idle.json", "--index", "0", "--out", home / "idle_run")
    check(ran.returncode == DONE and planned.stderr in ran.stderr, "run warns as plan does", ran.stderr)


def settings_in_names(home: Path) -> None:
    train = ["train", "--env", "Hopper-v4", "--variant", "PPO", "--iterations", "1", "--seeds", "1", "--out", home / "settings"]
    trained = gaitbench(*train, "--set", "horizon=64", "--set", "clip_range=0.30", "--set", "policy_objective=ratio")
    check("| PPO, horizon=64, clip_range=0.3 |" in trained.stdout and "note" not in trained.stderr,
          "train's row has what departs from the preset", trained)
    again = gaitbench(*train, "--set", "clip_range=0.3", "--set", "horizon=64")
    check("all there already" in again.stderr, "the same settings in another order are the same run", again.stderr)
    many = ("policy_epochs=2", "value_epochs=2", "policy_minibatches=4", "value_minibatches=4", "gae_lambda=0.9", "hidden_sizes=[8]")
    for discount in ("0.9", "0.8"):
        gaitbench(*train, "--set", "horizon=64", "--set", f"discount={discount}", *(word for text in many for word in ("--set", text)))
    folders = sorted(path.name for path in (home / "settings/runs/Hopper-v4").iterdir())
    check(len(folders) == 3 and folders[0] == "ppo+horizon=64+clip_range=0.3", "folders are named as rows are", folders)
    check(all(len(name) < 120 and "+more=" in name for name in folders[1:]), "of many settings they stay short", folders)


def columns_of_status(home: Path) -> None:
    variants = [{"name": name, "preset": f"{name}_modern"} for name in ("ppo", "trpo")]
    write(home / "planned/study.json", study(environments=["Hopper-v4", "InvertedPendulum-v5"], seeds=1, variants=variants))
    lines = gaitbench("status", home / "planned").stdout.splitlines()
    check(len({line.index("PO  ") for line in lines[:-1] if "TRPO" in line}) == 1 and lines[-1] == "4 runs: 4 waiting",
          "variants stand below each other, whatever their robots", lines)


def unfinished(home: Path) -> None:
    file = write(home / "half.json", study(seeds=1))
    gaitbench("run", file, "--index", "0", "--out", home / "half")
    table = gaitbench("table", home / "half")
    check(table.returncode == DONE and "note: no run has finished of Hopper-v4 TRPO;" in table.stderr and
          "PPO" in table.stdout, "table says which variants have no finished run", table.stderr)
    gaitbench("run", file, "--index", "1", "--out", home / "half")
    check(not gaitbench("table", home / "half").stderr, "and is silent when each has one")


def tuning(home: Path) -> None:
    select = {"grid": {"policy_learning_rate": [0.0, 3e-4]}, "seeds": {"first": 100, "count": 2}}
    file = write(home / "select.json", study(seeds=2, variants=[{"name": "ppo"}], select=select))
    early = gaitbench("run", file, "--index", "4", "--out", home / "early")
    check(early.returncode == WRONG_INPUT and "tuning" in early.stderr, "a choice waits for its tuning runs", early.stderr)
    swept = gaitbench("sweep", file, "--out", home / "tuned")
    check(swept.returncode == DONE, "a study with a choice ends well", swept.stderr)
    choice = json.loads((home / "tuned/tuning.json").read_text())[0]
    best = max(choice["mean_returns"], key=choice["mean_returns"].get)
    check(choice["chosen"] == best, "the best mean is chosen", choice)
    log = json.loads((home / "tuned/runs/Hopper-v4/ppo/seed_0/run.json").read_text())
    check(best.endswith(f"={log['config']['policy_learning_rate']}"), "what reports was trained with the choice", best)
    check(tables(home / "tuned")["variants"] == ["ppo"], "tuning runs are not in the tables")
    gaitbench("run", file, "--index", "0", "--count", "4", "--out", home / "indexed_tuned")
    gaitbench("run", file, "--index", "4", "--count", "2", "--out", home / "indexed_tuned")
    check(results(home / "indexed_tuned") == results(home / "tuned"), "by numbers the choice has the same bits")


def wrong_input(home: Path) -> None:
    misspelt = write(home / "misspelt.json", study(enviroments=1))
    misnamed = write(home / "misnamed.json", study(study="x.json; rm -rf /"))
    fine = write(home / "fine.json", study())
    huge = write(home / "huge.json", study(variants=[{"name": "ppo"}, {"name": "sac", "preset": "sac",
                                                                        "switches": {"buffer_capacity": 10**10}}]))
    (home / "a_file").write_text("in the way")
    (home / "empty").mkdir()
    (home / "cut.json").write_text(json.dumps(study())[:50])
    gaitbench(*TRAIN, "--seeds", "1", "--name", "ppo", "--out", home / "logs")
    out = ["--out", home / "never"]
    cases = [
        (["train", "--env", "Hopper", "--variant", "ppo", *out], '--env: "Hopper" is no task; did you mean Hopper-v5?'),
        (["train", "--env", "Hopper-v4", "--variant", "pppo", *out], '--variant: "pppo" is no preset; did you mean ppo?'),
        ([*TRAIN, "--seeds", "0", *out], "--seeds: expected 1 to 1000000, got 0"),
        ([*TRAIN, "--seeds", "-3", *out], "--seeds: expected 1 to 1000000, got -3"),
        ([*TRAIN, "--first-seed", "-1", *out], "--first-seed: expected 0"),
        (["train", "--env", "Hopper-v4", "--variant", "ppo", "--iterations", "0", *out], "--iterations: expected 1"),
        ([*TRAIN, "--set", "policy_minibatches=999", *out], "--set.policy_minibatches: 999 minibatches"),
        ([*TRAIN, "--set", "preset=ppo", *out], "--set: a preset is no setting; --variant names it"),
        ([*TRAIN, "--set", "clip_range=abc", *out], "--set.clip_range: expected a number, got \"abc\""),
        ([*TRAIN, "--set", "clip_range=nan", *out], "--set.clip_range"),
        ([*TRAIN, "--set", "clip_rnage=0.1", *out], "did you mean clip_range? (gaitbench switches lists all)"),
        ([*TRAIN, "--set", "foo=1", *out], "--set.foo: unknown setting; none of the "),
        ([*TRAIN, "--set", "clip_range", *out], "expected setting=value"),
        ([*TRAIN, "--set", "=0.1", *out], "expected setting=value"),
        ([*TRAIN, "--seeds", "2", "--out", home / "a_file/out"], "cannot be written"),
        ([*TRAIN, "--workers", "0", *out], "--workers: expected 1 to 4096, got 0"),
        ([*TRAIN, "--checkpoint-every", "nan", *out], "--checkpoint-every: expected 0 to 60, got nan"),
        ([*TRAIN, "--quiet=banana", *out], "--quiet: cannot be \"banana\""),
        (["train", "--env", "Hopper-v4", "--variant", "sac", "--set", "buffer_capacity=10000000000", *out],
         "--set.buffer_capacity: 10000000000 env steps of 61 bytes are 610.0 GB; the machine has"),
        (["sweep", huge, *out], "huge.json.variants[1].switches.buffer_capacity: 10000000000 env steps of 61 bytes are 610.0 GB"),
        (["run", huge, "--index", "0", *out], "huge.json.variants[1].switches.buffer_capacity: 10000000000 env steps"),
        (["sweep", misspelt, *out], "enviroments: unknown key; did you mean environments?"),
        (["sweep", home / "cut.json", *out], "cut short"),
        (["sweep", home / "nowhere.json", *out], "cannot be read"),
        (["run", fine, "--index", "6", *out], "--index: expected 0 to 5, got 6"),
        (["run", fine, "--index", "-1", *out], "--index: expected 0 to 5, got -1"),
        (["plan", misspelt], "did you mean environments?"),
        (["status", home / "nowhere"], "is not a directory"),
        (["table", home / "nowhere"], "is not a directory"),
        (["table", home / "empty"], "holds no runs; expected what train"),
        (["table", "x" * 300], "x: File name too long"),
        (["table", home / "empty", "--format"], "--format: expected a value"),
        (["table", home / "empty", "twice"], "twice: not expected here"),
        (["report", home / "empty"], "holds no runs; expected what train"),
        (["status", home / "empty"], "holds no runs; expected what train"),
        (["compare", home / "logs", "--a", "ppo", "--b", "PPO"], "--a and --b: expected two variants, got ppo twice"),
        (["compare", home / "logs", "--a", "ppo", "--b", "pppo"], "pppo: no runs of this variant"),
        (["submit", fine, "--time", "banana", *out], "--time: expected minutes, minutes:seconds"),
        (["submit", fine, "--partition", "cpu\nrm -rf /", *out], "--partition: expected one line"),
        (["submit", fine, "--sbatch=--account=x\nrm -rf /", *out], "--sbatch: expected one line"),
        (["submit", fine, "--dry-run", "--out", home / "a_file/out"], "cannot be written"),
        (["export", home / "logs", "--tensorboard", home / "a_file/out"], "--tensorboard"),
        (["plan", misnamed], "misnamed.json.study: expected 1 to 200 letters"),
        (["trace", "--env", "Hoper-v4", "--actions", fine], '--env: "Hoper-v4" is no task; did you mean Hopper-v4?'),
        (["trace", "--env", "Hopper-v4", "--actions", home / "cut.json"], "cut.json: not JSON, or cut short at line 1"),
        (["sweeep", fine], "sweeep: unknown command; did you mean sweep?"),
        (["--versio"], "--versio: unknown option; did you mean --version?"),
        (["sweep", fine, "--worker", "2", *out], "--worker: unknown option; did you mean --workers?"),
        (["switches", "clip_rang"], "clip_rang: unknown setting; did you mean clip_range?"),
        (["variants", "pppo"], "pppo: unknown variant; did you mean ppo?"),
        (["envs", "Hoper-v4"], "Hoper-v4: unknown task; did you mean Hopper-v4?"),
        (["setup"], "setup: is done by ./gaitbench"),
        ([], "expected a command"),
    ]
    for arguments, words in cases:
        ended = gaitbench(*arguments)
        said = sentence(ended.stderr)
        check(ended.returncode == WRONG_INPUT and words in said and "\n" not in said and not ended.stdout,
              f"`{' '.join(Path(str(a)).name for a in arguments if a not in TRAIN[5:])}` is one sentence and exit code 2", ended)
    check(not (home / "never").exists(), "wrong input leaves no directory")


def tools_that_fail(home: Path) -> None:
    gaitbench(*TRAIN, "--seeds", "1", "--out", home / "tools")
    (home / "tools/figures").write_text("in the way")
    ended = gaitbench("report", home / "tools", "--figures", "svg")
    said = sentence(ended.stderr)
    check(ended.returncode == FAILED and said.endswith(f"figures.py: {home}/tools/figures: File exists") and "\n" not in said,
          "a Python tool that fails is one sentence", ended)
    (home / "hidden").mkdir()
    (home / "hidden/vl_convert.py").write_text("raise ImportError")
    hidden = {**os.environ, "PYTHONPATH": str(home / "hidden")}
    for arguments, place in ((("report", home / "tools", "--figures", "svg"), home / "tools/report.html"),
                             (("publish", home / "tools", "--to", home / "published"), home / "published")):
        place.unlink(missing_ok=True)
        ended = subprocess.run(command(*arguments), capture_output=True, text=True, env=hidden)
        said = sentence(ended.stderr)
        check(ended.returncode == WRONG_INPUT and 'pip install "gaitbench[figures]"' in said and "\n" not in said and
              not place.exists(), f"{arguments[0]} says what draws charts before it writes", ended)


def what_there_is() -> None:
    for command, name, words in (("switches", "clip_range", "default     0.2"), ("envs", "Hopper-v4", "observation_size   11"),
                                 ("variants", "trpo", "step_rule"), ("variants", "is_pg", " ours"),
                                 ("variants", "dqn", "It has the defaults of its learners"),
                                 ("variants", "td3_paper", "HalfCheetah")):
        listed = json.loads(gaitbench(command, "--json").stdout)
        one = gaitbench(command, name)
        check(one.returncode == DONE and words in one.stdout, f"{command} {name} shows it in full", one)
        as_json = json.loads(gaitbench(command, name, "--json").stdout)
        check(as_json == next(entry for entry in listed if entry["name"] == name), "as JSON it is the list's entry")
    steps = [re.split(" {2,}", line) for line in gaitbench("switches", "n_step").stdout.splitlines()]
    check([row[:3] for row in steps[-2:]] == [[family, value, "a whole number, 1 to 1,000"] for family, value in
                                             (("off_policy", "1"), ("dqn", "3"))], "a setting of two families has a line for each", steps)
    check("a number, above 0\n" in gaitbench("switches", "clip_range").stdout, "what is positive is above 0")
    commands = [line.split()[0] for line in gaitbench("--help").stdout.partition("Subcommands:")[2].splitlines()
                if line.startswith("  ") and line[2] != " "]
    check({"train", "setup", "test"} <= set(commands), "--help names the launcher's commands too", commands)
    for arguments in ([], *([command] for command in commands if command not in ("setup", "test"))):
        said = gaitbench(*arguments, "--help")
        check(said.returncode == DONE and max(map(len, said.stdout.splitlines())) <= 100,
              f"help fits 100 columns: {arguments}", said.stdout)
        check(not arguments or f"\nExample:\n  " in said.stdout, f"help has an example: {arguments}", said.stdout)


def without_libtorch(home: Path) -> None:
    (home / "libgaitbench_torch.so").write_text("no library")
    arguments = command(*TRAIN, "--set", "derivatives=autograd", "--out", home / "without")
    ended = subprocess.run(arguments, capture_output=True, text=True, env={**os.environ, "LD_LIBRARY_PATH": str(home)})
    said = sentence(ended.stderr)
    check(ended.returncode == WRONG_INPUT and "`./gaitbench test` installs it" in said and "\n" not in said,
          "autograd without its library is one sentence and exit code 2", ended)


def two_processes(home: Path) -> None:
    file = write(home / "longer.json", study(iterations=40))
    gaitbench("sweep", file, "--out", home / "alone")
    pair = [subprocess.Popen(command("sweep", file, "--workers", "1", "--out", home / "shared"), stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[1] for process in pair]
    check({process.returncode for process in pair} in ({DONE}, {DONE, STOPPED}),
          "two processes on one directory end well, the last of them with everything", *said)
    check(results(home / "shared") == results(home / "alone"), "two processes share the work without changing a bit")


def version() -> None:
    said = gaitbench("--version")
    check(said.returncode == DONE and all(word in said.stdout for word in ("gaitbench ", "commit ", "MuJoCo 4.0.0")),
          "--version names version, commit and MuJoCo", said)


def main() -> None:
    version()
    what_there_is()
    with scratch() as directory:
        home = Path(directory)
        for part in (wrong_input, tools_that_fail, same_bits, study_commands, what_has_no_effect, settings_in_names, columns_of_status, unfinished, tuning, without_libtorch,
                     two_processes):
            part(home)


if __name__ == "__main__":
    main()
