#include "bench/cli/output_directory.h"

#include <fmt/format.h>

#include "results/log/config_error.h"

namespace gaitbench {

void MakeDirectory(const std::string& option, const std::filesystem::path& directory) {
  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  if (failure)
    throw ConfigError(option + " " + directory.string(),
                      fmt::format("cannot be written ({})", failure.message()));
}

}  // namespace gaitbench
