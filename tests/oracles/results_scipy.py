"""Compares our statistics with NumPy and SciPy on random data sets: results_scipy.py PROBE.

Where the definition is the same, values must agree to 1e-12; bootstrap intervals, which draw other resamples, within
Monte-Carlo error. Prints the largest difference of each kind.
"""
import sys

import numpy as np
from scipy import special, stats

from results_probe import Comparison

random = np.random.default_rng(20)


def samples():
    """Random data sets of many sizes: normal, skewed, heavy-tailed, with ties, constant."""
    for n in [2, 3, 4, 5, 7, 8, 9, 10, 15, 24, 30, 41, 80]:
        yield random.normal(2500, 400, n)
        yield random.lognormal(0, 1.5, n)
        yield random.standard_cauchy(n)
        yield random.integers(0, 4, n).astype(float)
        yield np.full(n, 3.7)


def point_statistics(compare):
    for sample in samples():
        values = sample.tolist()
        compare.ask("mean", sample.mean(), sample=values)
        compare.ask("standard_deviation", sample.std(ddof=1), sample=values)
        compare.ask("iqm", stats.trim_mean(sample, 0.25), sample=values)
        for probability in [0, 0.025, 0.25, 0.5, 0.61, 0.975, 1]:
            compare.ask("quantile", np.quantile(sample, probability), sample=values, probability=probability)
        if sample.std() > 0:
            interval = stats.t.interval(0.95, len(sample) - 1, sample.mean(), stats.sem(sample))
            compare.ask("student_interval", interval, sample=values, level=0.95)


def distributions(compare):
    for degrees in [1, 2, 3.7, 4, 9, 19.5, 79, 1e3]:
        for t in [0, 0.3, 1, 2.2, 5, 30]:
            compare.ask("student_tail", stats.t.sf(t, degrees), t=t, degrees=degrees)
        for probability in [0.001, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9995]:
            compare.ask("student_quantile", stats.t.ppf(probability, degrees), probability=probability,
                        degrees=degrees)
    for probability in [1e-12, 1e-3, 0.025, 0.4, 0.5, 0.9, 0.975, 0.99999]:
        compare.ask("normal_quantile", stats.norm.ppf(probability), probability=probability)
    for a, b, x in random.uniform([0.2, 0.2, 0], [60, 60, 1], (200, 3)):
        compare.ask("incomplete_beta", special.betainc(a, b, x), a=a, b=b, x=x)


def bca_from_the_same_resamples(compare):
    """SciPy's BCa interval, asked for on the resamples that SciPy drew."""
    for n in [5, 8, 10, 20, 40]:
        for sample in (random.normal(0, 1, n), random.lognormal(0, 1, n)):
            for name, statistic in (("mean", np.mean), ("median", np.median)):
                result = stats.bootstrap((sample,), statistic, n_resamples=2000, method="BCa", vectorized=True,
                                         random_state=np.random.default_rng(n))
                if np.isnan(result.confidence_interval.low):
                    continue
                jackknife = [float(statistic(np.delete(sample, i))) for i in range(n)]
                compare.ask("bca_of", result.confidence_interval, kind="BCa of SciPy's resamples",
                            distribution=result.bootstrap_distribution.tolist(), estimate=float(statistic(sample)),
                            jackknife=jackknife, level=0.95)


def bootstrap_intervals(compare):
    """Independent resamples of both: within a few Monte-Carlo errors of an end point, about 1 % of the width."""
    def iqm(x, axis):
        return stats.trim_mean(x, 0.25, axis=axis)

    for n in [10, 20, 40]:
        sample = random.normal(0, 1, n)
        for name, statistic in (("mean", np.mean), ("iqm", iqm)):
            expected = [stats.bootstrap((sample,), statistic, n_resamples=100_000, method=method, vectorized=True,
                                        random_state=np.random.default_rng(1)).confidence_interval
                        for method in ("percentile", "BCa")]
            compare.ask("bootstrap", expected, kind=f"bootstrap intervals of the {name}", tolerance=0.015,
                        statistic=name, sample=sample.tolist(), resamples=100_000, level=0.95, seed=0)


