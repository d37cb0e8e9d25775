// The statistics of results/ on arrays. Documents are JSON with the keys of tables.json and of
// `gaitbench compare --json`.
#include <cmath>

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "python/bindings/bindings.h"
#include "results/compare/comparison.h"
#include "results/compare/difference.h"
#include "results/log/json_text.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace gaitbench {
namespace {

ComparisonOptions ReadOptions(const std::string& json) {
  ComparisonOptions options;
  ReadJson(ParseJsonFile(json, "options"), options, "options");
  return options;
}

VariantResult ResultOf(const std::string& name, const std::vector<double>& returns,
                       const ComparisonOptions& options) {
  if (returns.empty()) throw ConfigError(name, "expected at least one number, got none");
  for (const double value : returns) {
    if (!std::isfinite(value)) throw ConfigError(name, "expected finite numbers");
  }
  VariantResult result = ResultOfReturns(returns, options);
  result.variant = name;
  return result;
}

std::string Intervals(const std::vector<double>& returns, const std::string& options_json) {
  const nb::gil_scoped_release unlocked;
  const ComparisonOptions options = ReadOptions(options_json);
  return CompactJsonText(WriteJson(ResultOf("returns", returns, options)));
}

std::string Compare(const std::vector<double>& a, const std::vector<double>& b,
                    const std::string& options_json) {
  const nb::gil_scoped_release unlocked;
  const ComparisonOptions options = ReadOptions(options_json);
  return CompactJsonText(
      WriteJson(DifferenceBetween(ResultOf("a", a, options), ResultOf("b", b, options), options)));
}

}  // namespace

void AddStatistics(nb::module_& module) {
  module.def("intervals", &Intervals, "returns"_a, "options"_a, "A sample's statistics, as JSON.");
  module.def("compare", &Compare, "a"_a, "b"_a, "options"_a, "Two samples' difference, as JSON.");
}

}  // namespace gaitbench
