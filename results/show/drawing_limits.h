// How much is drawn: more than this a chart shows no better, and a browser not at all.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace gaitbench {

inline constexpr size_t kMostVariants = 24;         // with a line each
inline constexpr size_t kPointsOfAFigure = 40'000;  // of a chart's lines, in a file of its own
inline constexpr size_t kPointsOfAPage = 120'000;   // of the lines of all its charts

// Which of the variants are drawn, by their numbers: those with the highest values (NaN: none), in
// the order given.
std::vector<size_t> DrawnVariants(const std::vector<double>& values);

// " Drawn are the 24 variants of 100 with the highest ..."; empty where all are.
std::string DrawnVariantsText(size_t num_variants, const std::string& value);

}  // namespace gaitbench
