#include "envs/ziggurat.h"

namespace gaitbench {
namespace {

constexpr int kLayers = 256;
constexpr double kTail = 3.6541528853610088;          // where the lowest layer's tail begins
constexpr double kInverseTail = 0.27366123732975828;  // 1 / kTail, rounded as NumPy has it
constexpr double kArea = 0.0049286732339746519;       // of each layer, under exp(-x^2 / 2)

// Layer i holds x below widths[i] * 2^52, of heights from heights[i] up; numbers below cores[i] are
// under the curve whatever their height. The base, layer 0, includes the tail.
struct Layers {
  uint64_t cores[kLayers];
  double widths[kLayers];
  double heights[kLayers];
};

// NumPy's tables come of this recurrence, from the tail upwards, in doubles.
Layers MakeLayers() {
  constexpr double kScale = 0x1p52;
  const auto rounded = [](double x) { return static_cast<uint64_t>(std::nearbyint(x)); };
  Layers layers;
  double x = kTail;
  layers.widths[kLayers - 1] = x / kScale;
  layers.heights[kLayers - 1] = std::exp(-0.5 * x * x);
  const double height_of_base = layers.heights[kLayers - 1];
  layers.cores[0] = rounded(x * height_of_base / kArea * kScale);
  layers.widths[0] = kArea / height_of_base / kScale;
  layers.heights[0] = 1;
  for (int i = kLayers - 2; i > 0; --i) {
    const double below = x;
    x = std::sqrt(-2 * std::log(kArea / below + layers.heights[i + 1]));
    layers.cores[i + 1] = rounded(x / below * kScale);
    layers.widths[i] = x / kScale;
    layers.heights[i] = std::exp(-0.5 * x * x);
    // the one height that the exponential behind NumPy's tables rounded the other way
    if (i == 38) layers.heights[i] = std::nextafter(layers.heights[i], 1);
  }
  layers.cores[1] = 0;
  return layers;
}

// Beyond kTail: an exponential that is kept with the normal's probability (Marsaglia 1964).
double Tail(RandomStream& stream) {
  for (;;) {
    const double x = -kInverseTail * std::log1p(-stream.Uniform());
    const double y = -std::log1p(-stream.Uniform());
    if (y + y > x * x) return kTail + x;
  }
}

}  // namespace

double StandardNormal(RandomStream& stream) {
  static const Layers layers = MakeLayers();
  for (;;) {
    const uint64_t bits = stream.NextUint64();  // 8 of the layer, a sign, 52 of the number
    const int layer = static_cast<int>(bits & (kLayers - 1));
    const bool is_negative = bits >> 8 & 1;
    const uint64_t number = bits >> 9 & ((uint64_t{1} << 52) - 1);
    const double magnitude = static_cast<double>(number) * layers.widths[layer];
    const double x = is_negative ? -magnitude : magnitude;
    if (number < layers.cores[layer]) return x;
    if (layer == 0) {
      const double tail = Tail(stream);
      return number >> 8 & 1 ? -tail : tail;
    }
    const double low = layers.heights[layer], high = layers.heights[layer - 1];
    if ((high - low) * stream.Uniform() + low < std::exp(-0.5 * x * x)) return x;
  }
}

}  // namespace gaitbench
