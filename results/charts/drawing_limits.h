// How much is drawn: more than this a chart shows no better, and a browser not at all.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace gaitbench {

inline constexpr size_t kMostVariants = 20;  // with a line each

// Points of the lines over env steps, together.
struct MostPoints {
  size_t of_return_charts, of_trust_region_charts;
  bool are_of_each = false;  // and not of all of them
};
inline constexpr MostPoints kFigure = {
    .of_return_charts = 40'000, .of_trust_region_charts = 40'000, .are_of_each = true};
inline constexpr MostPoints kPage = {.of_return_charts = 40'000, .of_trust_region_charts = 50'000};

// Which of the variants are drawn, by their numbers: those with the highest values (NaN: none), in
// the order given.
std::vector<size_t> DrawnVariants(const std::vector<double>& values);

// " Drawn are the 20 variants of 100 with the highest ..."; empty where all are.
std::string DrawnVariantsText(size_t num_variants, const std::string& value);

}  // namespace gaitbench