def pairs():
    for n in [2, 3, 5, 8, 10, 12, 25, 40]:
        for m in [2, 4, 5, 9, 10, 40]:
            yield random.normal(2500, 400, n), random.normal(2300, 250, m)
            yield random.lognormal(0, 1, n), random.lognormal(0.5, 1, m)
            yield random.integers(0, 5, n).astype(float), random.integers(1, 6, m).astype(float)


def hypothesis_tests(compare):
    for a, b in pairs():
        arguments = {"a": a.tolist(), "b": b.tolist()}
        if a.std() + b.std() > 0:
            welch = stats.ttest_ind(a, b, equal_var=False)
            compare.ask("welch", [welch.statistic, welch.df, welch.pvalue], **arguments)
            interval = welch.confidence_interval(0.95)
            compare.ask("welch_interval", [interval.low, interval.high], level=0.95, **arguments)
            pooled = stats.ttest_ind(a, b)
            compare.ask("pooled", [pooled.statistic, pooled.df, pooled.pvalue], **arguments)
        result = stats.mannwhitneyu(a, b, alternative="two-sided", method="auto")
        compare.ask("mann_whitney", [result.statistic, result.pvalue], **arguments)
        if special.comb(len(a) + len(b), len(a)) <= 2000:
            permuted = stats.permutation_test((a, b), lambda x, y, axis: x.mean(axis) - y.mean(axis), vectorized=True,
                                              n_resamples=2000, alternative="two-sided")
            compare.ask("permutation", permuted.pvalue, resamples=2000, kind="permutation, exact", **arguments)


def contrasts(compare):
    """Least squares on indicators of cells and seeds, as a linear model's textbook has it."""
    for n, k in [(2, 2), (3, 2), (5, 4), (10, 3)]:
        cells = 2 ** k
        returns = random.normal(2000, 300, (n, cells)) + random.normal(0, 1000, (n, 1))
        design = np.hstack([np.kron(np.ones((n, 1)), np.eye(cells)), np.kron(np.eye(n)[:, 1:], np.ones((cells, 1)))])
        coefficients, residual = np.linalg.lstsq(design, returns.ravel(), rcond=None)[:2]
        degrees = returns.size - design.shape[1]
        covariance = np.linalg.inv(design.T @ design) * residual[0] / degrees
        signs = 1 - 2 * (np.arange(cells)[:, None] >> np.arange(k) & 1 == 0)
        for factors in [[0], [k - 1], [0, 1]]:
            weights = np.zeros(design.shape[1])
            weights[:cells] = np.prod(signs[:, factors], axis=1) / (cells / 2)
            value, error = weights @ coefficients, np.sqrt(weights @ covariance @ weights)
            interval = stats.t.interval(0.95, degrees, value, error)
            compare.ask("contrast", [value, *interval, 2 * stats.t.sf(abs(value) / error, degrees)],
                        returns=returns.tolist(), factors=factors, level=0.95, tolerance=1e-10)


def power(compare):
    for degrees in [2, 4, 9.3, 18, 78]:
        for noncentrality in [0, 0.5, 2, 4.5]:
            for t in [-3, 0.3, 1.9, 4]:
                compare.ask("noncentral_student", stats.nct.cdf(t, degrees, noncentrality), t=t, degrees=degrees,
                            noncentrality=noncentrality, tolerance=1e-10)


def group_sequential(compare):
    """Looks are jointly normal, those at times s < t with correlation sqrt(s / t)."""
    for times, bounds in [([0.5, 1], [2.8, 1.98]), ([0.2, 1], [1.5, 2.5]), ([0.3, 0.5, 1], [3.6, 2.8, 2.0]),
                          ([0.9, 0.95, 1], [2, 2, 2])]:
        time = np.asarray(times)
        correlation = np.sqrt(np.minimum.outer(time, time) / np.maximum.outer(time, time))
        within = stats.multivariate_normal(cov=correlation, allow_singular=False, abseps=1e-8, releps=1e-8,
                                           maxpts=4_000_000).cdf(bounds, lower_limit=-np.asarray(bounds))
        compare.ask("crossing_probability", 1 - within, times=times, bounds=bounds, tolerance=1e-6)


if __name__ == "__main__":
    comparison = Comparison()
    for part in (point_statistics, distributions, bca_from_the_same_resamples, bootstrap_intervals,
                 hypothesis_tests, contrasts, power, group_sequential):
        part(comparison)
    sys.exit(comparison.check(sys.argv[1]) > 0)
