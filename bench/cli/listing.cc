#include "bench/cli/listing.h"

#include <strings.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <iostream>
#include <memory>
#include <numeric>
#include <set>
#include <sstream>

#include <fmt/ranges.h>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/run/terminal.h"
#include "results/compare/names.h"
#include "results/log/json_fields.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

bool IsSameInAnyCase(const std::string& a, const std::string& b) {
  return strcasecmp(a.c_str(), b.c_str()) == 0;
}

// The entries that the user means: those of that name, or else of that name in another case or as
// tables show it. Throws ConfigError if there are none.
ordered_json Find(const ordered_json& list, const std::string& typed, const Listing& listing) {
  ordered_json exact = ordered_json::array(), alike = ordered_json::array();
  std::set<std::string> known;
  for (const ordered_json& one : list) {
    const std::string name = one["name"];
    known.insert(name);
    if (name == typed) exact.push_back(one);
    if (IsSameInAnyCase(typed, name) || IsSameInAnyCase(typed, DisplayName(name)))
      alike.push_back(one);
  }
  if (!exact.empty()) return exact;
  if (!alike.empty()) return alike;
  throw ConfigError(typed, fmt::format("unknown {}; {} (gaitbench {} lists all)", listing.thing,
                                       Suggestion(typed, known), listing.command));
}

std::string MembersAt(size_t indent, const ordered_json& object, size_t width) {
  size_t longest = 0;
  for (const auto& item : object.items()) longest = std::max(longest, item.key().size());
  const size_t column = indent + longest + 2;
  std::string text;
  for (const auto& [key, value] : object.items()) {
    if (value.is_null() || value == "" || (value.is_object() && value.empty())) continue;
    const std::string begin = std::string(indent, ' ') + key;
    if (value.is_object()) {
      text += begin + "\n" + MembersAt(indent + 2, value, width);
    } else {
      text += fmt::format("{:{}}{}\n", begin, column, Wrapped(ListedText(value), width, column));
    }
  }
  return text;
}

using Cells = std::vector<std::string>;

std::vector<Cells> RowsOf(const ordered_json& list, const std::vector<std::string>& columns) {
  std::vector<Cells> rows;
  for (const ordered_json& one : list) {
    Cells& row = rows.emplace_back();
    for (const std::string& column : columns) row.push_back(ListedText(one[column]));
  }
  return rows;
}

std::vector<size_t> WidestCells(const std::vector<Cells>& rows) {
  std::vector<size_t> widths(rows.empty() ? 1 : rows[0].size());
  for (const Cells& row : rows) {
    for (size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], Width(row[c]));
  }
  return widths;
}

// With two spaces between them at most `width`, if what follows the first column can be as narrow.
std::vector<size_t> FittingWidths(const std::vector<Cells>& rows, size_t width) {
  constexpr size_t kNarrowest = 8;
  std::vector<size_t> widths = WidestCells(rows);
  const size_t between = 2 * (widths.size() - 1);
  while (std::accumulate(widths.begin(), widths.end(), between) > width) {
    const auto widest = std::max_element(widths.begin() + 1, widths.end());
    if (widest == widths.end() || *widest <= kNarrowest) break;
    --*widest;
  }
  return widths;
}

// Whether a word is wider than its column.
bool BreaksAWord(const std::vector<Cells>& rows, const std::vector<size_t>& widths) {
  for (const Cells& row : rows) {
    for (size_t c = 0; c < row.size(); ++c) {
      std::istringstream words(row[c]);
      for (std::string word; words >> word;) {
        if (Width(word) > widths[c]) return true;
      }
    }
  }
  return false;
}

// Each cell wrapped within its column.
std::string RowText(const Cells& row, const std::vector<size_t>& widths) {
  std::vector<std::istringstream> cells;
  for (size_t c = 0; c < row.size(); ++c) cells.emplace_back(Wrapped(row[c], widths[c]));
  std::string text;
  for (;;) {
    std::string line, part;
    bool any = false;
    for (size_t c = 0; c < row.size(); ++c) {
      part.clear();
      any |= static_cast<bool>(std::getline(cells[c], part));
      line += part;
      if (c + 1 < row.size())
        line += std::string(2 + widths[c] - std::min(widths[c], Width(part)), ' ');
    }
    if (!any) return text;
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
}

// All in short, each part below its heading.
std::string ListText(const Listing& listing, const ordered_json& list, size_t width) {
  if (!listing.heading) return ColumnsText(list, listing.columns, width);
  std::string text;
  for (auto one = list.begin(); one != list.end();) {
    const std::string heading = listing.heading(*one);
    ordered_json part = ordered_json::array();
    for (; one != list.end() && listing.heading(*one) == heading; ++one) part.push_back(*one);
    text += fmt::format("{}{}\n\n{}", text.empty() ? "" : "\n", Wrapped(heading, width),
                        ColumnsText(part, listing.columns, width));
  }
  return text;
}

int Print(const Listing& listing, const std::string& name, bool json) {
  const ordered_json list = listing.list();
  const size_t width = WidthOf(STDOUT_FILENO);
  if (name.empty()) {
    std::cout << (json ? list.dump(2) + "\n" : ListText(listing, list, width));
    return kExitDone;
  }
  const ordered_json found = Find(list, name, listing);
  const bool several = found.size() > 1;
  if (json) {
    std::cout << (several ? found : found.front()).dump(2) << "\n";
  } else {
    std::cout << (several ? listing.several_in_full(found, width)
                          : listing.in_full(found.front(), width));
  }
  return kExitDone;
}

}  // namespace

void AddListing(CLI::App& program, int& exit_code, const Listing& listing) {
  const auto name = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>();
  auto* command = program.add_subcommand(listing.command, listing.meaning);
  command->footer(listing.example);
  std::string kind = listing.thing;
  std::ranges::transform(kind, kind.begin(), [](unsigned char c) { return std::toupper(c); });
  command->add_option("NAME", *name, "one " + listing.thing + ", in full")->type_name(kind);
  AddJson(*command, *json);
  command->callback([=, &exit_code] { exit_code = Print(listing, *name, *json); });
}

std::string ListedText(const ordered_json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::vector<std::string> elements;
  for (const ordered_json& element : value) elements.push_back(ListedText(element));
  return fmt::format("[{}]", fmt::join(elements, ", "));
}

std::string ColumnsText(const ordered_json& list, const std::vector<std::string>& columns,
                        size_t width) {
  constexpr size_t kIndent = 4;  // of what is below the first column
  const std::vector<Cells> rows = RowsOf(list, columns);
  const std::vector<size_t> widths = FittingWidths(rows, width);
  const size_t total = std::accumulate(widths.begin(), widths.end(), 2 * (widths.size() - 1));
  const bool below = total > width || BreaksAWord(rows, widths) ||
                     widths.back() < std::min(width / 4, WidestCells(rows).back());
  std::string text;
  for (const Cells& row : rows) {
    if (below) {
      const Cells others(row.begin() + 1, row.end());
      text += row[0] + "\n" + std::string(kIndent, ' ') +
              Wrapped(fmt::format("{}", fmt::join(others, " | ")), width, kIndent) + "\n";
    } else {
      text += RowText(row, widths);
    }
  }
  return text;
}

std::string MembersText(const ordered_json& object, size_t width) {
  return MembersAt(/*indent=*/0, object, width);
}

}  // namespace gaitbench
