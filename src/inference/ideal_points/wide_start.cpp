#include "wide_start.hpp"

#include <algorithm>
#include <cmath>

#include "likelihood.hpp"

namespace blocs::inference::ideal {
namespace {

/// Slopes and curvatures of all ballots at a line.
class Residuals {
 public:
  Residuals(const IdealData& data, const IdealParameters& line) : data_(data) {
    slope_.resize(data.ballots.size());
    bend_.resize(data.ballots.size());
    Lanes lanes;
    for (const auto& session : data.sessions) {
      for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
        const auto& part = data.parts[p];
        part_derivatives(data, part, line.theta.data() + session.first_place, line.beta[part.item],
                         line.cut1[part.item], line.cut2[part.item], lanes);
        for (std::uint32_t b = part.begin; b < part.end; ++b) {
          slope_[b] = lanes.g[b - part.begin];
          bend_[b] = -(lanes.c1[b - part.begin] + lanes.c2[b - part.begin]);
        }
      }
    }
  }

  template <typename Act>
  void each(const Act& act) const {
    for (const auto& session : data_.sessions) {
      for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
        const auto& part = data_.parts[p];
        for (std::uint32_t b = part.begin; b < part.end; ++b)
          act(part.item, data_.places[session.first_place + data_.ballots[b]].state, slope_[b], bend_[b]);
      }
    }
  }

  /// By item, from scores of states.
  std::vector<double> discriminations(const std::vector<double>& score) const {
    std::vector<double> sum(data_.items.size(), 0);
    std::vector<double> weight(data_.items.size(), 1);  // the prior's
    each([&](std::uint32_t item, std::uint32_t state, double g, double w) {
      sum[item] += score[state] * g;
      weight[item] += score[state] * score[state] * w;
    });
    for (std::size_t j = 0; j < sum.size(); ++j) sum[j] /= weight[j];
    return sum;
  }

  /// By state, from items' discriminations; mean square 1.
  std::vector<double> scores(const std::vector<double>& beta) const {
    std::vector<double> sum(data_.states.size(), 0);
    std::vector<double> weight(data_.states.size(), 1);
    each([&](std::uint32_t item, std::uint32_t state, double g, double w) {
      sum[state] += beta[item] * g;
      weight[state] += beta[item] * beta[item] * w;
    });
    double length = 1e-30;
    for (std::size_t i = 0; i < sum.size(); ++i) {
      sum[i] /= weight[i];
      length += sum[i] * sum[i] / static_cast<double>(sum.size());
    }
    for (double& x : sum) x /= std::sqrt(length);
    return sum;
  }

 private:
  const IdealData& data_;
  std::vector<double> slope_, bend_;  ///< by ballot: d and -d2 of ln P in u
};

}  // namespace

SecondAxis second_axis(const IdealData& data, const IdealParameters& line) {
  const Residuals left(data, line);
  // The item that is explained worst begins.
  std::vector<double> square(data.items.size(), 0);
  left.each([&](std::uint32_t item, std::uint32_t, double g, double) { square[item] += g * g; });
  SecondAxis axis;
  axis.beta.assign(data.items.size(), 0);
  axis.beta[static_cast<std::size_t>(std::max_element(square.begin(), square.end()) - square.begin())] = 1;
  std::vector<double> score = left.scores(axis.beta);
  for (int i = 0; i < 40; ++i) score = left.scores(left.discriminations(score));
  axis.beta = left.discriminations(score);
  for (const auto& place : data.places) axis.theta.push_back(score[place.state]);
  return axis;
}

}  // namespace blocs::inference::ideal
