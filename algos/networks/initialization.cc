#include "algos/networks/initialization.h"

#include <ATen/ATen.h>

#include <cmath>

namespace gaitbench {
namespace {

// the orthogonal factor of a Gaussian matrix [in,out], by singular value decomposition
at::Tensor Orthogonal(int64_t in, int64_t out, RandomStream& stream) {
  at::Tensor gaussian = at::empty({in, out}, at::kDouble);
  for (int64_t i = 0; i < in * out; ++i) gaussian.mutable_data_ptr<double>()[i] = stream.Normal();
  const auto [u, s, vh] = at::linalg_svd(gaussian, /*full_matrices=*/false);
  return u.matmul(vh);
}

at::Tensor Uniform(int64_t in, int64_t out, double bound, RandomStream& stream) {
  at::Tensor uniform = at::empty({in, out}, at::kDouble);
  for (int64_t i = 0; i < in * out; ++i) {
    uniform.mutable_data_ptr<double>()[i] = stream.Uniform(-bound, bound);
  }
  return uniform;
}

at::Tensor Draw(Initialization initialization, int64_t in, int64_t out, RandomStream& stream) {
  const auto within = [&](double square) { return Uniform(in, out, std::sqrt(square), stream); };
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
  std::fill(parameters.begin(), parameters.end(), 0.0f);
  for (const auto& layer : layout.layers()) {
    const bool is_head = &layer == &layout.layers().back();
    const double hidden_gain = initialization == Initialization::kOrthogonal ? std::sqrt(2.0) : 1.0;
    const at::Tensor weight =
        (is_head ? head_gain : hidden_gain) * Draw(initialization, layer.in, layer.out, stream);
    const at::Tensor rows = weight.to(at::kFloat).contiguous();
    std::copy_n(rows.const_data_ptr<float>(), layer.in * layer.out,
                parameters.data() + layer.weight);
  }
}

}  // namespace gaitbench
