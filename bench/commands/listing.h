// What switches, variants and envs have in common: a list of things with names, all of them in
// short or one of them in full.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace gaitbench {

struct Listing {
  std::string command, meaning;                      // of the command
  std::string thing;                                 // what one of the list is called: "switch"
  nlohmann::ordered_json (*list)();                  // objects with a "name"
  std::vector<std::string> columns;                  // keys of what is shown of each
  void (*print)(const nlohmann::ordered_json& one);  // in full
};

// `gaitbench <command> [NAME] [--json]`
void AddListing(CLI::App& program, int& exit_code, const Listing& listing);

// A line for each object, its values under `columns`, the last of them wrapped at the terminal's
// width.
void PrintColumns(const nlohmann::ordered_json& list, const std::vector<std::string>& columns);

// A line for each member that is not empty, objects in it with their members below.
void PrintMembers(const nlohmann::ordered_json& object);

}  // namespace gaitbench
