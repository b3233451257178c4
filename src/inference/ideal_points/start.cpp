#include "start.hpp"

#include <algorithm>
#include <cmath>

#include "blocs/core/parallel.hpp"

namespace blocs::inference::ideal {
namespace {

double logit_quantile(double share) {
  const double p = std::clamp(share, 0.002, 0.998);
  return std::log(p / (1 - p)) / 1.702;
}

struct Counts {
  double low = 0, middle = 0, high = 0;
  double all() const { return low + middle + high; }
};

/// Ballots as -1, 0, 1 less the item's mean, alternately regressed on states' scores and items' loadings.
class Component {
 public:
  Component(const IdealData& data, const std::vector<Counts>& counts, std::size_t threads)
      : data_(data),
        threads_(threads),
        mean_(counts.size()),
        loading_(counts.size()),
        score_(data.states.size()),
        by_part_(data.parts.size()),
        by_place_(data.places.size()) {
    for (std::size_t j = 0; j < counts.size(); ++j)
      mean_[j] = (counts[j].high - counts[j].low) / counts[j].all();
    // The item that divides most states most evenly begins.
    std::size_t widest = 0;
    const auto width = [&](std::size_t j) { return std::min(counts[j].low, counts[j].high); };
    for (std::size_t j = 1; j < counts.size(); ++j) widest = width(j) > width(widest) ? j : widest;
    loading_[widest] = 1;
    update_scores();
    for (int i = 0; i < 6; ++i) {
      update_loadings();
      update_scores();
    }
  }
  const std::vector<double>& scores() const { return score_; }

 private:
  struct Sums {
    double product = 0, square = 0;
  };

  /// `act(part, place, y)` for each ballot, in parallel by session.
  template <typename Act>
  void each_ballot(const Act& act) {
    parallel_for(data_.sessions.size(), threads_, [&](std::size_t s, std::size_t) {
      const auto& session = data_.sessions[s];
      for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
        const auto& part = data_.parts[p];
        const double mean = mean_[part.item];
        for (std::uint32_t b = part.begin; b < part.end; ++b) {
          const double y = b < part.low_end ? -1 : b < part.middle_end ? 0 : 1;
          act(p, session.first_place + data_.ballots[b], y - mean);
        }
      }
    });
  }
  void update_loadings() {
    std::vector<double> scores(data_.places.size());
    for (std::size_t k = 0; k < scores.size(); ++k) scores[k] = score_[data_.places[k].state];
    std::fill(by_part_.begin(), by_part_.end(), Sums{});
    each_ballot([&](std::size_t part, std::size_t place, double y) {
      by_part_[part].product += y * scores[place];
      by_part_[part].square += scores[place] * scores[place];
    });
    std::vector<double> square(loading_.size(), 1e-9);
    std::fill(loading_.begin(), loading_.end(), 0.0);
    for (std::size_t p = 0; p < by_part_.size(); ++p) {
      loading_[data_.parts[p].item] += by_part_[p].product;
      square[data_.parts[p].item] += by_part_[p].square;
    }
    for (std::size_t j = 0; j < loading_.size(); ++j) loading_[j] /= square[j];
  }
  void update_scores() {
    std::fill(by_place_.begin(), by_place_.end(), Sums{});
    each_ballot([&](std::size_t part, std::size_t place, double y) {
      const double loading = loading_[data_.parts[part].item];
      by_place_[place].product += y * loading;
      by_place_[place].square += loading * loading;
    });
    std::vector<double> square(score_.size(), 1e-3);  // holds states with few ballots near 0
    std::fill(score_.begin(), score_.end(), 0.0);
    for (std::size_t k = 0; k < by_place_.size(); ++k) {
      score_[data_.places[k].state] += by_place_[k].product;
      square[data_.places[k].state] += by_place_[k].square;
    }
    double length = 1e-30;
    for (std::size_t i = 0; i < score_.size(); ++i) {
      score_[i] /= square[i];
      length += score_[i] * score_[i] / static_cast<double>(score_.size());
    }
    for (double& x : score_) x /= std::sqrt(length);
  }

  const IdealData& data_;
  std::size_t threads_;
  std::vector<double> mean_, loading_, score_;
  std::vector<Sums> by_part_, by_place_;  ///< added up by item and by state, in order
};

}  // namespace

Parameters start(const IdealData& data, std::size_t threads) {
  std::vector<Counts> counts(data.items.size());
  for (const auto& part : data.parts) {
    auto& c = counts[part.item];
    c.low += part.low_end - part.begin;
    c.middle += part.middle_end - part.low_end;
    c.high += part.end - part.middle_end;
  }
  Parameters at;
  at.beta.assign(data.items.size(), 0);
  at.cut1.resize(data.items.size());
  at.cut2.assign(data.items.size(), 0);
  for (std::size_t j = 0; j < counts.size(); ++j) {
    const auto& c = counts[j];
    at.cut1[j] = logit_quantile(c.low / c.all());
    if (data.items[j].cuts == 2)
      at.cut2[j] = std::max(at.cut1[j] + 1e-3, logit_quantile((c.low + c.middle) / c.all()));
  }
  const Component component(data, counts, threads);
  at.theta.resize(data.places.size());
  for (std::size_t k = 0; k < data.places.size(); ++k)
    at.theta[k] = std::clamp(component.scores()[data.places[k].state], -3.0, 3.0);
  standardise(at);
  return at;
}

}  // namespace blocs::inference::ideal
