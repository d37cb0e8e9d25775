// The charts' JavaScript: Vega, Vega-Lite and Vega-Embed, taken from vl-convert-python when the
// build is configured.
#pragma once

#include <string_view>

namespace gaitbench {

// Empty where that package was not there: the report then has its tables and texts, and says that
// charts are missing.
std::string_view ReportBundle();

}  // namespace gaitbench
