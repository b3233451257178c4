#include "blocs/measures/cohesion.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ballot_masks.hpp"
#include "blocs/core/error.hpp"

namespace blocs::measures {
namespace {

using views::Mask;

struct Tally {
  std::array<std::size_t, 3> cast{};  // yes, no, abstain

  std::size_t total() const { return cast[0] + cast[1] + cast[2]; }
  std::size_t most() const { return *std::max_element(cast.begin(), cast.end()); }
  /// The ballot that most cast, unless two are tied for it.
  std::optional<std::size_t> majority() const {
    const auto top = static_cast<std::size_t>(std::max_element(cast.begin(), cast.end()) - cast.begin());
    return cast[top] == 0 || std::count(cast.begin(), cast.end(), cast[top]) > 1 ? std::nullopt
                                                                                 : std::optional(top);
  }
};

std::optional<std::size_t> ballot_of(const BallotMasks& masks, std::size_t roll_call) {
  for (std::size_t b = 0; b < 3; ++b) {
    if (masks[b].test(roll_call)) return b;
  }
  return std::nullopt;
}

/// What one roll call says: each figure if it is defined there, which none is unless enough members voted.
struct OneRollCall {
  std::optional<double> rice, hix_noury_roland, unanimity;
  std::vector<std::optional<double>> distances;  ///< by member
};

OneRollCall look_at(const std::vector<BallotMasks>& masks, std::size_t roll_call, Turnout turnout) {
  OneRollCall one{{}, {}, {}, std::vector<std::optional<double>>(masks.size())};
  Tally tally;
  for (const auto& member : masks) {
    if (const auto b = ballot_of(member, roll_call)) ++tally.cast[*b];
  }
  const std::size_t t = tally.total();
  if (t < 2 || (turnout == Turnout::all_present && t < masks.size())) return one;
  one.unanimity = tally.most() == t ? 1 : 0;
  const auto size = static_cast<double>(t);
  const auto most = static_cast<double>(tally.most());
  one.hix_noury_roland = (most - (size - most) / 2) / size;
  const auto yes = static_cast<double>(tally.cast[0]);
  const auto no = static_cast<double>(tally.cast[1]);
  if (yes + no > 0) one.rice = std::fabs(yes - no) / (yes + no);
  for (std::size_t m = 0; m < masks.size(); ++m) {
    const auto own = ballot_of(masks[m], roll_call);
    if (!own) continue;
    Tally others = tally;
    --others.cast[*own];
    if (const auto theirs = others.majority()) one.distances[m] = steps_apart(*own, *theirs) / 2.0;
  }
  return one;
}

void add(RollCallMean& mean, std::size_t roll_call, double value, double weight) {
  mean.sum += weight * value;
  mean.weight += weight;
  ++mean.n;
  mean.counted.set(roll_call);
}

void count_roll_call(Cohesion& result, const OneRollCall& one, std::size_t roll_call, double weight) {
  if (!one.unanimity) return;
  result.present.set(roll_call);
  if (*one.unanimity == 1) result.unanimous.set(roll_call);
  add(result.unanimity, roll_call, *one.unanimity, weight);
  add(result.hix_noury_roland, roll_call, *one.hix_noury_roland, weight);
  if (one.rice) add(result.rice, roll_call, *one.rice, weight);
  for (std::size_t m = 0; m < one.distances.size(); ++m) {
    if (one.distances[m]) add(result.distances[m].from_majority, roll_call, *one.distances[m], weight);
  }
}

void check(const Mask& selected, const std::vector<std::string>& members, const Weights& weights) {
  if (members.size() < 2) throw Error::usage("a group needs at least two members");
  if (!weights.empty() && weights.size() != selected.size()) {
    throw Error::usage("weights need one number for each roll call");
  }
}

void add(RollCallRatio& sums, std::optional<double> value, double weight) {
  sums.credit.push_back(value.value_or(0) * weight);
  sums.base.push_back(value ? weight : 0);
}

void add_pairs(Cohesion& result, GroupAgreement group) {
  result.pairs = std::move(group.pairs);
  result.mean_pairwise = group.mean_pairwise;
  for (std::size_t p = 0; p < result.pairs.size(); ++p) {
    const auto share = result.pairs[p].share();
    if (share && (!result.least_pairwise || *share < *result.least_pairwise)) {
      result.least_pairwise = share;
      result.least_pair = p;
    }
  }
  for (auto& member : result.distances) {
    double sum = 0;
    double pairs = 0;
    for (const auto& pair : result.pairs) {
      const auto share = pair.share();
      if (!share || pair.a == member.state || pair.b == member.state) continue;
      sum += *share;
      pairs += 1;
    }
    if (pairs > 0) member.mean_without = sum / pairs;
  }
}

}  // namespace

std::optional<double> RollCallMean::mean() const {
  if (weight <= 0) return std::nullopt;
  return sum / weight;
}

Cohesion cohesion(const views::RollCallMatrix& matrix, const Mask& selected, const VoteRule& rule,
                  const std::vector<std::string>& members, Turnout turnout, const Weights& weights) {
  check(selected, members, weights);
  Cohesion result;
  result.members = members;
  const Mask none(selected.size());
  result.present = result.unanimous = none;
  result.rice.counted = result.hix_noury_roland.counted = result.unanimity.counted = none;
  const auto masks = ballot_masks(matrix, selected, rule, members);
  for (const auto& state : members) {
    result.distances.push_back({state, {}, std::nullopt});
    result.distances.back().from_majority.counted = none;
  }
  for (const auto i : selected.indices())
    count_roll_call(result, look_at(masks, i, turnout), i, weights.empty() ? 1 : weights[i]);
  const Mask& pairs_over = turnout == Turnout::all_present ? result.present : selected;
  add_pairs(result, group_agreement(matrix, pairs_over, rule, members));
  return result;
}

CohesionParts cohesion_parts(const views::RollCallMatrix& matrix, const Mask& selected, const VoteRule& rule,
                             const std::vector<std::string>& members, Turnout turnout,
                             const Weights& weights) {
  check(selected, members, weights);
  const auto masks = ballot_masks(matrix, selected, rule, members);
  CohesionParts parts;
  parts.distances.resize(members.size());
  for (const auto i : selected.indices()) {
    const auto one = look_at(masks, i, turnout);
    const double weight = weights.empty() ? 1 : weights[i];
    add(parts.rice, one.rice, weight);
    add(parts.hix_noury_roland, one.hix_noury_roland, weight);
    add(parts.unanimity, one.unanimity, weight);
    for (std::size_t m = 0; m < members.size(); ++m) add(parts.distances[m], one.distances[m], weight);
  }
  return parts;
}

}  // namespace blocs::measures
