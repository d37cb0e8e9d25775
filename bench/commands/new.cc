// gaitbench new: a study to start from.
#include <cerrno>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "bench/cli/exit_codes.h"
#include "bench/cli/python_tool.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/new_study.h"
#include "bench/run/shell.h"
#include "bench/study/study.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

// The line that begins with `key`, its string replaced; without the line where there is none.
void SetString(std::string& text, const std::string& key, const std::string& value) {
  const size_t begin = text.find(fmt::format("  \"{}\": ", key)), end = text.find('\n', begin) + 1;
  text.replace(begin, end - begin,
               value.empty() ? "" : fmt::format("  \"{}\": {},\n", key, CompactJsonText(value)));
}

int WriteNew(const fs::path& file) {
  if (fs::exists(file)) throw ConfigError(file.string(), "is there already; nothing was changed");
  const fs::path schema = ToolsFolder() / "results/schema/study.schema.json";
  std::string text(kNewStudy);
  SetString(text, "$schema", fs::exists(schema) ? schema.string() : "");
  SetString(text, "study", file.stem().string());
  const std::string where = file.filename().string();
  StudyFromJson(ParseJsonFile(text, where), where);  // its name is one
  WriteFileAtomically(file, text);
  const std::string program = ShellWord(program_invocation_name);  // as typed
  const std::string study = ShellWord(file.string());
  std::cout << fmt::format(
      "{} asks a question that you may change; next:\n"
      "{} plan {}\n"
      "{} sweep {} --out {}\n",
      file.string(), program, study, program, study,
      ShellWord((fs::path("runs") / file.stem()).string()));
  return kExitDone;
}

}  // namespace

void AddNew(CLI::App& program, int& exit_code) {
  const auto file = std::make_shared<fs::path>();
  auto* command = program.add_subcommand("new", "a study to start from, with what its keys mean");
  command->footer("gaitbench new question.json");
  AddStudy(*command, *file)->description("the file to write");
  command->callback([=, &exit_code] { exit_code = WriteNew(*file); });
}

}  // namespace gaitbench
