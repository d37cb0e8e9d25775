"""Files that are whole or not there, written as results/log/atomic_file.h tells."""
import contextlib
import os
import pathlib
import re
import secrets
from collections.abc import Iterator
from typing import BinaryIO

TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.tmp")  # no name that a reader of event files or figures looks for
HOUR = 3600  # s


@contextlib.contextmanager
def whole_file(path: pathlib.Path) -> Iterator[BinaryIO]:
    """To be written into; at the end it is the file of that name. A link that stands under the name is replaced."""
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        remove_older(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        with contextlib.suppress(OSError):  # renamed, or never made
            temporary.unlink()


def remove_older(path: pathlib.Path) -> None:
    """What writers in the file's directory left when they were killed, an hour before or more."""
    for left in path.parent.iterdir():
        if not TEMPORARY.fullmatch(left.name):
            continue
        with contextlib.suppress(FileNotFoundError):  # of a writer at work, which renamed it meanwhile
            if left.lstat().st_mtime < path.stat().st_mtime - HOUR:
                left.unlink()
