#include "algos/networks/deviation.h"

#include <cmath>

namespace gaitbench {

DeviationRule::Deviation DeviationRule::Of(float x) const {
  if (IsLogStd()) return {x, 1};
  const double e = std::exp(-std::abs(double{x}));  // never overflows
  const bool is_exp = parametrization_ == StdParametrization::kExp;
  const double transformed =
      is_exp ? std::exp(double{x}) : (x < 0 ? 0 : double{x}) + std::log1p(e);  // NaN stays NaN
  const double derivative = is_exp ? transformed : (x < 0 ? e : 1) / (1 + e);
  const double std = transformed + min_std_;
  return {static_cast<float>(std::log(std)), static_cast<float>(derivative / std)};
}

float DeviationRule::ParameterOf(double log_std) const {
  if (IsLogStd()) return static_cast<float>(log_std);
  const double transformed = std::exp(log_std) - min_std_;
  const bool is_exp = parametrization_ == StdParametrization::kExp;
  return static_cast<float>(is_exp ? std::log(transformed) : std::log(std::expm1(transformed)));
}

}  // namespace gaitbench
