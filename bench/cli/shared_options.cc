#include "bench/cli/shared_options.h"

#include "envs/task.h"

namespace gaitbench {

CLI::Option* AddStudy(CLI::App& command, std::filesystem::path& study) {
  return command.add_option("STUDY.json", study, "the study")
      ->required()
      ->check(NotEmpty())
      ->type_name("");
}

CLI::Option* AddDirectory(CLI::App& command, std::filesystem::path& directory) {
  return command.add_option("DIR", directory, "what --out named")
      ->required()
      ->check(NotEmpty())
      ->type_name("");
}

CLI::Option* AddOut(CLI::App& command, std::filesystem::path& directory) {
  return command.add_option("--out", directory, "directory of run logs and tables")
      ->check(NotEmpty())
      ->type_name("DIR");
}

CLI::Option* AddEnvironment(CLI::App& command, std::string& environment) {
  return command.add_option("--env", environment, "task id (gaitbench envs)")
      ->required()
      ->type_name("TASK");
}

CLI::Option* AddStatistic(CLI::App& command, std::string& statistic) {
  return command
      .add_option("--statistic", statistic,
                  "the number that stands for one run: final_mean_return, "
                  "last_episodes_mean_return, max_mean_return, evaluation_mean_return "
                  "(default: what the study says)")
      ->type_name("STATISTIC");
}

CLI::Option* AddJson(CLI::App& command, bool& json) {
  return command.add_flag("--json", json, "as JSON");
}

const CLI::Validator& NotEmpty() {
  static const CLI::Validator not_empty(
      [](const std::string& text) { return text.empty() ? "expected a path, got none" : ""; }, "");
  return not_empty;
}

CLI::Validator OneOrMore() { return Between<int64_t>(1, 1'000'000'000); }

void CheckEnvironment(const std::string& environment) {
  try {
    FindTask(environment);
  } catch (const ConfigError& error) {
    throw ConfigError("--env", error.problem());
  }
}

}  // namespace gaitbench
