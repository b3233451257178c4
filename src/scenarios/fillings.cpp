#include "blocs/scenarios/fillings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "described_votes.hpp"

namespace blocs::scenarios {
namespace {

constexpr std::array kFeatures{Feature::agenda_item, Feature::sponsors};
/// Probabilities that differ by less than this share are taken for equal: rounding.
constexpr double kSameChance = 1e-7;

bool is_given(Feature feature, const DraftDescription& draft) {
  return feature == Feature::agenda_item ? !draft.item.empty() : !draft.sponsors.empty();
}

void count(Given& side, bool given) {
  ++side.votes;
  side.given += given;
}

double log_choose(std::size_t n, std::size_t k) {
  const auto factorial = [](std::size_t m) { return std::lgamma(static_cast<double>(m) + 1); };
  return factorial(n) - factorial(k) - factorial(n - k);
}

/// Chances of how many of the votes with the feature stand on the first side, from the fewest possible on.
struct Distribution {
  std::size_t fewest = 0;
  std::vector<double> chances{1};
};

Distribution hypergeometric(const Stratum& s) {
  const std::size_t all = s.one.votes + s.other.votes;
  const std::size_t given = s.one.given + s.other.given;
  Distribution found;
  found.fewest = given > s.other.votes ? given - s.other.votes : 0;
  found.chances.clear();
  for (std::size_t k = found.fewest; k <= std::min(given, s.one.votes); ++k) {
    found.chances.push_back(std::exp(log_choose(given, k) + log_choose(all - given, s.one.votes - k) -
                                     log_choose(all, s.one.votes)));
  }
  return found;
}

Distribution sum_of(const Distribution& a, const Distribution& b) {
  Distribution sum{a.fewest + b.fewest, std::vector<double>(a.chances.size() + b.chances.size() - 1, 0)};
  for (std::size_t i = 0; i < a.chances.size(); ++i) {
    for (std::size_t j = 0; j < b.chances.size(); ++j) sum.chances[i + j] += a.chances[i] * b.chances[j];
  }
  return sum;
}

Filling filling_of(Feature feature, std::span<const PastVote> votes) {
  Filling filling;
  filling.feature = feature;
  std::map<views::Kind, Stratum> outcome, contested;
  for (const auto& vote : votes) {
    const bool given = is_given(feature, vote.draft);
    const bool adopted = vote.outcome == views::Outcome::adopted;
    count(adopted ? filling.adopted : filling.fallen, given);
    count(vote.contested ? filling.contested : filling.uncontested, given);
    auto& by_outcome = outcome[vote.draft.kind];
    count(adopted ? by_outcome.one : by_outcome.other, given);
    auto& by_ballots = contested[vote.draft.kind];
    count(vote.contested ? by_ballots.one : by_ballots.other, given);
  }
  const auto p_of = [](const std::map<views::Kind, Stratum>& by_kind) {
    std::vector<Stratum> strata;
    for (const auto& [kind, stratum] : by_kind) strata.push_back(stratum);
    return exact_independence(strata);
  };
  filling.p_outcome = p_of(outcome);
  filling.p_contested = p_of(contested);
  return filling;
}

}  // namespace

std::string_view word(Feature feature) {
  return feature == Feature::agenda_item ? "agenda item" : "sponsors";
}

double exact_independence(std::span<const Stratum> strata) {
  Distribution all;
  std::size_t seen = 0;
  for (const auto& stratum : strata) {
    all = sum_of(all, hypergeometric(stratum));
    seen += stratum.one.given;
  }
  const double of_seen = all.chances.at(seen - all.fewest);
  double p = 0;
  for (const double chance : all.chances) {
    if (chance <= of_seen * (1 + kSameChance)) p += chance;
  }
  return std::min(p, 1.0);
}

std::vector<Filling> fillings(std::span<const PastVote> votes) {
  std::vector<Filling> found;
  for (const auto feature : kFeatures) found.push_back(filling_of(feature, votes));
  return found;
}

std::vector<Filling> fillings(const views::RollCallMatrix& matrix) {
  return fillings(described_votes(matrix));
}

void leave_out(Feature feature, DraftDescription& draft) {
  if (feature == Feature::agenda_item)
    draft.item.clear();
  else
    draft.sponsors.clear();
}

}  // namespace blocs::scenarios
