#include "results/charts/vega_lite.h"

#include <algorithm>
#include <array>

namespace gaitbench::vega_lite {
namespace {

constexpr std::array<const char*, kNumColors> kColors = {
    kFirstColor, "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D31", "#7F7F7F"};

const std::vector<std::vector<int>> kDashes = {{1, 0}, {6, 3},  {2, 2}, {8, 3, 2, 3},
                                               {4, 2}, {10, 4}, {1, 3}, {6, 2, 2, 2}};

// Place i gets value i + shift * (i / size): colours and dashes repeat in other pairs.
template <class Range>
ordered_json ByName(const std::vector<std::string>& names, const std::vector<std::string>& among,
                    const Range& values, size_t shift) {
  auto range = ordered_json::array();
  for (const std::string& name : names) {
    const auto i = static_cast<size_t>(std::ranges::find(among, name) - among.begin());
    range.push_back(values[(i + shift * (i / values.size())) % values.size()]);
  }
  return {{"field", "name"},
          {"type", "nominal"},
          {"title", nullptr},
          {"sort", names},
          {"scale", {{"domain", names}, {"range", range}}},
          {"legend", {{"orient", "top"}, {"symbolType", "stroke"}}}};
}

}  // namespace

ordered_json Spec(int height, ordered_json numbers) {
  return {{"$schema", "https://vega.github.io/schema/vega-lite/v6.json"},
          {"width", "container"},
          {"height", height},
          {"datasets", {{"numbers", std::move(numbers)}}},
          {"data", {{"name", "numbers"}}}};
}

ordered_json Quantity(const std::string& field, const std::string& title) {
  return {{"field", field}, {"type", "quantitative"}, {"title", title}};
}

ordered_json Rows(const std::string& field) {
  return {{"field", field},
          {"type", "nominal"},
          {"title", nullptr},
          {"sort", nullptr},
          {"axis", {{"labelLimit", 460}}}};
}

ordered_json ColorByName(const std::vector<std::string>& names,
                         const std::vector<std::string>& among) {
  return ByName(names, among, kColors, 0);
}

ordered_json DashByName(const std::vector<std::string>& names,
                        const std::vector<std::string>& among) {
  return ByName(names, among, kDashes, 1);
}

ordered_json WithoutLegend(ordered_json channel) {
  channel["legend"] = nullptr;
  return channel;
}

ordered_json ZeroRule() {
  return {{"mark", {{"type", "rule"}, {"strokeDash", {3, 3}}, {"opacity", 0.7}}},
          {"encoding", {{"x", {{"datum", 0}}}}}};
}

ordered_json IntervalRule(const ordered_json& rows, const ordered_json& x) {
  ordered_json low = x;
  low["field"] = "low";
  return {{"mark", {{"type", "rule"}, {"strokeWidth", 2}}},
          {"encoding", {{"y", rows}, {"x", low}, {"x2", {{"field", "high"}}}}}};
}

ordered_json LinesWithBands(int height, ordered_json numbers, const ordered_json& x,
                            const ordered_json& y, const std::vector<std::string>& names,
                            bool has_points) {
  ordered_json low = y;
  low["field"] = "low";
  const ordered_json color = ColorByName(names, names);
  ordered_json line = {{"type", "line"}, {"strokeWidth", 2}};
  if (has_points) line["point"] = true;
  ordered_json spec = Spec(height, std::move(numbers));
  spec["resolve"] = {{"scale", {{"color", "independent"}, {"strokeDash", "independent"}}}};
  spec["layer"] = {
      {{"transform", {{{"filter", "datum.low !== null"}}}},
       {"mark", {{"type", "area"}, {"opacity", 0.15}}},
       {"encoding",
        {{"x", x}, {"y", low}, {"y2", {{"field", "high"}}}, {"color", WithoutLegend(color)}}}},
      {{"mark", std::move(line)},
       {"encoding",
        {{"x", x}, {"y", y}, {"color", color}, {"strokeDash", DashByName(names, names)}}}}};
  return spec;
}

}  // namespace gaitbench::vega_lite
