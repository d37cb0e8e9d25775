// gaitbench: parse the command line, call the command, print its error, return its exit code.
#include <filesystem>
#include <iostream>

#include "bench/commands/command_line.h"
#include "bench/commands/commands.h"
#include "bench/commands/exit_codes.h"
#include "bench/run/provenance.h"
#include "results/log/config_error.h"

namespace gaitbench {
namespace {

int Main(int argc, char** argv) {
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
  try {
    CheckCommandLine(program, {argv + 1, argv + argc});
    program.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // for help or the version
    return program.exit(asked);
  } catch (const CLI::ParseError& error) {
    std::cerr << "gaitbench: " << error.what() << "\n";
    return kExitWrongInput;
  } catch (const ConfigError& error) {
    std::cerr << "gaitbench: " << error.what() << "\n";
    return kExitWrongInput;
  } catch (const std::filesystem::filesystem_error& error) {
    std::cerr << "gaitbench: " << error.path1().string() << ": " << error.code().message() << "\n";
    return kExitWrongInput;
  } catch (const std::exception& error) {
    std::cerr << "gaitbench: " << error.what() << "\n";
    return kExitFailed;
  }
  return exit_code;
}

}  // namespace
}  // namespace gaitbench

int main(int argc, char** argv) { return gaitbench::Main(argc, argv); }
