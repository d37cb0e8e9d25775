"""The kernels of other CPUs give the bits of this one: other_cpus_test.py KERNEL_BITS SOURCE

Those of 64-bit ARM are compiled here and emulated; so is an x86 CPU that has neither AVX nor FMA, for the program as built.
"""
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
CROSS_COMPILER = "aarch64-linux-gnu-g++"


def bits(*command: str | Path) -> tuple[str, bytes]:
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stderr.decode().strip(), done.stdout


def main(program: Path, source: Path, home: Path) -> int:
    if missing := [tool for tool in ("qemu-x86_64", "qemu-aarch64", CROSS_COMPILER) if not shutil.which(tool)]:
        print(f"skipped, without {', '.join(missing)}: Debian's qemu-user and g++-aarch64-linux-gnu have them")
        return SKIPPED
    for_arm = home / "kernel_bits"
    kernels = source / "algos/kernels"
    subprocess.run([CROSS_COMPILER, "-std=c++20", "-O2", "-ffp-contract=off", "-static", f"-I{source}", "-o", for_arm,
                    source / "tests/algos/kernels/kernel_bits.cc", kernels / "kernels.cc", kernels / "kernels_neon.cc"], check=True)
    here, expected = bits(program)
    commands = {"sse2": ["qemu-x86_64", "-cpu", "Nehalem", program], "neon": ["qemu-aarch64", for_arm]}
    print(f"{here:8} {len(expected) // 4} floats, {hashlib.sha256(expected).hexdigest()[:16]}")
    for name, command in commands.items():
        kind, found = bits(*command)
        print(f"{kind:8} {len(found) // 4} floats, {hashlib.sha256(found).hexdigest()[:16]}")
        assert kind == name, f"expected the kernels {name}"
        first = next((i for i in range(0, len(expected), 4) if found[i:i + 4] != expected[i:i + 4]), None)
        assert found == expected, f"{name} and {here} differ, first in float {first and first // 4}"
    return 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), Path(directory)))
