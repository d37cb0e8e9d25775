// The module gaitbench._native: what of the C++ libraries Python sees. Each function adds one part.
// Wrong input is a std::invalid_argument (ConfigError is one), which becomes ValueError.
#pragma once

#include <nanobind/nanobind.h>

namespace gaitbench {

void AddEnvironments(nanobind::module_& module);
void AddFiles(nanobind::module_& module);
void AddStatistics(nanobind::module_& module);

}  // namespace gaitbench
