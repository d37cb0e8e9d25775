#include "algos/on_policy/derivatives.h"

#include <stdexcept>

#include "algos/on_policy/autograd_library.h"
#include "algos/on_policy/written_out.h"

namespace gaitbench {

const Derivatives& DerivativesOf(const OnPolicySettings& config) {
  switch (config.derivatives) {
    case DerivativesBy::kWrittenOut:
      return WrittenOutDerivatives();
    case DerivativesBy::kAutograd:
      return *LoadAutograd().derivatives;
  }
  throw std::logic_error("derivatives without an implementation");
}

}  // namespace gaitbench
