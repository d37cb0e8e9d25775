"""Compares our power, Holm's correction and effects of a grid with statsmodels: results_statsmodels.py PROBE.

Prints the largest difference of each kind.
"""
import itertools
import math
import sys

import numpy as np
import pandas as pd
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower, TTestPower

from results_probe import Comparison

FEWEST_SEEDS = 3  # of which we claim something
random = np.random.default_rng(23)


def power(compare):
    """Welch's test of two spreads alike has the degrees of freedom of Student's."""
    for effect, n, alpha in itertools.product([0.1, 0.5, 1, 2], [2, 3, 5, 10, 55], [0.05, 0.05 / 15]):
        compare.ask("welch_power", TTestIndPower().power(effect, n, alpha), difference=300 * effect, deviation=300,
                    n=n, alpha=alpha, tolerance=1e-9)
    for effect, power_of, alpha in itertools.product([0.3, 0.8, 1.2, 2], [0.5, 0.8, 0.95], [0.05, 0.01]):
        seeds = TTestIndPower().solve_power(effect, alpha=alpha, power=power_of)
        compare.ask("seeds_for_power", max(FEWEST_SEEDS, math.ceil(seeds)), difference=effect, deviation=1,
                    power=power_of, alpha=alpha)
    for effect, cells, n in itertools.product([0.2, 0.5, 1], [4, 8, 16], [2, 5, 10]):
        degrees = (n - 1) * (cells - 1)
        expected = TTestPower().power(effect / 2, n * cells, 0.05, df=degrees)
        compare.ask("contrast_power", expected, effect=400 * effect, deviation=400, num_cells=cells, n=n, alpha=0.05,
                    tolerance=1e-9)


def holm(compare):
    for n in [1, 2, 3, 15, 40]:
        for p in (random.uniform(0, 1, n), random.uniform(0, 0.1, n), np.round(random.uniform(0, 1, n), 1)):
            compare.ask("holm", multipletests(p, method="holm")[1], p=p.tolist())


def effects_of_a_grid(compare):
    """Least squares with the seeds as blocks and switches of -1 and 1, whose coefficients are halves of our effects; and
    the analysis of variance, whose F test is the two-sided t test."""
    for n, k in [(2, 2), (3, 2), (5, 4), (10, 3)]:
        cells = np.arange(2 ** k)
        returns = random.normal(2000, 300, (n, len(cells))) + random.normal(0, 1000, (n, 1))
        names = [f"f{i}" for i in range(k)]
        data = pd.DataFrame({name: np.tile(2.0 * (cells >> i & 1) - 1, n) for i, name in enumerate(names)})
        data["seed"], data["y"] = np.repeat(np.arange(n), len(cells)), returns.ravel()
        fit = ols(f"y ~ C(seed) + {' * '.join(names)}", data).fit()
        analysis = anova_lm(fit)
        for factors in [*([i] for i in range(k)), *map(list, itertools.combinations(range(k), 2))]:
            term = ":".join(names[i] for i in factors)
            low, high = 2 * fit.conf_int(0.05).loc[term]
            arguments = {"returns": returns.tolist(), "factors": factors, "level": 0.95, "tolerance": 1e-9}
            for kind, p in [("effect by least squares", fit.pvalues[term]),
                            ("effect by analysis of variance", analysis.loc[term, "PR(>F)"])]:
                compare.ask("contrast", [2 * fit.params[term], low, high, p], kind=kind, **arguments)


if __name__ == "__main__":
    comparison = Comparison()
    for part in (power, holm, effects_of_a_grid):
        part(comparison)
    sys.exit(comparison.check(sys.argv[1]) > 0)
