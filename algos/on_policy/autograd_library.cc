#include "algos/on_policy/autograd_library.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include "results/log/config_error.h"

namespace gaitbench {
namespace {

// found by the program's run path: beside it when built, in ../lib when installed
constexpr const char* kFile = "libgaitbench_torch.so";

AutogradLibrary Load() {
  void* library = dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
  void* entry = library ? dlsym(library, "gaitbench_autograd") : nullptr;
  if (!entry) {
    throw ConfigError("derivatives",
                      fmt::format("\"autograd\" needs LibTorch: `./gaitbench test` installs it "
                                  "and builds {} ({})",
                                  kFile, dlerror()));
  }
  return reinterpret_cast<AutogradLibrary (*)()>(entry)();
}

}  // namespace

const AutogradLibrary& LoadAutograd() {
  static const AutogradLibrary library = Load();
  return library;
}

}  // namespace gaitbench
