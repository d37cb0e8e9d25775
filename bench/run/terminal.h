// Text that fits the terminal of whoever reads it.
#pragma once

#include <cstddef>
#include <string>

namespace gaitbench {

struct TerminalSize {
  size_t rows = 24, columns = 80;
};

// Of the terminal behind an open file; the usual size where there is none.
TerminalSize SizeOfTerminal(int file);

// Columns that text for an open file may take: its terminal's, elsewhere 100.
size_t WidthOf(int file);

// Text that begins at column `indent`, with line ends in place of spaces so that no line passes
// column `width` (but a longer word stays whole); lines after the first begin with the indent.
std::string Wrapped(const std::string& text, size_t width, size_t indent = 0);

}  // namespace gaitbench
