#include "bench/run/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

constexpr size_t kWidthElsewhere = 100, kNarrowest = 60;

// In UTF-8 the bytes after a character's first have the two highest bits 10.
bool BeginsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

// The byte at which character `number` begins; the text's end if it has no more than that many.
size_t ByteOf(const std::string& text, size_t number) {
  for (size_t i = 0, count = 0; i < text.size(); ++i) {
    if (BeginsCharacter(text[i]) && count++ == number) return i;
  }
  return text.size();
}

}  // namespace

std::string Shortened(const std::string& text, size_t characters) {
  const size_t length = Width(text);
  if (length <= characters) return text;
  if (characters == 0) return "";
  const size_t end = characters / 2, begin = characters - 1 - end;
  return text.substr(0, ByteOf(text, begin)) + "\u2026" + text.substr(ByteOf(text, length - end));
}

TerminalSize SizeOfTerminal(int file) {
  winsize size{};
  if (ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_row == 0) return {};
  return {size.ws_row, size.ws_col};
}

bool MovesCursor(int file) {
  const char* const kind = std::getenv("TERM");
  return isatty(file) != 0 && kind && std::string_view(kind) != "dumb";
}

size_t WidthOf(int file) {
  return isatty(file) ? std::max(SizeOfTerminal(file).columns, kNarrowest) : kWidthElsewhere;
}

std::string Wrapped(const std::string& text, size_t width, size_t indent) {
  std::istringstream words(text);
  std::string wrapped, word;
  size_t column = indent;
  while (words >> word) {
    const size_t length = Width(word);
    if (!wrapped.empty() && column + 1 + length > width) {
      wrapped += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!wrapped.empty()) {
      wrapped += " ";
      ++column;
    }
    wrapped += word;
    column += length;
  }
  return wrapped;
}

std::string ProseFor(int file, const std::string& markdown) {
  if (!isatty(file)) return markdown;
  std::istringstream lines(markdown);
  std::string text, line;
  while (std::getline(lines, line)) {
    const size_t indent = std::min(line.find_first_not_of("- "), line.size());
    const bool prose = Width(line) > WidthOf(file) && !line.starts_with('|');
    const std::string begin = line.substr(0, indent), rest = line.substr(indent);
    text += prose ? begin + Wrapped(rest, WidthOf(file), indent) : line;
    text += "\n";
  }
  return text;
}

}  // namespace gaitbench
