#include "results/show/report_bundle.h"

namespace gaitbench {

std::string_view ReportBundle() { return {}; }

}  // namespace gaitbench
