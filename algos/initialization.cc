#include "algos/initialization.h"

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

at::Tensor Xavier(int64_t in, int64_t out, RandomStream& stream) {
  const double bound = std::sqrt(6.0 / static_cast<double>(in + out));
  at::Tensor uniform = at::empty({in, out}, at::kDouble);
  for (int64_t i = 0; i < in * out; ++i) {
    uniform.mutable_data_ptr<double>()[i] = stream.Uniform(-bound, bound);
  }
  return uniform;
}

}  // namespace

void Initialize(const MlpLayout& layout, Initialization initialization, double head_gain,
                RandomStream& stream, std::span<float> parameters) {
  std::fill(parameters.begin(), parameters.end(), 0.0f);
  for (const auto& layer : layout.layers()) {
    const bool is_head = &layer == &layout.layers().back();
    const bool orthogonal = initialization == Initialization::kOrthogonal;
    const double gain = is_head ? head_gain : orthogonal ? std::sqrt(2.0) : 1.0;
    const at::Tensor weight = gain * (orthogonal ? Orthogonal(layer.in, layer.out, stream)
                                                 : Xavier(layer.in, layer.out, stream));
    const at::Tensor rows = weight.to(at::kFloat).contiguous();
    std::copy_n(rows.const_data_ptr<float>(), layer.in * layer.out,
                parameters.data() + layer.weight);
  }
}

}  // namespace gaitbench
