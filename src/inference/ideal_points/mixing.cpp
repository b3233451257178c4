#include "mixing.hpp"

#include <algorithm>

#include "dense.hpp"

namespace blocs::inference::ideal {
namespace {

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += a[k] * b[k];
  return sum;
}

/// a -= share * b
void take_out(Move& a, const Move& b, double share) {
  for (std::size_t k = 0; k < a.theta.size(); ++k) a.theta[k] -= share * b.theta[k];
  for (std::size_t j = 0; j < a.items.size(); ++j) {
    for (std::size_t u = 0; u < 3; ++u) a.items[j][u] -= share * b.items[j][u];
  }
}

}  // namespace

Move Mixing::next(const Move& at, const Move& image) {
  std::vector<double> step(at.theta.size());
  for (std::size_t k = 0; k < step.size(); ++k) step[k] = image.theta[k] - at.theta[k];
  if (begun_) {
    if (steps_.size() == depth_) {
      steps_.erase(steps_.begin());
      images_.erase(images_.begin());
    }
    steps_.push_back(step);
    for (std::size_t k = 0; k < step.size(); ++k) steps_.back()[k] -= last_step_[k];
    images_.push_back(image);
    take_out(images_.back(), last_image_, 1);
  }
  begun_ = true;
  last_step_ = step;
  last_image_ = image;
  Move mixed = image;
  const std::size_t n = steps_.size();
  if (n == 0) return mixed;
  std::vector<double> square(n * n), shares(n);
  double trace = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i; j < n; ++j) square[i * n + j] = dot(steps_[i], steps_[j]);
    shares[i] = dot(steps_[i], step);
    trace += square[i * n + i];
  }
  // A trace more on the diagonal: steps that are nearly multiples of each other tell nothing new.
  for (std::size_t i = 0; i < n; ++i) square[i * n + i] += 1e-10 * trace;
  if (!eliminate(square.data(), n, n, n, 1)) return mixed;
  for (std::size_t i = 0; i < n; ++i) {  // U' y = b
    for (std::size_t j = 0; j < i; ++j) shares[i] -= square[j * n + i] * shares[j];
    shares[i] /= square[i * n + i];
  }
  solve_upper(square.data(), n, n, shares.data(), 1, 1);
  for (std::size_t i = 0; i < n; ++i) take_out(mixed, images_[i], shares[i]);
  return mixed;
}

}  // namespace blocs::inference::ideal
