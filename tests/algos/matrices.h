// Dense matrices in double precision, for what a test expects.
#pragma once

#include <Eigen/Dense>
#include <cstdint>
#include <span>

namespace gaitbench {

using Vector = Eigen::VectorXd;
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

inline Vector ToVector(std::span<const float> x) {
  return Eigen::Map<const Eigen::VectorXf>(x.data(), static_cast<Eigen::Index>(x.size()))
      .cast<double>();
}

inline Matrix ToMatrix(std::span<const float> x, int64_t rows, int64_t columns) {
  return ToVector(x).reshaped<Eigen::RowMajor>(rows, columns);
}

}  // namespace gaitbench
