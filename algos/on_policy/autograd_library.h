// libgaitbench_torch.so (algos/torch): derivatives by LibTorch's autograd, loaded when a run first
// asks for them, so that nothing else needs LibTorch.
#pragma once

namespace gaitbench {

class Derivatives;

struct AutogradLibrary {
  const Derivatives* derivatives;
  const char* libtorch_version;  // "2.15.0"
};

// Throws ConfigError that says how to get it where it is missing.
const AutogradLibrary& LoadAutograd();

}  // namespace gaitbench
