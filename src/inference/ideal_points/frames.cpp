#include "frames.hpp"

#include <cmath>

namespace blocs::inference::ideal {
namespace {

/// The orthogonal matrix that brings places with the cross products m (m[a][b] the sum of target a times
/// place b) nearest to their targets: the better of the best turn and the best mirroring.
Square<2> nearest_turn(const Square<2>& m) {
  const double turn = std::hypot(m[0] + m[3], m[2] - m[1]);
  const double flip = std::hypot(m[0] - m[3], m[1] + m[2]);
  if (turn >= flip) {
    if (turn == 0) return {1, 0, 0, 1};
    const double c = (m[0] + m[3]) / turn;
    const double s = (m[2] - m[1]) / turn;
    return {c, -s, s, c};
  }
  const double c = (m[0] - m[3]) / flip;
  const double s = (m[1] + m[2]) / flip;
  return {c, s, s, -c};
}

void turn(float* row, std::size_t places, const Square<2>& r) {
  float* second = row + places;
  for (std::size_t k = 0; k < places; ++k) {
    const auto x = times<2>(r, {row[k], second[k]});
    row[k] = static_cast<float>(x[0]);
    second[k] = static_cast<float>(x[1]);
  }
  float* b = row + 2 * places;
  Square<2> turned{};
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t j = 0; j < 2; ++j) {
      for (std::size_t l = 0; l < 4; ++l)
        turned[i * 2 + j] += r[i * 2 + l / 2] * static_cast<double>(b[l]) * r[j * 2 + l % 2];
    }
  }
  for (std::size_t l = 0; l < 4; ++l) b[l] = static_cast<float>(turned[l]);
}

template <typename Act>
void each_draw(ChainRuns& runs, const Act& act) {
  for (auto& kept : runs.kept) {
    for (std::size_t at = 0; at < kept.size(); at += runs.row) act(kept.data() + at);
  }
}

std::vector<double> mean_draw(ChainRuns& runs) {
  std::vector<double> mean(runs.row, 0);
  double n = 0;
  each_draw(runs, [&](const float* row) {
    for (std::size_t i = 0; i < runs.row; ++i) mean[i] += static_cast<double>(row[i]);
    n += 1;
  });
  for (double& x : mean) x /= n;
  return mean;
}

}  // namespace

void turn_to_one_frame(ChainRuns& runs, std::size_t places) {
  const auto& last = runs.kept.front();
  std::vector<double> target(last.end() - static_cast<std::ptrdiff_t>(runs.row), last.end());
  for (int round = 0; round < 4; ++round) {
    each_draw(runs, [&](float* row) {
      Square<2> m{};
      for (std::size_t k = 0; k < places; ++k) {
        for (std::size_t a = 0; a < 2; ++a) {
          for (std::size_t b = 0; b < 2; ++b)
            m[a * 2 + b] += target[a * places + k] * static_cast<double>(row[b * places + k]);
        }
      }
      turn(row, places, nearest_turn(m));
    });
    target = mean_draw(runs);
  }
  const double* b = target.data() + 2 * places;
  const double angle = std::atan2(b[1] + b[2], b[0] - b[3]) / 2;  // of the eigenvector with the larger value
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  each_draw(runs, [&](float* row) { turn(row, places, {c, s, -s, c}); });
}

void mirror(ChainRuns& runs, std::size_t places, std::size_t axis) {
  each_draw(runs, [&](float* row) {
    for (std::size_t k = axis * places; k < (axis + 1) * places; ++k) row[k] = -row[k];
  });
}

}  // namespace blocs::inference::ideal
