"""Instructions per env step of physics, by mj_step alone and with the exact savings, as JSON.

Counts repeat to the digit on one machine, whatever else it does; valgrind is Debian's package.

usage: physics_instructions.py PHYSICS_INSTRUCTIONS TASK... [--env-steps 300]
"""

import argparse
import json
import re
import subprocess


def instructions(program, task, physics, env_steps):
    result = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
         "--toggle-collect=CountedPhysics", program, task, physics, str(env_steps)],
        stderr=subprocess.PIPE, text=True, check=True)
    return round(int(re.search(r"Collected : (\d+)", result.stderr).group(1)) / env_steps)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("tasks", nargs="+")
    parser.add_argument("--env-steps", type=int, default=300)
    arguments = parser.parse_args()
    counts = {}
    for task in arguments.tasks:
        plain, savings = (instructions(arguments.program, task, physics, arguments.env_steps)
                          for physics in ("plain", "savings"))
        counts[task] = {"plain": plain, "savings": savings, "ratio": round(plain / savings, 3)}
    print(json.dumps({"unit": "instructions per env step", "physics": counts}, indent=2))


if __name__ == "__main__":
    main()
