#include "python/bindings/bindings.h"

NB_MODULE(_native, module) {
  module.doc() = "The C++ libraries of gaitbench; what users call is the package gaitbench.";
  module.attr("version") = GAITBENCH_VERSION;
  gaitbench::AddEnvironments(module);
  gaitbench::AddFiles(module);
  gaitbench::AddStatistics(module);
}
