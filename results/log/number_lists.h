// The long lists of numbers of a run log, taken out of its text before that is parsed: they are
// nearly all of it, and a document of each number costs twenty times what reading it does.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gaitbench {

struct NumberList {
  size_t length = 0;
  std::optional<std::vector<double>> values{};  // NumberFromJson of each; of a list asked for
};

struct LiftedLists {
  std::string rest;  // JSON, where each list is replaced by its index
  std::vector<NumberList> lists;
};

// JSON text without the white space between its parts.
std::string WithoutWhiteSpace(std::string_view json);

// Takes out the lists of numbers of the objects that the members `columns` and `timing` of a
// document are. `text` has no white space between its parts. None where those members hold anything
// else, or a number that needs a closer look: such a text is for the parser, and so is `rest`,
// which may be anything.
std::optional<LiftedLists> LiftLists(
    std::string_view text,
    const std::function<bool(std::string_view member, std::string_view list)>& is_wanted);

}  // namespace gaitbench
