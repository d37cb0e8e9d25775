// The MJCF files of models/, as they were when the library was configured: a binary needs no files.
#pragma once

#include <string_view>

namespace gaitbench {

// The text of models/<name>.xml; empty if there is none.
std::string_view ModelText(std::string_view name);

}  // namespace gaitbench
