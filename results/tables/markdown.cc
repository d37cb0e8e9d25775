#include "results/tables/markdown.h"

#include <cctype>

#include "results/log/printable.h"

namespace gaitbench {
namespace {

bool IsOfAWord(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0;
}

// Only what is markup where it stands: "a_b", "< 5", "[1, 2]" and "R & D" are none.
bool IsMarkup(char before, char c, char after) {
  switch (c) {
    case '\\':
    case '`':
    case '*':
    case '~':
    case '$':
      return true;
    case '_':
      return !IsOfAWord(before) || !IsOfAWord(after);
    case '(':
    case '[':
      return before == ']';  // a link's address
    case '&':
      return IsOfAWord(after) || after == '#';
    case '#':
    case '>':
    case '+':
    case '-':
    case '=':
      return before == '\0';  // begins a heading, a quotation, a list
    default:
      return false;
  }
}

std::string Escaped(std::string_view text, std::string_view further_markup) {
  const std::string printable = Printable(text);
  std::string escaped;
  for (size_t i = 0; i < printable.size(); ++i) {
    const char c = printable[i], before = i > 0 ? printable[i - 1] : '\0';
    const char after = i + 1 < printable.size() ? printable[i + 1] : '\0';
    if (c == '<' && after != ' ') {
      escaped += "&lt;";
      continue;
    }
    if (IsMarkup(before, c, after) || further_markup.find(c) != std::string_view::npos)
      escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace

std::string MarkdownText(std::string_view text) { return Escaped(text, ""); }

std::string MarkdownCell(std::string_view text) { return Escaped(text, "|"); }

}  // namespace gaitbench
