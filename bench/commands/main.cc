// gaitbench: parse the command line, call the command, print its error, return its exit code.
#include <iostream>

#include "bench/commands/arguments.h"
#include "bench/commands/commands.h"

namespace gaitbench {
namespace {

int Main(int argc, char** argv) {
  CLI::App app(
      "How much of a policy-gradient result is the algorithm, and how much its code-level choices?",
      "gaitbench");
  app.require_subcommand(1);
  int exit_code = kExitDone;
  AddCommands(app, exit_code);
  try {
    CheckCommand(app, argc, argv);
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // for help or the version
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    std::cerr << "gaitbench: " << error.what() << "\n";
    return kExitWrongInput;
  } catch (const ConfigError& error) {
    std::cerr << "gaitbench: " << error.what() << "\n";
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
