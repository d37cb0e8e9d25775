"""cmake --install gives a tree that runs elsewhere and a package that others find: install_test.py BUILD_DIRECTORY"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

BUILD, SOURCE = Path(sys.argv[1]).resolve(), Path(__file__).resolve().parent.parent.parent
CLEAN = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def said(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, env=CLEAN, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def check(ok: bool, what: str, *found: object) -> None:
    assert ok, f"{what}: {found}"
    print(f"ok: {what}")


def main(home: Path) -> None:
    said("cmake", "--install", BUILD, "--prefix", home / "first", cwd=home)
    prefix = (home / "first").rename(home / "moved here")
    program, elsewhere = prefix / "bin" / "gaitbench", home / "elsewhere"
    elsewhere.mkdir()

    libraries = [line.strip() for line in said("ldd", program, cwd=elsewhere).splitlines()]
    check(any(f"=> {prefix}/bin/../lib/libmujoco.so" in line for line in libraries), "libmujoco comes from beside it", libraries)
    check(not any(str(place) in line for line in libraries for place in (BUILD, SOURCE)), "nothing comes from the build",
          libraries)

    tasks = json.loads(said(program, "envs", "--json", cwd=elsewhere))
    check(len(tasks) > 0, "envs lists the tasks")
    said(program, "train", "--env", "Hopper-v4", "--variant", "ppo", "--iterations", "1", "--seeds", "2", "--set", "horizon=128",
         "--set", "policy_minibatches=4", "--set", "value_minibatches=4", "--out", "runs", cwd=elsewhere)
    check("PPO" in said(program, "table", "runs", cwd=elsewhere), "it trains, and prints the table")
    charts = subprocess.run([program, "report", "runs", "--figures", "svg"], cwd=elsewhere, env=CLEAN, capture_output=True,
                            text=True)
    lacks = "charts as files need the Python package vl-convert-python"
    check(charts.returncode == 0 or lacks in charts.stderr, "charts are drawn, or their package is named",
          charts.stderr)
    check((prefix / "share/gaitbench/studies/demo.json").exists(), "our studies come with it")

    said("cpack", "--config", BUILD / "CPackConfig.cmake", "-B", elsewhere / "packed", cwd=elsewhere)
    tarball, = (elsewhere / "packed").glob("gaitbench-*-linux-*.tar.gz")
    said("tar", "-xzf", tarball, "-C", elsewhere, cwd=elsewhere)
    unpacked = elsewhere / tarball.name.removesuffix(".tar.gz") / "bin/gaitbench"
    check(json.loads(said(unpacked, "envs", "--json", cwd=elsewhere)) == tasks, "the tarball's program runs where it is unpacked")
    said(unpacked, "train", "--env", "Hopper-v4", "--variant", "ppo", "--iterations", "1", "--seeds", "1", "--set",
         "horizon=128", "--set", "policy_minibatches=4", "--set", "value_minibatches=4", "--out", "unpacked", cwd=elsewhere)
    check("PPO" in said(unpacked, "table", "unpacked", cwd=elsewhere), "and trains")

    if (prefix / "lib/cmake/gaitbench").exists():
        example = prefix / "share/gaitbench/examples/cpp"
        said("cmake", "-S", example, "-B", "own", f"-DCMAKE_PREFIX_PATH={prefix}", cwd=elsewhere)
        said("cmake", "--build", "own", cwd=elsewhere)
        names = ["Hopper-v5", "Reacher-v5"]
        lines = said(elsewhere / "own/standing_still", *names, cwd=elsewhere).splitlines()
        check([line.split()[0] for line in lines] == names and all("[" in line for line in lines),
              "another project finds the package, and steps tasks", lines)


with tempfile.TemporaryDirectory() as directory:
    main(Path(os.path.realpath(directory)))
