#include "results/log/printable.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

namespace gaitbench {
namespace {

struct Character {
  std::string_view bytes;
  bool printable;
};

// As the Unicode Character Database names them: categories Cc, Zl and Zp, property Bidi_Control.
bool IsObeyed(uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x061C ||
         (code >= 0x200E && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

// The first character of UTF-8 text that is not empty. The first byte begins with as many ones as
// the character has bytes, or with a zero where it is alone; the others begin with 10.
Character FirstOf(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const auto ones = static_cast<size_t>(std::countl_one(byte(0)));
  const size_t length = ones == 0 ? 1 : ones;
  const bool begins = ones != 1 && ones <= 4 && length <= text.size();
  if (!begins) return {text.substr(0, 1), false};
  uint32_t code = byte(0) & (0xFFu >> (ones + 1));
  for (size_t i = 1; i < length; ++i) {
    if (std::countl_one(byte(i)) != 1) return {text.substr(0, 1), false};
    code = code << 6 | (byte(i) & 0x3Fu);
  }
  return {text.substr(0, length), !IsObeyed(code)};
}

}  // namespace

bool IsPrintable(std::string_view text) {
  // nearly every text; a count takes no branches, so that it is vectorized
  const auto plain = std::ranges::count_if(text, [](char c) { return c >= 0x20 && c < 0x7F; });
  if (std::cmp_equal(plain, text.size())) return true;
  while (!text.empty()) {
    const Character character = FirstOf(text);
    if (!character.printable) return false;
    text.remove_prefix(character.bytes.size());
  }
  return true;
}

std::string Printable(std::string_view text) {
  if (IsPrintable(text)) return std::string(text);
  std::string printable;
  while (!text.empty()) {
    const Character character = FirstOf(text);
    if (character.bytes == "\n" || character.bytes == "\t") {
      printable += ' ';
    } else {
      printable += character.printable ? character.bytes : "\uFFFD";
    }
    text.remove_prefix(character.bytes.size());
  }
  return printable;
}

std::string PrintableLines(std::string_view text) {
  std::string lines;
  const auto ends_part = [](char c) { return c == '\n' || c == '\t'; };
  for (auto begin = text.begin();;) {
    const auto end = std::find_if(begin, text.end(), ends_part);
    lines += Printable({begin, end});
    if (end == text.end()) return lines;
    lines += *end;
    begin = end + 1;
  }
}

}  // namespace gaitbench
