#include "bench/run/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>

namespace gaitbench {
namespace {

constexpr size_t kWidthElsewhere = 100, kNarrowest = 60;

// In UTF-8 the bytes after a character's first have the two highest bits 10.
size_t NumCharacters(const std::string& text) {
  return static_cast<size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

}  // namespace

TerminalSize SizeOfTerminal(int file) {
  winsize size{};
  if (ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_row == 0) return {};
  return {size.ws_row, size.ws_col};
}

size_t WidthOf(int file) {
  return isatty(file) ? std::max(SizeOfTerminal(file).columns, kNarrowest) : kWidthElsewhere;
}

std::string Wrapped(const std::string& text, size_t width, size_t indent) {
  std::istringstream words(text);
  std::string wrapped, word;
  size_t column = indent;
  while (words >> word) {
    const size_t length = NumCharacters(word);
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

}  // namespace gaitbench
