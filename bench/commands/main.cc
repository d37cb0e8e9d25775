// gaitbench: parse the command line, call the command, print its error, return its exit code.
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>
#include <string_view>
#include <system_error>

#include "bench/cli/command_line.h"
#include "bench/cli/completions.h"
#include "bench/cli/exit_codes.h"
#include "bench/cli/standard_streams.h"
#include "bench/commands/commands.h"
#include "bench/run/provenance.h"
#include "bench/run/sentence.h"
#include "results/log/config_error.h"

namespace gaitbench {
namespace {

int Run(int argc, char** argv) {
  CLI::App program(
      "How much of a policy-gradient result is the algorithm, and how much its code-level choices?",
      "gaitbench");
  program.set_version_flag("--version", VersionLine());
  program.require_subcommand(1);
  program.formatter(HelpWithinTerminal());
  int exit_code = kExitDone;
  for (AddCommand* add : kCommands) add(program, exit_code);
  AddLauncherCommands(program);
  CheckNumbers(program);
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (!words.empty() && words[0] == "complete") {  // a shell asks (completion.cc)
    for (const std::string& word : Completions(program, {words.begin() + 1, words.end()}))
      std::cout << word << "\n";
    std::cout << std::flush;
    return kExitDone;
  }
  try {
    CheckCommandLine(program, words);
    program.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // for help or the version
    exit_code = program.exit(asked);
  }
  std::cout << std::flush;
  return exit_code;
}

// A JSON document's destructor needs memory and may not throw (nlohmann's json_value::destroy):
// where memory is short, std::terminate is called in the midst of unwinding. What is on disk is as
// whole as after a kill.
[[noreturn]] void EndInWords() {
  try {
    if (std::current_exception()) throw;
  } catch (const std::bad_alloc&) {
    constexpr std::string_view kSentence = "gaitbench: there is not enough memory\n";
    [[maybe_unused]] const ssize_t written =
        write(STDERR_FILENO, kSentence.data(), kSentence.size());
    _exit(kExitFailed);
  } catch (...) {
    std::abort();
  }
  std::abort();
}

int Main(int argc, char** argv) {
  std::set_terminate(EndInWords);
  const StandardStreams streams;
  std::signal(SIGXFSZ, SIG_IGN);  // a file beyond the limit fails to be written, which says more
  try {
    return Run(argc, argv);
  } catch (const CLI::ParseError& error) {
    SayOnStderr(SentenceOf(error));
    return kExitWrongInput;
  } catch (const ConfigError& error) {
    SayOnStderr(error.what());
    return kExitWrongInput;
  } catch (const std::filesystem::filesystem_error& error) {  // a path that the user named
    SayOnStderr(SentenceOf(error));
    return kExitWrongInput;
  } catch (const std::ios_base::failure&) {
    SayOnStderr("cannot write standard output: " + std::generic_category().message(errno));
    return kExitFailed;
  } catch (const std::exception& error) {
    SayOnStderr(SentenceOf(error));
    return kExitFailed;
  }
}

}  // namespace
}  // namespace gaitbench

int main(int argc, char** argv) { return gaitbench::Main(argc, argv); }
