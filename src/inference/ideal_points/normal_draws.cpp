#include "normal_draws.hpp"

#include <array>
#include <cmath>

namespace blocs::inference::ideal {
namespace {

constexpr std::size_t kLayers = 256;
constexpr double kTail = 3.6541528853610088;  ///< where the last layer's rectangle ends and the tail begins
constexpr double kArea = 0.00492867323399;    ///< of each layer, under exp(-x^2 / 2)

double density(double x) {
  return std::exp(-x * x / 2);
}

/// Ends of the layers' rectangles, from the bottom up: that of the lowest is as long as its area with the
/// tail's makes it, and the top has none.
std::array<double, kLayers + 1> edges() {
  std::array<double, kLayers + 1> x{};
  x[0] = kArea / density(kTail);
  x[1] = kTail;
  for (std::size_t i = 2; i < kLayers; ++i)
    x[i] = std::sqrt(-2 * std::log(kArea / x[i - 1] + density(x[i - 1])));
  return x;
}

/// Above `a` > 0: an exponential with the best rate, thinned.
double tail_above(RandomStream& random, double a) {
  const double rate = (a + std::sqrt(a * a + 4)) / 2;
  for (;;) {
    const double x = a - std::log(1 - random.uniform()) / rate;
    if (random.uniform() <= std::exp(-(x - rate) * (x - rate) / 2)) return x;
  }
}

}  // namespace

double normal(RandomStream& random) {
  static const auto kEdges = edges();
  for (;;) {
    const auto bits = random.next();
    const std::size_t layer = bits % kLayers;
    const double u = static_cast<double>(bits >> 11) * 0x1.0p-52 - 1;  // from other bits
    const double x = u * kEdges[layer];
    if (std::abs(x) < kEdges[layer + 1]) return x;
    if (layer == 0) return std::copysign(tail_above(random, kTail), u);
    const double low = density(kEdges[layer]);
    const double high = density(kEdges[layer + 1]);
    if (low + random.uniform() * (high - low) < density(x)) return x;
  }
}

double normal_below(RandomStream& random, double a) {
  if (a < -0.4) return -tail_above(random, -a);
  for (;;) {
    const double x = normal(random);
    if (x < a) return x;
  }
}

double normal_between(RandomStream& random, double a, double b) {
  if (b - a > 1.2) {
    if (a > 0.4 || b < -0.4) {  // one tail, cut off far out
      for (;;) {
        const double x = a > 0 ? tail_above(random, a) : -tail_above(random, -b);
        if (x > a && x < b) return x;
      }
    }
    for (;;) {
      const double x = normal(random);
      if (x > a && x < b) return x;
    }
  }
  const double nearest = a > 0 ? a : b < 0 ? b : 0;
  for (;;) {
    const double x = a + (b - a) * random.uniform();
    if (random.uniform() <= std::exp((nearest * nearest - x * x) / 2)) return x;
  }
}

}  // namespace blocs::inference::ideal
