// Numbers and texts as people read them: rounded to what the interval supports, padded by what a
// terminal shows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "results/statistics/intervals.h"

namespace gaitbench {

// "-12.50"; from 1e15 on "1.235e+20"; "inf", "-inf", "nan"
std::string FixedText(double number, int decimals);

// The fewest digits that give the same double back.
std::string ExactText(double number);

// "999,424"; a number that is not whole as by ExactText.
std::string CountText(double count);

// "1 run", "12,000 runs"; `many` is `one` and an s, unless it is given.
std::string Counted(int64_t count, std::string_view one, std::string_view many = {});

// Digits after the point so that the interval's width has two significant ones; without an
// interval, four of the value.
int Decimals(double value, const std::optional<Interval>& interval);

// Characters that a terminal shows of UTF-8.
size_t Width(std::string_view text);
std::string PadLeft(std::string_view text, size_t width);
std::string PadRight(std::string_view text, size_t width);

// "[1.5, 2.5]"
std::string IntervalText(const std::string& low, const std::string& high);

// "2 [1.5, 2.5]"; without an interval, the value alone
std::string EstimateText(double value, const std::optional<Interval>& interval, int decimals);

// 0.05 -> "0.05", 0.0125 -> "0.0125": three digits of a bound on p
std::string BoundText(double p);
// "0.0320"; "< 0.0001"
std::string PText(double p);
// "p = 0.0320"; "p < 0.0001"
std::string PEquals(double p);

// 0.95 -> "95 %"
std::string PercentText(double share);

// 1 -> "¹"
std::string Superscript(int64_t number);

}  // namespace gaitbench
