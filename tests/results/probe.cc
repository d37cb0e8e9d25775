// Answers questions on stdin, a JSON list of {"function": name, ...arguments}, with a JSON list on
// stdout: how scripts compare our statistics with those of other packages.
#include <functional>
#include <iostream>
#include <map>

#include "results/compare/aggregate.h"
#include "results/log/json_text.h"
#include "results/statistics/contrasts.h"
#include "results/statistics/distributions.h"
#include "results/statistics/effect_size.h"
#include "results/statistics/group_sequential.h"
#include "results/statistics/hypothesis_tests.h"
#include "results/statistics/intervals.h"
#include "results/statistics/planner.h"
#include "results/statistics/statistics.h"
#include "results/statistics/welch.h"

namespace gaitbench {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

std::vector<double> Values(const json& list) {
  std::vector<double> values;
  for (const json& item : list) values.push_back(NumberFromJson(item, "values"));
  return values;
}

std::vector<double> SampleOf(const json& question) { return Values(question.at("sample")); }

Strata StrataOf(const json& lists) {
  Strata strata;
  for (const json& list : lists) strata.push_back(Values(list));
  return strata;
}

StrataStatistic NamedStrataStatistic(const std::string& name, double threshold) {
  const std::map<std::string, StrataStatistic> statistics = {
      {"mean", MeanScore},
      {"median", MedianScore},
      {"iqm", InterquartileMeanScore},
      {"optimality_gap", [](const Strata& scores) { return OptimalityGap(scores); }},
      {"share_above", [threshold](const Strata& scores) { return ShareAbove(scores, threshold); }}};
  return statistics.at(name);
}

ordered_json List(const Interval& interval) { return {interval.low, interval.high}; }

Statistic NamedStatistic(const std::string& name) {
  const std::map<std::string, Statistic> statistics = {
      {"mean", Mean}, {"median", Median}, {"iqm", InterquartileMean}};
  return statistics.at(name);
}

using Answer = std::function<ordered_json(const json&)>;

const std::map<std::string, Answer> kAnswers = {
    {"mean", [](const json& q) { return NumberToJson(Mean(SampleOf(q))); }},
    {"standard_deviation",
     [](const json& q) { return NumberToJson(*StandardDeviation(SampleOf(q))); }},
    {"quantile",
     [](const json& q) { return NumberToJson(Quantile(SampleOf(q), q.at("probability"))); }},
    {"iqm", [](const json& q) { return NumberToJson(InterquartileMean(SampleOf(q))); }},
    {"student_interval",
     [](const json& q) { return List(*EstimateMean(SampleOf(q)).interval(q.at("level"))); }},
    {"student_tail", [](const json& q) { return StudentUpperTail(q.at("t"), q.at("degrees")); }},
    {"student_quantile",
     [](const json& q) { return StudentQuantile(q.at("probability"), q.at("degrees")); }},
    {"normal_quantile", [](const json& q) { return NormalQuantile(q.at("probability")); }},
    {"incomplete_beta",
     [](const json& q) { return IncompleteBeta(q.at("a"), q.at("b"), q.at("x")); }},
    {"bca_of",
     [](const json& q) {
       return List(BcaIntervalOf(Values(q.at("distribution")), q.at("estimate"),
                                 Values(q.at("jackknife")), q.at("level")));
     }},
    {"contrast",
     [](const json& q) {
       const auto factors = q.at("factors").get<std::vector<size_t>>();
       const auto estimate = EstimateContrast(StrataOf(q.at("returns")), factors, q.at("level"));
       return ordered_json{estimate.value, estimate.interval->low, estimate.interval->high,
                           *estimate.p};
     }},
    {"bootstrap",
     [](const json& q) {
       const BootstrapOptions options{q.at("resamples"), q.at("level"), q.at("seed")};
       const Statistic statistic = NamedStatistic(q.at("statistic"));
       return ordered_json{List(*PercentileInterval(SampleOf(q), statistic, options)),
                           List(*BcaInterval(SampleOf(q), statistic, options))};
     }},
    {"welch",
     [](const json& q) {
       const auto welch = *WelchTest(Values(q.at("a")), Values(q.at("b")));
       return ordered_json{welch.t, welch.degrees_of_freedom, welch.p};
     }},
    {"pooled",
     [](const json& q) {
       const auto difference =
           PooledDifference(EstimateMean(Values(q.at("a"))), EstimateMean(Values(q.at("b"))));
       return ordered_json{difference.value / difference.error, difference.degrees_of_freedom,
                           *difference.p_two_sided()};
     }},
    {"welch_interval",
     [](const json& q) {
       const auto difference =
           MeanDifference(EstimateMean(Values(q.at("a"))), EstimateMean(Values(q.at("b"))));
       return List(*difference.interval(q.at("level")));
     }},
    {"mann_whitney",
     [](const json& q) {
       const auto result = MannWhitneyTest(Values(q.at("a")), Values(q.at("b")));
       return ordered_json{result.u, result.p};
     }},
    {"permutation",
     [](const json& q) {
       return PermutationTest(Values(q.at("a")), Values(q.at("b")),
                              {.resamples = q.at("resamples")})
           .p;
     }},
    {"crossing_probability",
     [](const json& q) {
       return CrossingProbability(Values(q.at("times")), Values(q.at("bounds")));
     }},
    {"noncentral_student",
     [](const json& q) {
       return NoncentralStudentCdf(q.at("t"), q.at("degrees"), q.at("noncentrality"));
     }},
    {"holm", [](const json& q) { return ordered_json(HolmAdjusted(Values(q.at("p")))); }},
    {"welch_power",
     [](const json& q) {
       return WelchPower(q.at("difference"), q.at("deviation"), q.at("deviation"), q.at("n"),
                         q.at("alpha"));
     }},
    {"seeds_for_power",
     [](const json& q) {
       return SeedsForPower(q.at("difference"), q.at("deviation"), q.at("deviation"), q.at("power"),
                            q.at("alpha"));
     }},
    {"contrast_power",
     [](const json& q) {
       return ContrastPower(q.at("effect"), q.at("deviation"), q.at("num_cells"), q.at("n"),
                            q.at("alpha"));
     }},
    {"aggregate",
     [](const json& q) {
       return NamedStrataStatistic(q.at("statistic"),
                                   q.value("threshold", 0.0))(StrataOf(q.at("scores")));
     }},
    {"aggregate_interval",
     [](const json& q) {
       const BootstrapOptions options{q.at("resamples"), q.at("level"), q.at("seed")};
       const auto statistic = NamedStrataStatistic(q.at("statistic"), q.value("threshold", 0.0));
       return List(*StratifiedInterval(StrataOf(q.at("scores")), statistic, options));
     }},
    {"probability_of_improvement",
     [](const json& q) {
       return MeanProbabilityOfImprovement(StrataOf(q.at("a")), StrataOf(q.at("b")));
     }},
    {"probability_of_improvement_interval",
     [](const json& q) {
       const BootstrapOptions options{q.at("resamples"), q.at("level"), q.at("seed")};
       return List(*MeanProbabilityOfImprovementInterval(StrataOf(q.at("a")), StrataOf(q.at("b")),
                                                         options));
     }},
};

}  // namespace
}  // namespace gaitbench

int main() {
  auto answers = nlohmann::ordered_json::array();
  for (const auto& question : nlohmann::json::parse(std::cin))
    answers.push_back(gaitbench::kAnswers.at(question.at("function"))(question));
  std::cout << answers.dump() << "\n";
}
