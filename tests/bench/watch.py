"""What of a trained policy can be seen: watch, report, publish and policies with the real binary.

watch.py BINARY"""
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from harness import DONE, WRONG_INPUT, check, gaitbench, scratch, sentence, study, write

RESULTS = Path(__file__).resolve().parents[2] / "results"
VARIANTS = ("ppo", "trpo")
BUDGETS = 3_000, 10_000, 30_000, 100_000  # ms of the page's time; a busy machine draws few pictures in it


def run_folder(out: Path, variant: str, seed: int) -> Path:
    return out / f"runs/Hopper-v4/{variant}/seed_{seed}"


def data_of(page: str) -> list:
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])


def pages(home: Path, out: Path) -> None:
    folders = [run_folder(out, variant, 1) for variant in VARIANTS]
    file = home / "both.html"
    watched = gaitbench("watch", *folders, "--episodes", 2, "--seed", 5, "-o", file)
    check(watched.returncode == DONE and watched.stdout == f"{file}\n", "watch says where its page is", watched.stderr)
    runs = data_of(file.read_text())
    check([[episode["seed"] for episode in run["episodes"]] for run in runs] == [[5, 6], [5, 6]], "both runs, both episodes", runs)
    for folder, run in zip(folders, runs, strict=True):
        evaluated = json.loads(gaitbench("evaluate", folder, "--episodes", 2, "--seed", 5, "--deterministic").stdout)
        found = [[episode[key] for key in ("return", "length")] for episode in run["episodes"]]
        check(found == [[episode[key] for key in ("return", "length")] for episode in evaluated["episodes"]],
              "the episodes are those of evaluate", found)
    in_a_browser(file, home)
    again = home / "again.html"
    gaitbench("watch", *folders, "--episodes", 2, "--seed", 5, "-o", again)
    check(again.read_bytes() == file.read_bytes(), "the same command gives the same bytes")
    check(not re.search(r"https?:|src=|@import|url\(", file.read_text()), "the page asks for nothing")
    plain = gaitbench("watch", folders[0])
    check(plain.returncode == DONE and (folders[0] / "watch.html").exists(), "without -o it is beside the policy", plain.stderr)
    (folders[0] / "watch.html").unlink()


def both_versions(home: Path, out: Path) -> None:
    """Of one robot, each with its name."""
    older = home / "older"
    gaitbench("train", "--env", "Hopper-v2", "--variant", "ppo", "--seeds", 1, "--iterations", 1, "--out", older, "--quiet")
    file = home / "versions.html"
    watched = gaitbench("watch", run_folder(out, "ppo", 1), older / "runs/Hopper-v2/ppo/seed_0", "-o", file)
    check(watched.returncode == DONE, "two versions of a robot", watched.stderr)
    check("<h1>Hopper-v4, Hopper-v2</h1>" in file.read_text(), "the page names both versions", re.findall("<h1>.*</h1>", file.read_text()))


