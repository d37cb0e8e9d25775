#include "algos/networks/initialization.h"

#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "algos/networks/kept_weights.h"

namespace gaitbench {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;  // [in,out]

template <class Draw>
Matrix Filled(int64_t in, int64_t out, Draw&& draw) {
  Matrix matrix(in, out);
  std::generate_n(matrix.data(), matrix.size(), draw);
  return matrix;
}

// the orthogonal factor of a Gaussian matrix, by singular value decomposition
Matrix Orthogonal(int64_t in, int64_t out, RandomStream& stream) {
  const Matrix gaussian = Filled(in, out, [&] { return stream.Normal(); });
  const Eigen::JacobiSVD<Matrix> svd(gaussian, Eigen::ComputeThinU | Eigen::ComputeThinV);
  return svd.matrixU() * svd.matrixV().transpose();
}

Matrix Draw(Initialization initialization, int64_t in, int64_t out, RandomStream& stream) {
  const auto within = [&](double square) {
    const double bound = std::sqrt(square);
    return Filled(in, out, [&] { return stream.Uniform(-bound, bound); });
  };
  switch (initialization) {
    case Initialization::kOrthogonal:
      return Orthogonal(in, out, stream);
    case Initialization::kXavier:
      return within(6.0 / static_cast<double>(in + out));
    case Initialization::kHe:
      return within(6.0 / static_cast<double>(in));
    case Initialization::kLecun:
      return within(3.0 / static_cast<double>(in));
  }
  throw std::logic_error("initialization without a rule");
}

}  // namespace

void Initialize(const MlpLayout& layout, Initialization initialization, double head_gain,
                RandomStream& stream, std::span<float> parameters) {
  const RandomStream::State start = stream.Save();
  const double hidden_gain = initialization == Initialization::kOrthogonal ? std::sqrt(2.0) : 1.0;
  std::fill(parameters.begin(), parameters.end(), 0.0f);
  for (const auto& layer : layout.layers()) {
    const bool is_head = &layer == &layout.layers().back();
    const Matrix weight =
        (is_head ? head_gain : hidden_gain) * Draw(initialization, layer.in, layer.out, stream);
    std::transform(weight.data(), weight.data() + weight.size(), parameters.begin() + layer.weight,
                   [](double value) { return static_cast<float>(value); });
    if (layout.IsNormalized(layer))
      std::fill_n(parameters.begin() + layout.GainOf(layer), layer.out, 1.0f);
  }
  if (initialization == Initialization::kOrthogonal) KeepWeights(layout, start, parameters);
}

}  // namespace gaitbench
