// Options that several commands have, in the same words in each of them.
#pragma once

#include <filesystem>
#include <map>
#include <ranges>
#include <string>

#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

namespace gaitbench {

CLI::Option* AddStudy(CLI::App& command, std::filesystem::path& study);          // STUDY.json
CLI::Option* AddDirectory(CLI::App& command, std::filesystem::path& directory);  // DIR
CLI::Option* AddOut(CLI::App& command, std::filesystem::path& directory);        // --out
CLI::Option* AddEnvironment(CLI::App& command, std::string& environment);        // --env
CLI::Option* AddStatistic(CLI::App& command, std::string& statistic);            // --statistic
CLI::Option* AddJson(CLI::App& command, bool& json);                             // --json

// --seed
template <class Integer>
CLI::Option* AddSeed(CLI::App& command, Integer& seed) {
  return command.add_option("--seed", seed, "seed of the resets")
      ->check(CLI::Validator(
          [](const std::string& text) {
            return text.starts_with('-') ? "expected at least 0, got " + text : std::string();
          },
          ""))
      ->capture_default_str();
}

// For paths.
const CLI::Validator& NotEmpty();

// Numbers from `least` to `most`.
template <class Number>
CLI::Validator Between(Number least, Number most) {
  return CLI::Validator(
      [=](const std::string& text) {
        Number number{};
        const bool within =
            CLI::detail::lexical_cast(text, number) && number >= least && number <= most;
        return within ? "" : fmt::format("expected {} to {}, got {}", least, most, text);
      },
      "");
}

// For counts: 1 and more.
CLI::Validator OneOrMore();

// Throws ConfigError under --env if that names no task.
void CheckEnvironment(const std::string& environment);

// Takes the names of an enum's values; the message says what is allowed and what was found.
template <class Enum>
CLI::Validator OneOf(const std::map<std::string, Enum>& names) {
  return CLI::Validator(
      [names](std::string& text) {
        const auto found = names.find(text);
        if (found == names.end()) {
          const auto allowed = std::views::keys(names);
          return fmt::format("expected one of {}, got \"{}\"", fmt::join(allowed, ", "), text);
        }
        text = std::to_string(static_cast<int>(found->second));
        return std::string();
      },
      "");
}

}  // namespace gaitbench
