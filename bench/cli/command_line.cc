#include "bench/cli/command_line.h"

#include <unistd.h>

#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "bench/run/terminal.h"
#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

class WrappedHelp : public CLI::Formatter {
 public:
  std::string make_option_desc(const CLI::Option* option) const override {
    return Fitted(option->get_description());
  }
  std::string make_subcommand(const CLI::App* command) const override {
    std::ostringstream out;
    CLI::detail::format_help(out, command->get_name(), Fitted(command->get_description()),
                             get_column_width());
    return out.str();
  }
  // examples, a command line each
  std::string make_footer(const CLI::App* app) const override {
    std::istringstream lines(app->get_footer());
    std::string text, line;
    while (std::getline(lines, line)) text += "  " + CommandWithin(line) + "\n";
    return text.empty() ? "" : "Example:\n" + text;
  }
  std::string make_description(const CLI::App* app) const override {
    return Wrapped(app->get_description(), WidthOf(STDOUT_FILENO)) + "\n";
  }

 private:
  // with the shell's line ends
  static std::string CommandWithin(const std::string& line) {
    constexpr size_t kIndent = 4, kLineEnd = 2;
    std::string text = Wrapped(line, WidthOf(STDOUT_FILENO) - kLineEnd, kIndent);
    for (size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', end + 3))
      text.replace(end, 1, " \\\n");
    return text;
  }
  std::string Fitted(const std::string& description) const {
    return Wrapped(description, WidthOf(STDOUT_FILENO) - get_column_width());
  }
};

std::set<std::string> OptionsOf(const CLI::App& app) {
  std::set<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.insert("--" + name);
  }
  return names;
}

// "--seeds=3" -> "--seeds"
void CheckOption(const CLI::App& app, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  const std::set<std::string> known = OptionsOf(app);
  if (!known.contains(name)) throw ConfigError(name, "unknown option; " + Suggestion(name, known));
}

template <class Number>
std::string WhyNoNumber(const std::string& text) {
  Number number{};
  const char* const last = text.data() + text.size();
  const auto [end, error] =
      std::from_chars(text.data() + (text.starts_with('+') ? 1 : 0), last, number);
  if (error == std::errc() && end == last && std::isfinite(static_cast<double>(number))) return "";
  return fmt::format("expected {}{}, got \"{}\"", TypeName<Number>(),
                     error == std::errc::result_out_of_range ? " that fits 64 bits" : "", text);
}

}  // namespace

std::shared_ptr<CLI::Formatter> HelpWithinTerminal() { return std::make_shared<WrappedHelp>(); }

void AddLauncherCommands(CLI::App& program) {
  const auto add = [&](const std::string& name, const std::string& meaning) {
    program.add_subcommand(name, meaning)->prefix_command()->callback([name] {
      throw ConfigError(name, "is done by ./gaitbench, the launcher at the top of the project");
    });
  };
  add("setup", "installs and builds what is missing, and nothing else");
  add("test", "runs every test");
}

void CheckNumbers(CLI::App& program) {
  const std::pair<std::string_view, std::string (*)(const std::string&)> checks[] = {
      {"INT", WhyNoNumber<int64_t>},
      {"UINT", WhyNoNumber<uint64_t>},
      {"FLOAT", WhyNoNumber<double>}};
  for (CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    for (CLI::Option* option : command->get_options()) {
      for (const auto& [type, why_no_number] : checks) {
        if (option->get_type_name().starts_with(type))
          option->check(CLI::Validator(why_no_number, ""));
      }
    }
  }
}

void CheckCommandLine(const CLI::App& program, const std::vector<std::string>& words) {
  std::set<std::string> known;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
    known.insert(command->get_name());
  const std::string first = words.empty() ? "" : words[0];
  if (first.empty()) throw ConfigError("", "expected a command; " + Suggestion(first, known));
  if (first == "-h") return;
  if (first.starts_with("-")) return CheckOption(program, first);
  if (!known.contains(first))
    throw ConfigError(first, "unknown command; " + Suggestion(first, known));
  const CLI::App& command = *program.get_subcommand(first);
  if (command.get_prefix_command()) return;
  for (const std::string& word : words) {
    if (word == "--") return;  // what follows are no options
    if (word.starts_with("--")) CheckOption(command, word);
  }
}

std::string SentenceOf(const CLI::ParseError& error) {
  std::string what = error.what();
  const size_t colon = what.find(": "), equals = what.find(" = ");
  if (colon == std::string::npos) return what;
  const std::string begin = what.substr(0, colon), rest = what.substr(colon + 2);
  if (dynamic_cast<const CLI::ExtrasError*>(&error)) return rest + ": not expected here";
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
    return begin + (what.ends_with("missing") ? ": expected a value" : ": expected once");
  if (dynamic_cast<const CLI::ConversionError*>(&error) && equals != std::string::npos)
    return fmt::format("{}: cannot be \"{}\"", what.substr(colon + 2, equals - colon - 2),
                       what.substr(equals + 3));
  return what;
}

}  // namespace gaitbench
