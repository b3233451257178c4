#include "blocs/inference/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/inference/distributions.hpp"
#include "blocs/inference/vote_clusters.hpp"
#include "quantile.hpp"

namespace blocs::inference {
namespace {

/// P(X <= count) for a Poisson mean.
double poisson_cdf(std::size_t count, double mean) {
  double total = 0;
  for (std::size_t k = 0; k <= count; ++k) {
    const auto x = static_cast<double>(k);
    total += std::exp(x * std::log(mean) - mean - std::lgamma(x + 1));
  }
  return std::min(total, 1.0);
}

/// The mean at which `cdf(count, mean)` falls to p.
double poisson_mean_at(std::size_t count, double p) {
  double low = 1e-300;
  double high = static_cast<double>(count) * 2 + 50;
  for (int i = 0; i < 300; ++i) {
    const double mid = (low + high) / 2;
    (poisson_cdf(count, mid) > p ? low : high) = mid;
  }
  return (low + high) / 2;
}

struct Item {
  double credit = 0;
  double n = 0;
};

/// What is drawn, and what it is in words.
std::pair<std::vector<Item>, std::string> by_agenda(const views::RollCallMatrix& matrix,
                                                    const measures::VoteRule& rule,
                                                    const measures::PairAgreement& pair) {
  const std::size_t a = *matrix.state_index(pair.a);
  const std::size_t b = *matrix.state_index(pair.b);
  const auto calls = pair.counted.indices();
  auto clusters = vote_clusters(matrix, calls);
  std::vector<Item> items(clusters.count);
  for (std::size_t k = 0; k < calls.size(); ++k) {
    const auto i = calls[k];
    Item& item = items[clusters.of[k]];
    item.n += 1;
    if (pair.alike.test(i)) {
      item.credit += 1;
    } else if (rule.abstention == measures::Abstention::half) {
      const auto voted = [&](std::size_t row) {
        return matrix.plane(row, views::Ballot::yes).test(i) || matrix.plane(row, views::Ballot::no).test(i);
      };
      if (!voted(a) || !voted(b)) item.credit += 0.5;
    }
  }
  return {std::move(items), std::move(clusters.what)};
}

}  // namespace

Interval wilson(double successes, std::size_t n, double level) {
  if (n == 0) throw Error(ErrorKind::undefined, "no interval for a share of nothing");
  const double z = normal_quantile(0.5 + level / 2);
  const auto size = static_cast<double>(n);
  const double p = successes / size;
  const double scale = 1 + z * z / size;
  const double centre = (p + z * z / (2 * size)) / scale;
  const double half = z / scale * std::sqrt(p * (1 - p) / size + z * z / (4 * size * size));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half), level, "Wilson score",
          "inference to similar votes, each taken as independent"};
}

Interval exact_poisson(std::size_t count, double level) {
  const double tail = (1 - level) / 2;
  const double low = count == 0 ? 0 : poisson_mean_at(count - 1, 1 - tail);
  return {low, poisson_mean_at(count, tail), level, "exact Poisson (Garwood)",
          "inference to the rate of similar periods"};
}

Interval clopper_pearson(std::size_t successes, std::size_t n, double level) {
  if (n == 0) throw Error(ErrorKind::undefined, "no interval for a share of nothing");
  const double tail = (1 - level) / 2;
  const auto share_at = [n](std::size_t k, double p) {  // at which P(X <= k) falls to p
    double low = 0;
    double high = 1;
    for (int i = 0; i < 100; ++i) {
      const double mid = (low + high) / 2;
      (binomial_cdf(k, n, mid) > p ? low : high) = mid;
    }
    return (low + high) / 2;
  };
  return {successes == 0 ? 0 : share_at(successes - 1, 1 - tail),
          successes == n ? 1 : share_at(successes, tail), level, "exact binomial (Clopper-Pearson)",
          "inference to similar occasions, each taken as independent"};
}

Interval agenda_bootstrap(const views::RollCallMatrix& matrix, const measures::VoteRule& rule,
                          const measures::PairAgreement& pair, std::uint64_t seed, std::size_t replicates,
                          double level) {
  const auto [items, what] = by_agenda(matrix, rule, pair);
  if (items.size() < 2 || replicates == 0) {
    throw Error(ErrorKind::undefined, "a bootstrap over agenda items or titles needs at least two of them");
  }
  std::vector<double> shares;
  shares.reserve(replicates);
  for (std::size_t r = 0; r < replicates; ++r) {
    RandomStream random(seed, r);
    Item total;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto& drawn = items[random.below(items.size())];
      total.credit += drawn.credit;
      total.n += drawn.n;
    }
    shares.push_back(total.credit / total.n);
  }
  std::sort(shares.begin(), shares.end());
  return {
      quantile(shares, (1 - level) / 2), quantile(shares, (1 + level) / 2), level,
      "bootstrap " + what + ", " + std::to_string(replicates) + " replicates, seed " + std::to_string(seed),
      "inference to similar votes"};
}

}  // namespace blocs::inference
