// Text that cannot drive the terminal of whoever reads it.
#pragma once

#include <string>
#include <string_view>

namespace gaitbench {

// Whether UTF-8 text has no character that a terminal obeys instead of showing it: control
// characters (escape sequences begin with one), line and paragraph separators, marks that turn the
// direction of writing. Bytes that are not UTF-8 count as such.
bool IsPrintable(std::string_view text);

// The text on one line: line ends and tabs are spaces, other characters of that kind U+FFFD.
std::string Printable(std::string_view text);

// The same with line ends and tabs as they are.
std::string PrintableLines(std::string_view text);

}  // namespace gaitbench
