"""./gaitbench COMMAND ...: `setup` and `test` are done here, every other command by the binary."""
import contextlib
import errno
import fcntl
import os
import signal
import sys
from collections.abc import Iterator

from setup import tests
from setup.console import LOG, NO_DISK, ROOT, SetupError, say
from setup.steps import BINARY, is_ready, may_write, prepare

SETUP_HELP = """./gaitbench setup: installs what is missing, builds, and does nothing else.

The other commands do the same first, so this is for machines where set-up and use are apart: images, clusters, CI. It
names the Debian packages before apt installs them; all else goes into .venv/ and build/ of this checkout.

Example:
  ./gaitbench setup"""

HELP = """./gaitbench: how much of a policy-gradient result is the algorithm, and how much its code-level choices?

The program is not built in this checkout. Every command sets it up and builds it first, in some minutes:

  ./gaitbench setup    nothing but that; it names the Debian packages before apt installs them
  ./gaitbench demo     then trains four variants for a minute, and writes their table and report
  ./gaitbench test     builds the tests too, and runs every check and every test

./gaitbench --help lists all commands once it is built."""


def main(arguments: list[str]) -> int:
    hold_streams()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return run(arguments)
    except SetupError as error:
        if error.excerpt:
            print(error.excerpt, file=sys.stderr)
        say(str(error))
    except OSError as error:
        say(NO_DISK if error.errno in (errno.ENOSPC, errno.EDQUOT) else
            f"{error.strerror}: {error.filename}: make that possible in {ROOT}, then run ./gaitbench again.")
    except KeyboardInterrupt:
        say("interrupted; run ./gaitbench again to go on from here.")
        return 130
    return 1


def hold_streams() -> None:
    """A file opened later would get the number of a closed standard stream, and be written into. What replaces a stream
    here is closed again for the binary, which does the same."""
    for stream in range(3):
        try:
            os.fstat(stream)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)


def run(arguments: list[str]) -> int:
    command, options = (arguments or ["--help"])[0], arguments[1:]
    own = {"setup": SETUP_HELP, "test": tests.__doc__}
    if command in own and {"-h", "--help"} & set(options):
        print(own[command].strip())
        return 0
    if command == "setup" and options:
        say(f"setup takes no options and was given {options[0]}")
        return 2
    if command in ("-h", "--help") and not BINARY.exists():
        print(HELP)
        return 0 if arguments else 2
    if command == "complete" and not is_ready():  # a shell asks: no time to build
        return 1
    if command == "test" or not is_ready():
        if not may_write():
            raise SetupError(f"{ROOT} is to be set up or built, and you may not write there: run ./gaitbench setup as its "
                             "owner, or use a copy of your own.")
        with locked():
            if command == "test":
                prepare("all at once" if "--once" in options else "all", tests.selected(options))
            else:
                prepare("gaitbench")
    if command == "setup":
        say("set up; ./gaitbench demo is a first run")
        return 0
    if command == "test":
        return tests.run(options)
    for inherited in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores these; the binary should not
        signal.signal(inherited, signal.SIG_DFL)
    os.execv(BINARY, ["./gaitbench", *arguments])


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """One set-up at a time in this checkout. Commands inherit the lock, so that it lasts as long as they do, whatever ends
    the launcher."""
    LOG.parent.mkdir(exist_ok=True)
    with (LOG.parent / "setup.lock").open("w") as lock:
        os.set_inheritable(lock.fileno(), True)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another ./gaitbench is setting up or building here: waiting for it to end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
