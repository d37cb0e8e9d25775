// Work that is independent, item by item, on all cores.
#pragma once

#include <cstddef>
#include <functional>

namespace gaitbench {

// Calls body(0) ... body(count - 1), several at once. What is thrown is what the least index that
// failed threw, so that an error does not depend on the threads.
void ForEachIndex(size_t count, const std::function<void(size_t)>& body);

}  // namespace gaitbench
