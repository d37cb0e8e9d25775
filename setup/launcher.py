"""./gaitbench COMMAND ...: `test` is done here, every other command by the binary."""
import contextlib
import errno
import fcntl
import os
import signal
import sys
from collections.abc import Iterator

from setup import tests
from setup.console import LOG, NO_DISK, ROOT, SetupError, say
from setup.steps import BINARY, prepare


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if arguments[:1] == ["test"]:
            with locked():
                prepare("all")
            return tests.run(arguments[1:])
        with locked():
            prepare("gaitbench")
        for inherited in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores these; the binary should not
            signal.signal(inherited, signal.SIG_DFL)
        os.execv(BINARY, ["./gaitbench", *(arguments or ["--help"])])
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


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """One set-up at a time in this checkout."""
    LOG.parent.mkdir(exist_ok=True)
    with (LOG.parent / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another ./gaitbench is setting up or building here: waiting for it to end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
