// Texts as Markdown, of which no character is taken for markup.
#pragma once

#include <string>
#include <string_view>

namespace gaitbench {

std::string MarkdownText(std::string_view text);  // within a line of its own
std::string MarkdownCell(std::string_view text);  // of a table

}  // namespace gaitbench
