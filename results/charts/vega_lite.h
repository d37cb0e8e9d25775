// Pieces of Vega-Lite specs (https://vega.github.io/vega-lite/docs/) that several charts share.
#pragma once

#include <string>
#include <vector>

#include "results/log/json_fields.h"

namespace gaitbench::vega_lite {

using nlohmann::ordered_json;

inline constexpr size_t kNumColors = 8;  // of ColorByName
inline constexpr const char* kFirstColor = "#0072B2";

// A spec as wide as the page, `height` pixels high, with its records under the name "numbers".
ordered_json Spec(int height, ordered_json numbers);

// {"field": ..., "type": "quantitative", "title": ...}
ordered_json Quantity(const std::string& field, const std::string& title);

// A row per value, in the order of the data.
ordered_json Rows(const std::string& field);

// Colour and dash by name, so that colour alone decides nothing. Colours: Okabe & Ito 2008, which
// people with any kind of colour vision can tell apart. A name has the value of its place in
// `among`, which holds all of `names`, so that it looks the same on charts that draw others.
ordered_json ColorByName(const std::vector<std::string>& names,
                         const std::vector<std::string>& among);
ordered_json DashByName(const std::vector<std::string>& names,
                        const std::vector<std::string>& among);
ordered_json WithoutLegend(ordered_json channel);

// A dashed line where x is 0.
ordered_json ZeroRule();

// From "low" to "high" in each row.
ordered_json IntervalRule(const ordered_json& rows, const ordered_json& x);

// A line for each name over `x`, with a band from "low" to "high" where there is an interval.
ordered_json LinesWithBands(int height, ordered_json numbers, const ordered_json& x,
                            const ordered_json& y, const std::vector<std::string>& names,
                            bool has_points);

}  // namespace gaitbench::vega_lite
