// The run that stands for a variant's others, where one must be shown.
#pragma once

#include <cstdint>
#include <optional>

#include "results/compare/variant_result.h"

namespace gaitbench {

// The seed whose return is the median of the finished ones; of two in the middle the lower return,
// of equal returns the lower seed. None without a return.
std::optional<int64_t> MedianSeed(const VariantResult& result);

}  // namespace gaitbench
