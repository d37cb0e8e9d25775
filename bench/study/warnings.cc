#include "bench/study/warnings.h"

#include <iostream>

#include "bench/study/idle_switches.h"
#include "bench/study/same_variants.h"

namespace gaitbench {

void WarnOfStudy(const Study& study, const Plan& plan, const std::string& where) {
  for (const std::string& idle : IdleSwitches(study, plan, where))
    std::cerr << "warning: " << idle << "\n";
  for (const std::string& same : SameVariants(plan, where))
    std::cerr << "warning: " << same << "\n";
}

}  // namespace gaitbench
