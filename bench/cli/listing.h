// What switches, variants and envs have in common: a list of things with names, all of them in
// short or one of them in full.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace gaitbench {

struct Listing {
  std::string command, meaning;      // of the command
  std::string thing;                 // what one of the list is called: "setting"
  std::string example;               // a command line
  nlohmann::ordered_json (*list)();  // objects with a "name"
  std::vector<std::string> columns;  // keys of what is shown of each
  // one of them in full, within that many columns
  std::string (*in_full)(const nlohmann::ordered_json& one, size_t width);
  // a list of those that share a name; none: no two do
  std::string (*several_in_full)(const nlohmann::ordered_json& several, size_t width) = nullptr;
  // above each part of the list that has the same one; none: the list has no parts
  std::string (*heading)(const nlohmann::ordered_json& one) = nullptr;
};

// `gaitbench <command> [NAME] [--json]`; NAME in any case, or as tables show it ("PPO-M").
void AddListing(CLI::App& program, int& exit_code, const Listing& listing);

// A value as lists show it: a string as it is, a list with spaces, where lines may end, all else as
// JSON.
std::string ListedText(const nlohmann::ordered_json& value);

// A line for each object, its values under `columns`, wrapped where they do not fit; where that
// leaves too little room, what follows the first is below it.
std::string ColumnsText(const nlohmann::ordered_json& list, const std::vector<std::string>& columns,
                        size_t width);

// A line for each member that is not empty, an object's members below its name.
std::string MembersText(const nlohmann::ordered_json& object, size_t width);

}  // namespace gaitbench
