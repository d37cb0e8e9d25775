#include "results/statistics/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace gaitbench {
namespace {

constexpr int kMostDecimals = 6;

int DecimalsFor(double scale, int significant) {
  if (!(scale > 0) || std::isinf(scale)) return 0;
  const int leading = static_cast<int>(std::floor(std::log10(scale)));
  return std::clamp(significant - 1 - leading, 0, kMostDecimals);
}

template <class... Format>
std::string CharsOf(double number, Format... format) {
  std::array<char, 400> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, format...).ptr;
  return {buffer.data(), end};
}

}  // namespace

std::string FixedText(double number, int decimals) {
  constexpr double kLargest = 1e15;
  if (std::abs(number) >= kLargest && std::isfinite(number))
    return CharsOf(number, std::chars_format::scientific, 3);
  const std::string text = CharsOf(number, std::chars_format::fixed, decimals);
  const bool zero = text.find_first_not_of("-0.") == std::string::npos;
  return zero && text[0] == '-' ? text.substr(1) : text;
}

std::string ExactText(double number) { return CharsOf(number); }

std::string CountText(double count) {
  constexpr double kExact = 9e15;
  if (count != std::floor(count) || std::abs(count) > kExact) return ExactText(count);
  std::string text = std::to_string(static_cast<int64_t>(count));
  for (auto end = static_cast<ptrdiff_t>(text.size()) - 3; end > (count < 0 ? 1 : 0); end -= 3)
    text.insert(static_cast<size_t>(end), ",");
  return text;
}

std::string Counted(int64_t count, std::string_view one, std::string_view many) {
  const std::string number = CountText(static_cast<double>(count));
  if (count == 1) return fmt::format("{} {}", number, one);
  return many.empty() ? fmt::format("{} {}s", number, one) : fmt::format("{} {}", number, many);
}

int Decimals(double value, const std::optional<Interval>& interval) {
  constexpr int kOfWidth = 2, kOfValue = 4;
  if (interval && interval->high > interval->low)
    return DecimalsFor(interval->high - interval->low, kOfWidth);
  return DecimalsFor(std::abs(value), kOfValue);
}

size_t Width(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;  // not a continuation byte
  }));
}

std::string PadLeft(std::string_view text, size_t width) {
  const size_t shown = Width(text);
  return std::string(width > shown ? width - shown : 0, ' ').append(text);
}

std::string PadRight(std::string_view text, size_t width) {
  const size_t shown = Width(text);
  return std::string(text).append(width > shown ? width - shown : 0, ' ');
}

std::string IntervalText(const std::string& low, const std::string& high) {
  return fmt::format("[{}, {}]", low, high);
}

std::string EstimateText(double value, const std::optional<Interval>& interval, int decimals) {
  if (!interval) return FixedText(value, decimals);
  return fmt::format(
      "{} {}", FixedText(value, decimals),
      IntervalText(FixedText(interval->low, decimals), FixedText(interval->high, decimals)));
}

std::string BoundText(double p) { return fmt::format("{:.3g}", p); }

std::string PText(double p) {
  constexpr double kSmallest = 1e-4;
  return p < kSmallest ? "< 0.0001" : FixedText(p, 4);
}

std::string PEquals(double p) {
  const std::string text = PText(p);
  return (text.starts_with("<") ? "p " : "p = ") + text;
}

std::string PercentText(double share) { return ExactText(std::round(share * 1e4) / 1e2) + " %"; }

std::string Superscript(int64_t number) {
  constexpr std::array kDigits = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text;
  for (const char digit : std::to_string(number)) text += kDigits[static_cast<size_t>(digit - '0')];
  return text;
}

}  // namespace gaitbench
