"""gaitbench.intervals and gaitbench.compare: SciPy's numbers, and what they refuse."""
import unittest

import numpy as np
import scipy.stats

import gaitbench

A = [2472.0, 2159.5, 2764.25, 2300.0, 2600.0, 2450.0]
B = np.array([2289.0, 1972.0, 2608.0, 2100.0])


class Intervals(unittest.TestCase):
    def test_a_sample(self):
        found = gaitbench.intervals(A, level=0.9)
        expected = scipy.stats.t.interval(0.9, len(A) - 1, np.mean(A), scipy.stats.sem(A))
        np.testing.assert_allclose([found["mean_interval"]["low"], found["mean_interval"]["high"]], expected, rtol=1e-12)
        self.assertEqual(found["num_runs"], 6)
        self.assertAlmostEqual(found["mean"], np.mean(A))
        self.assertAlmostEqual(found["standard_deviation"], np.std(A, ddof=1))
        self.assertAlmostEqual(found["median"], np.median(A))
        self.assertAlmostEqual(found["interquartile_mean"], scipy.stats.trim_mean(A, 0.25))
        for kind in ("mean_percentile_interval", "mean_bca_interval", "median_interval", "interquartile_mean_interval"):
            self.assertTrue(found[kind]["low"] < found["mean"] < found[kind]["high"], kind)

    def test_the_bootstrap_is_seeded(self):
        one, same, other = (gaitbench.intervals(A, seed=seed) for seed in (1, 1, 2))
        self.assertEqual(one, same)
        self.assertNotEqual(one["mean_percentile_interval"], other["mean_percentile_interval"])

    def test_one_run_tells_no_spread(self):
        found = gaitbench.intervals([3])
        self.assertEqual((found["mean"], found["mean_interval"]), (3, None))

    def test_what_is_refused(self):
        for sentence, arguments in (("returns: expected at least one number, got none", ([],)),
                                    ("returns: expected finite numbers", ([1, float("nan")],)),
                                    ("returns: expected a sequence of numbers, got 'ab'", ("ab",)),
                                    ("returns: expected a sequence of numbers, got 3", (3,))):
            with self.assertRaisesRegex(ValueError, sentence):
                gaitbench.intervals(*arguments)
        for option in ({"level": 2}, {"level": "high"}, {"resamples": 1}, {"seed": -1}, {"seed": 0.5}):
            with self.assertRaisesRegex(ValueError, "^options[.]"):
                gaitbench.intervals(A, **option)


class Compare(unittest.TestCase):
    def test_two_samples(self):
        found = gaitbench.compare(A, B)
        welch = scipy.stats.ttest_ind(A, B, equal_var=False)
        self.assertAlmostEqual(found["difference"], np.mean(A) - np.mean(B))
        self.assertAlmostEqual(found["welch"]["t"], welch.statistic)
        self.assertAlmostEqual(found["welch"]["p"], welch.pvalue)
        interval = welch.confidence_interval(0.95)
        np.testing.assert_allclose([found["interval"]["low"], found["interval"]["high"]], [interval.low, interval.high])
        self.assertAlmostEqual(found["mann_whitney"]["p"], scipy.stats.mannwhitneyu(A, B).pvalue)
        self.assertEqual(found["permutation"]["exact"], True)
        self.assertEqual(found["probability_of_improvement"], np.mean([[(x > y) + (x == y) / 2 for y in B] for x in A]))
        self.assertFalse(found["holds"])
        self.assertGreater(found["seeds_to_tell_apart"], 6)

    def test_a_difference_that_holds(self):
        found = gaitbench.compare(np.arange(10) + 100, np.arange(10))
        self.assertTrue(found["holds"])
        self.assertEqual(found["cliff_delta"], 1)

    def test_the_other_way_round(self):
        one, other = gaitbench.compare(A, B), gaitbench.compare(B, A)
        self.assertEqual(one["difference"], -other["difference"])
        self.assertEqual(one["interval"]["low"], -other["interval"]["high"])
        self.assertEqual(one["welch"]["p"], other["welch"]["p"])

    def test_what_is_refused(self):
        with self.assertRaisesRegex(ValueError, "^b: expected finite numbers"):
            gaitbench.compare(A, [1, float("inf")])
        with self.assertRaisesRegex(ValueError, "^a: expected at least one number"):
            gaitbench.compare([], B)


if __name__ == "__main__":
    unittest.main()
