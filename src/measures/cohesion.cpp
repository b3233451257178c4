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

/// What one roll call says: each figure if it is defined there.
struct OneRollCall {
  bool present = false;  ///< enough members voted
  bool unanimous = false;
  double hix_noury_roland = 0;
  std::optional<double> rice;
  std::vector<std::optional<std::size_t>> ballots;  ///< by member
  std::vector<std::optional<double>> distances;     ///< by member
};

void look_at(OneRollCall& one, const std::vector<BallotMasks>& masks, std::size_t roll_call,
             Turnout turnout) {
  Tally tally;
  one.ballots.assign(masks.size(), std::nullopt);
  one.distances.assign(masks.size(), std::nullopt);
  for (std::size_t m = 0; m < masks.size(); ++m) {
    one.ballots[m] = ballot_of(masks[m], roll_call);
    if (one.ballots[m]) ++tally.cast[*one.ballots[m]];
  }
  const std::size_t t = tally.total();
  one.present = t >= 2 && (turnout == Turnout::two_present || t == masks.size());
  if (!one.present) return;
  one.unanimous = tally.most() == t;
  const auto size = static_cast<double>(t);
  const auto most = static_cast<double>(tally.most());
  one.hix_noury_roland = (most - (size - most) / 2) / size;
  const auto yes = static_cast<double>(tally.cast[0]);
  const auto no = static_cast<double>(tally.cast[1]);
  one.rice = yes + no > 0 ? std::optional(std::fabs(yes - no) / (yes + no)) : std::nullopt;
  for (std::size_t m = 0; m < masks.size(); ++m) {
    if (!one.ballots[m]) continue;
    Tally others = tally;
    --others.cast[*one.ballots[m]];
    if (const auto theirs = others.majority()) one.distances[m] = steps_apart(*one.ballots[m], *theirs) / 2.0;
  }
}

void add(RollCallMean& mean, std::size_t roll_call, double value, double weight) {
  mean.sum += weight * value;
  mean.weight += weight;
  ++mean.n;
  mean.counted.set(roll_call);
}

void count_roll_call(Cohesion& result, const OneRollCall& one, std::size_t roll_call, double weight) {
  if (!one.present) return;
  result.present.set(roll_call);
  if (one.unanimous) result.unanimous.set(roll_call);
  add(result.unanimity, roll_call, one.unanimous ? 1 : 0, weight);
  add(result.hix_noury_roland, roll_call, one.hix_noury_roland, weight);
  if (one.rice) add(result.rice, roll_call, *one.rice, weight);
  for (std::size_t m = 0; m < one.distances.size(); ++m) {
    if (one.distances[m]) add(result.distances[m].from_majority, roll_call, *one.distances[m], weight);
  }
}

std::vector<BallotMasks> masks_of(const views::RollCallMatrix& matrix, const Mask& selected,
                                  const VoteRule& rule, const std::vector<std::string>& members) {
  std::vector<BallotMasks> masks;
  for (const auto& state : members)
    masks.push_back(ballot_masks(matrix, selected, rule, row_of(matrix, state)));
  return masks;
}

void check(const Mask& selected, const std::vector<std::string>& members, const Weights& weights) {
  if (members.size() < 2) throw Error::usage("a group needs at least two members");
  if (!weights.empty() && weights.size() != selected.size()) {
    throw Error::usage("weights need one number for each roll call");
  }
}

/// Twice the agreement of two ballots; nothing where the rule leaves one of them out.
std::optional<std::uint8_t> halves(const VoteRule& rule, std::size_t a, std::size_t b) {
  if (rule.abstention == Abstention::yes_no && (a == 2 || b == 2)) return std::nullopt;
  if (a == b) return std::uint8_t{2};
  return rule.abstention == Abstention::half && (a == 2 || b == 2) ? std::uint8_t{1} : std::uint8_t{0};
}

void add(CohesionParts::Sums& sums, std::optional<double> value, double weight) {
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
  const auto masks = masks_of(matrix, selected, rule, members);
  for (const auto& state : members) {
    result.distances.push_back({state, {}, std::nullopt});
    result.distances.back().from_majority.counted = none;
  }
  OneRollCall one;
  for (const auto i : selected.indices()) {
    look_at(one, masks, i, turnout);
    count_roll_call(result, one, i, weights.empty() ? 1 : weights[i]);
  }
  const Mask& pairs_over = turnout == Turnout::all_present ? result.present : selected;
  add_pairs(result, group_agreement(matrix, pairs_over, rule, members));
  return result;
}

CohesionParts cohesion_parts(const views::RollCallMatrix& matrix, const Mask& selected, const VoteRule& rule,
                             const std::vector<std::string>& members, Turnout turnout,
                             const Weights& weights) {
  check(selected, members, weights);
  const auto masks = masks_of(matrix, selected, rule, members);
  const std::size_t pairs = members.size() * (members.size() - 1) / 2;
  CohesionParts parts;
  parts.distances.resize(members.size());
  const auto columns = selected.indices();
  parts.pair_halves.assign(pairs, std::vector<std::uint8_t>(columns.size(), 0));
  parts.pair_counted = parts.pair_halves;
  OneRollCall one;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    look_at(one, masks, columns[c], turnout);
    const double weight = weights.empty() ? 1 : weights[columns[c]];
    const bool present = one.present;
    add(parts.rice, present ? one.rice : std::nullopt, weight);
    add(parts.hix_noury_roland, present ? std::optional(one.hix_noury_roland) : std::nullopt, weight);
    add(parts.unanimity, present ? std::optional(one.unanimous ? 1.0 : 0.0) : std::nullopt, weight);
    for (std::size_t m = 0; m < members.size(); ++m) add(parts.distances[m], one.distances[m], weight);
    if (!present && turnout == Turnout::all_present) continue;
    std::size_t p = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      for (std::size_t j = i + 1; j < members.size(); ++j, ++p) {
        if (!one.ballots[i] || !one.ballots[j]) continue;
        const auto twice = halves(rule, *one.ballots[i], *one.ballots[j]);
        if (!twice) continue;
        parts.pair_halves[p][c] = *twice;
        parts.pair_counted[p][c] = 1;
      }
    }
  }
  return parts;
}

}  // namespace blocs::measures
