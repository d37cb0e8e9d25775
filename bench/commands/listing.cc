#include "bench/commands/listing.h"

#include <unistd.h>

#include <iostream>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "bench/commands/exit_codes.h"
#include "bench/commands/shared_options.h"
#include "bench/run/terminal.h"
#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

// Throws ConfigError if none has the name.
const ordered_json& Find(const ordered_json& list, const std::string& name,
                         const std::string& thing) {
  std::set<std::string> known;
  for (const ordered_json& one : list) {
    if (one["name"] == name) return one;
    known.insert(one["name"]);
  }
  throw ConfigError(name, "unknown " + thing + "; " + Suggestion(name, known));
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

int Print(const Listing& listing, const std::string& name, bool json) {
  const ordered_json list = listing.list();
  const size_t width = WidthOf(STDOUT_FILENO);
  if (name.empty() && json) {
    std::cout << list.dump(2) << "\n";
  } else if (name.empty()) {
    std::cout << ColumnsText(list, listing.columns, width);
  } else if (const ordered_json& one = Find(list, name, listing.thing); json) {
    std::cout << one.dump(2) << "\n";
  } else {
    std::cout << listing.in_full(one, width);
  }
  return kExitDone;
}

}  // namespace

void AddListing(CLI::App& program, int& exit_code, const Listing& listing) {
  const auto name = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>();
  auto* command = program.add_subcommand(listing.command, listing.meaning);
  command->add_option("NAME", *name, "one " + listing.thing + ", in full");
  AddJson(*command, *json);
  command->callback([=, &exit_code] { exit_code = Print(listing, *name, *json); });
}

std::string ListedText(const ordered_json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string ColumnsText(const ordered_json& list, const std::vector<std::string>& columns,
                        size_t width) {
  std::vector<size_t> widths(columns.size());
  for (const ordered_json& one : list) {
    for (size_t c = 0; c < columns.size(); ++c)
      widths[c] = std::max(widths[c], ListedText(one[columns[c]]).size());
  }
  std::string text;
  for (const ordered_json& one : list) {
    std::string line;
    for (size_t c = 0; c + 1 < columns.size(); ++c)
      line += fmt::format("{:{}}  ", ListedText(one[columns[c]]), widths[c]);
    text += line + Wrapped(ListedText(one[columns.back()]), width, line.size()) + "\n";
  }
  return text;
}

std::string MembersText(const ordered_json& object, size_t width) {
  return MembersAt(/*indent=*/0, object, width);
}

}  // namespace gaitbench
