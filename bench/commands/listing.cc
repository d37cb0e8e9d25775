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

std::string Text(const ordered_json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

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

void PrintMembersAt(size_t indent, const ordered_json& object) {
  size_t width = 0;
  for (const auto& item : object.items()) width = std::max(width, item.key().size());
  for (const auto& [key, value] : object.items()) {
    if (value.is_null() || value == "" || (value.is_object() && value.empty())) continue;
    const std::string begin = std::string(indent, ' ') + key;
    if (value.is_object()) {
      std::cout << begin << "\n";
      PrintMembersAt(indent + 2, value);
    } else {
      const size_t column = indent + width + 2;
      std::cout << fmt::format("{:{}}{}\n", begin, column,
                               Wrapped(Text(value), WidthOf(STDOUT_FILENO), column));
    }
  }
}

int Print(const Listing& listing, const std::string& name, bool json) {
  const ordered_json list = listing.list();
  if (name.empty() && json) {
    std::cout << list.dump(2) << "\n";
  } else if (name.empty()) {
    PrintColumns(list, listing.columns);
  } else if (const ordered_json& one = Find(list, name, listing.thing); json) {
    std::cout << one.dump(2) << "\n";
  } else {
    listing.print(one);
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

void PrintColumns(const ordered_json& list, const std::vector<std::string>& columns) {
  std::vector<size_t> widths(columns.size());
  for (const ordered_json& one : list) {
    for (size_t c = 0; c < columns.size(); ++c)
      widths[c] = std::max(widths[c], Text(one[columns[c]]).size());
  }
  for (const ordered_json& one : list) {
    std::string line;
    for (size_t c = 0; c + 1 < columns.size(); ++c)
      line += fmt::format("{:{}}  ", Text(one[columns[c]]), widths[c]);
    std::cout << line << Wrapped(Text(one[columns.back()]), WidthOf(STDOUT_FILENO), line.size())
              << "\n";
  }
}

void PrintMembers(const ordered_json& object) { PrintMembersAt(0, object); }

}  // namespace gaitbench