def in_a_browser(file: Path, home: Path) -> None:
    """Nothing on the console, no request, and the robots move: where there is Chromium."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        return
    for budget in BUDGETS:
        opened = subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home}/profile",
                                 "--host-resolver-rules=MAP * ~NOTFOUND", f"--virtual-time-budget={budget}", "--enable-logging=stderr",
                                 "--dump-dom", file.as_uri()], capture_output=True, text=True, timeout=300)
        console = [line for line in opened.stderr.splitlines() if "CONSOLE" in line]
        check(not console, "nothing on the console", console)
        said = re.findall(r'<span class="watch-said">return (-?[\d.]+)', opened.stdout)
        if len(said) == len(VARIANTS) and all(float(text) > 0 for text in said):
            break
    else:
        check(False, "every robot has earned a return", (said, opened.stdout[-300:], opened.stderr[-300:]))


def film_strip(home: Path, out: Path) -> None:
    file = home / "strip.svg"
    gaitbench("watch", run_folder(out, "ppo", 0), "-o", file)
    check(file.read_text().count(" s</text>") == 8, "a film strip has eight poses")


def errors(home: Path, out: Path) -> None:
    policy = run_folder(out, "ppo", 0)
    other = home / "pendulum"
    trained = gaitbench("train", "--env", "InvertedPendulum-v5", "--variant", "ppo_modern", "--seeds", 1, "--iterations", 1,
                        "--set", "horizon=64", "--name", "ppo_modern", "--out", other, "--quiet")
    check(trained.returncode == DONE, "a run of another robot", trained.stderr)
    pendulum = other / "runs/InvertedPendulum-v5/ppo_modern/seed_0"
    damaged = home / "damaged"
    damaged.mkdir()
    (damaged / "policy.safetensors").write_bytes((policy / "policy.safetensors").read_bytes()[:-3])
    for arguments, part in (((out,), "holds no policy.safetensors"), ((home / "nowhere",), "holds no policy.safetensors"),
                            ((policy, "-o", home / "a.png"), "expected a file named .html, .svg, .mp4 or .gif"),
                            ((policy, "-o", home / "a"), "expected a file named .html"), ((policy, pendulum), "of one robot"),
                            ((policy, "--episodes", 0), "--episodes"), ((damaged,), "policy.safetensors")):
        refused = gaitbench("watch", *arguments)
        said = sentence(refused.stderr)
        check(refused.returncode == WRONG_INPUT and part in said and "\n" not in said, f"watch {arguments[0].name}: {part}", said)
    some = home / "some"
    shutil.copytree(policy.parent, run_folder(some, "ppo", 0).parent)
    (run_folder(some, "ppo", 0) / "policy.safetensors").unlink()
    for command in ("watch", "evaluate"):
        said = sentence(gaitbench(command, f"{run_folder(some, 'ppo', 0)}/").stderr)
        check(f"beside it there is one in seed_1, seed_2; `gaitbench policies {some}` trains" in said,
              f"{command} names the seeds that have a policy, and what makes them", said)


def films(home: Path, out: Path) -> None:
    """Where no graphics library can be found, a sentence; a film is made by hand."""
    for python in ("/usr/bin/python3", RESULTS.parent / ".venv/bin/python"):  # without packages, and with MuJoCo's
        if shutil.which(python) is None:
            continue
        tool = subprocess.run([python, RESULTS / "show/film.py", home / "a.gif"], input=b"[]", capture_output=True,
                              env={**os.environ, "MUJOCO_GL": "none", "PYTHONNOUSERSITE": "1"})
        said = tool.stderr.decode().strip()
        check(tool.returncode == WRONG_INPUT and said and "\n" not in said, f"{python}: a film without what it takes is a sentence", said)


def report(out: Path) -> None:
    made = gaitbench("report", out)
    check(made.returncode == DONE, "the report is made", made.stderr)
    page = (out / "report.html").read_text()
    runs = data_of(page)["motions"]
    check([run["name"] for run in runs] == ["PPO", "TRPO"] and all(len(run["episodes"]) == 1 for run in runs),
          "the report has an episode of each variant", [run["name"] for run in runs])
    check(len(page) < 5e6, "the report is under 5 MB", len(page))
    check(str(out) not in data_of(page)["command"], "no path of this machine to repeat it", data_of(page)["command"])


def published(home: Path, out: Path) -> None:
    to = home / "published"
    for seed in range(3):  # as if each had been the median before
        earlier = run_folder(to, "ppo", seed)
        earlier.mkdir(parents=True)
        for name in ("policy.safetensors", "README.md"):
            (earlier / name).write_text("of another day")
    made = gaitbench("publish", out, "--to", to)
    check(made.returncode == DONE, "the study is published", made.stderr)
    policies = sorted(to.glob("runs/*/*/*/policy.safetensors"))
    check([path.parents[1].name for path in policies] == list(VARIANTS), "with one policy of each cell", policies)
    check(made.stderr.count("is not the median, its policy is removed") == 2, "what was the median before is gone", made.stderr)
    kept = {path: path.read_bytes() for path in policies}
    for path in policies:
        card = path.with_name("README.md").read_text()
        check(card.startswith("---\nlibrary_name: gaitbench\n"), "and a model card", card)
        path.unlink()
    again = gaitbench("policies", to)
    check(again.returncode == DONE, "policies are trained again", again.stderr)
    check(all(path.exists() for path in kept), "where they were", again.stdout)
    check(all(path.read_bytes() == content for path, content in kept.items()), "with the same bytes")
    log = policies[0].with_name("run.json")
    other = json.loads(log.read_text())
    other.pop("xxh3_128")
    other["columns"]["mean_kl"][2] = 1.5
    log.write_text(json.dumps(other))
    policies[0].unlink()
    left_out = "Not shown in motion: 1 whose policy is not there (`gaitbench policies DIR` trains it again)."
    check(f"note: {left_out}\n" in gaitbench("report", to).stderr, "the report says which policy is not there")
    check(data_of((to / "report.html").read_text())["motions_left_out"] == left_out, "on its page too")
    refused = gaitbench("policies", to)
    check(refused.returncode == 1 and "mean_kl of iteration 2 is" in sentence(refused.stderr), "a log that is another's is said",
          refused.stderr)


def scripts() -> None:
    """The pages' JavaScript is parsed, where there is node."""
    if shutil.which("node") is None:
        return
    for script in sorted([*RESULTS.glob("watch/*.js"), *RESULTS.glob("show/report/*.js")]):
        parsed = subprocess.run(["node", "--check", script], capture_output=True, text=True)
        check(parsed.returncode == 0, f"{script.name} is JavaScript", parsed.stderr)
    decoded = subprocess.run(["node", "-e", (RESULTS / "watch/motion.js").read_text() + ";console.log(unpackNumbers('CAEEgB/f', 0.5).join())"],
                             capture_output=True, text=True)
    check(decoded.stdout.strip() == "0.5,0.5,0.5,1.5,9.5,-246", "what is packed is unpacked", decoded)
    at_the_end = """
      for (const seconds_per_frame of [0.008, 0.015, 0.02, 0.04, 0.05])
        for (let last = 1; last <= 1000; last++)
          if (frameAt({ seconds_per_frame }, { numFrames: last + 1 }, last * seconds_per_frame) !== last) console.log(seconds_per_frame, last);"""
    ended = subprocess.run(["node", "-e", (RESULTS / "watch/motion.js").read_text() + at_the_end], capture_output=True, text=True)
    check(ended.returncode == 0 and not ended.stdout, "an episode's last frame is reached", ended)


def main() -> None:
    scripts()
    with scratch() as folder:
        home = Path(folder)
        out = home / "out"
        swept = gaitbench("sweep", write(home / "study.json", study()), "--out", out, "--quiet")
        check(swept.returncode == DONE, "a study is trained", swept.stderr)
        pages(home, out)
        both_versions(home, out)
        film_strip(home, out)
        errors(home, out)
        films(home, out)
        report(out)
        published(home, out)


if __name__ == "__main__":
    main()
