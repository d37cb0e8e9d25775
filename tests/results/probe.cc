// Answers questions on stdin, a JSON list of {"function": name, ...arguments}, with a JSON list on
// stdout: how scripts compare our statistics with those of other packages.
#include <functional>
#include <iostream>
#include <map>

#include "results/distributions.h"
#include "results/intervals.h"
#include "results/json_text.h"
#include "results/statistics.h"

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
     [](const json& q) { return List(*StudentInterval(SampleOf(q), q.at("level"))); }},
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
    {"bootstrap",
     [](const json& q) {
       const BootstrapOptions options{q.at("resamples"), q.at("level"), q.at("seed")};
       const Statistic statistic = NamedStatistic(q.at("statistic"));
       return ordered_json{List(*PercentileInterval(SampleOf(q), statistic, options)),
                           List(*BcaInterval(SampleOf(q), statistic, options))};
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
