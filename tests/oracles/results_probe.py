"""Asks the probe, tests/results/probe.cc, for our statistics and compares them with those of another package."""
import json
import subprocess

import numpy as np

EXACT = 1e-12


class Comparison:
    def __init__(self):
        self.questions, self.expected = [], []

    def ask(self, function, expected, kind=None, tolerance=EXACT, **arguments):
        self.questions.append({"function": function, **arguments})
        self.expected.append((kind or function, expected, tolerance))

    def check(self, probe):
        """The number of failures; prints the largest difference of each kind."""
        answers = json.loads(subprocess.run([probe], input=json.dumps(self.questions), text=True, check=True,
                                            stdout=subprocess.PIPE).stdout)
        worst, failures = {}, []
        for question, answer, (kind, expected, tolerance) in zip(self.questions, answers, self.expected):
            answer, expected = np.asarray(answer, float), np.asarray(expected, float)
            difference = np.max(np.abs(answer - expected) / np.maximum(1, np.abs(expected)))
            if not difference <= tolerance:
                failures.append(f"{kind}: {answer} instead of {expected}: {json.dumps(question)[:300]}")
            count, largest = worst.get(kind, (0, 0.0))
            worst[kind] = (count + 1, max(largest, difference))
        for kind, (count, largest) in worst.items():
            print(f"{kind:32} {count:5} cases, largest relative difference {largest:.1e}")
        print("\n".join(failures[:20]))
        return len(failures)
