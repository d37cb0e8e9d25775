"""Counting differences, bit for bit."""

import numpy as np


def as_float(value):
    """Where Gymnasium counts rewards in whole numbers, ours have the same value as doubles."""
    value = np.asarray(value)
    return value.astype(np.float64) if value.dtype == np.int64 else value


class Differences:
    """Compares values as bytes; remembers how many were compared and the first few that differ."""

    def __init__(self):
        self.bits = 0
        self.compared = 0
        self.within = self.beyond = 0  # numbers, of compare_within
        self.first = []

    def compare(self, what, ours, theirs):
        ours, theirs = np.asarray(ours), np.asarray(theirs)
        self.compared += 1
        if ours.dtype == theirs.dtype and ours.shape == theirs.shape:
            if ours.tobytes() == theirs.tobytes():
                return
            a = np.frombuffer(ours.tobytes(), np.uint8)
            b = np.frombuffer(theirs.tobytes(), np.uint8)
            self.bits += int(np.unpackbits(a ^ b).sum())
        else:
            self.bits += 1
        if len(self.first) < 5:
            if ours.shape == theirs.shape and ours.size > 100:  # the first that differs
                where = tuple(map(int, np.unravel_index(np.argmax(ours != theirs), ours.shape)))
                what, ours, theirs = f"{what} {where}", ours[where], theirs[where]
            self.first.append(f"{what}: ours {ours!r} ({ours.dtype}), "
                              f"Gymnasium's {theirs!r} ({theirs.dtype})")

    def compare_within(self, what, ours, theirs, relative, absolute=0.0):
        """Where two orders of summation cannot agree to the bit."""
        ours, theirs = np.broadcast_arrays(ours, theirs)
        self.compared += 1
        good = np.abs(ours - theirs) <= relative * np.abs(theirs) + absolute
        self.within += int(good.sum())
        self.beyond += int((~good).sum())
        if not good.all() and len(self.first) < 5:
            self.first.append(f"{what}: ours {ours[~good][0]!r}, Gymnasium's {theirs[~good][0]!r}")

    def summary(self):
        return f"{self.bits} bits differ"

    def compare_observation(self, what, ours, theirs):
        self.compare(what, ours, theirs)

    def compare_info(self, what, ours, theirs):
        self.compare(f"{what} keys", " ".join(ours), " ".join(theirs))
        for key in ours.keys() & theirs.keys():
            self.compare(f"{what} {key}", ours[key], as_float(theirs[key]))


def compare_infos(what, ours, theirs, differences):
    """Of a vector environment."""
    differences.compare(f"{what} keys", " ".join(sorted(ours)), " ".join(sorted(theirs)))
    for key in ours.keys() & theirs.keys():
        if isinstance(theirs[key], dict):
            compare_infos(f"{what} {key}", ours[key], theirs[key], differences)
        elif key == "final_obs":
            for i, (mine, yours) in enumerate(zip(ours[key], theirs[key])):
                if mine is None or yours is None:
                    differences.compare(f"{what} {key} {i}", mine is None, yours is None)
                else:
                    differences.compare(f"{what} {key} {i}", mine, yours)
        else:
            differences.compare(f"{what} {key}", ours[key], as_float(theirs[key]))
