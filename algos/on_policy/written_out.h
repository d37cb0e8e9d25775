// The derivatives on the hot path: written out, on plain floats.
#pragma once

#include "algos/on_policy/derivatives.h"

namespace gaitbench {

const Derivatives& WrittenOutDerivatives();

}  // namespace gaitbench
