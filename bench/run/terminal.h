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

// Whether there is one that takes cursor movements. Nothing is coloured, so NO_COLOR changes
// nothing.
bool MovesCursor(int file);

// Columns that text for an open file may take: its terminal's, elsewhere 100.
size_t WidthOf(int file);

// Text of at most that many characters: what is in the middle gives way to "…", as names that are
// long differ at their end as much as at their beginning.
std::string Shortened(const std::string& text, size_t characters);

// Text that begins at column `indent`, with line ends in place of spaces so that no line passes
// column `width` (but a longer word stays whole); lines after the first begin with the indent.
std::string Wrapped(const std::string& text, size_t width, size_t indent = 0);

// Markdown with its paragraphs wrapped at the terminal behind an open file; where there is none,
// and in tables, lines stay whole.
std::string ProseFor(int file, const std::string& markdown);

}  // namespace gaitbench
