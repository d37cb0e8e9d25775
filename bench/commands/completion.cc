// gaitbench completion: what a shell needs to complete our command lines. It asks the program, by
// `gaitbench complete WORD...`, so that robots, presets and settings are those that there are.
#include <iostream>
#include <map>
#include <memory>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"

namespace gaitbench {
namespace {

enum class Shell { kBash, kZsh, kFish };

// Bash ends words at "=" too and replaces what follows the last one.
constexpr const char* kBashScript = R"sh(_gaitbench() {
  local line=${COMP_LINE:0:COMP_POINT} words begun
  read -ra words <<< "$line"
  [[ $line == *' ' ]] && words+=('')
  begun=${words[-1]}
  mapfile -t COMPREPLY < <("${words[0]/#\~/$HOME}" complete "${words[@]:1}" 2> /dev/null)
  [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace
  [[ $begun == *=* ]] && COMPREPLY=("${COMPREPLY[@]#"${begun%=*}="}")
}
complete -o default -F _gaitbench gaitbench
)sh";

constexpr const char* kZshScript = R"sh(#compdef gaitbench
_gaitbench() {
  local -a found
  found=("${(@f)$(${(Q)words[1]} complete "${(@)words[2,CURRENT]}" 2> /dev/null)}")
  if [[ -z ${found[1]} ]]; then
    _files
  elif [[ ${found[1]} == *= ]]; then
    compadd -S '' -a found
  else
    compadd -a found
  fi
}
compdef _gaitbench gaitbench
)sh";

constexpr const char* kFishScript = R"sh(function __gaitbench_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l found ($words[1] complete $words[2..-1] 2> /dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c gaitbench -f -a '(__gaitbench_complete)'
)sh";

const char* ScriptOf(Shell shell) {
  switch (shell) {
    case Shell::kBash:
      return kBashScript;
    case Shell::kZsh:
      return kZshScript;
    case Shell::kFish:
      return kFishScript;
  }
  throw std::logic_error("unknown shell");
}

}  // namespace

void AddCompletion(CLI::App& program, int& exit_code) {
  const auto shell = std::make_shared<Shell>();
  const std::map<std::string, Shell> shells = {
      {"bash", Shell::kBash}, {"zsh", Shell::kZsh}, {"fish", Shell::kFish}};
  auto* command = program.add_subcommand(
      "completion", "what a shell reads to complete commands, options, tasks and settings");
  command->footer("source <(gaitbench completion bash)");
  command->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->transform(OneOf(shells))
      ->type_name("bash|zsh|fish");
  command->callback([=, &exit_code] {
    std::cout << ScriptOf(*shell);
    exit_code = kExitDone;
  });
}

}  // namespace gaitbench
