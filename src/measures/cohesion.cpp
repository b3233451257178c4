#include "blocs/measures/cohesion.hpp"

#include <algorithm>
#include <cmath>

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

void add(RollCallMean& mean, std::size_t roll_call, double value, double weight) {
  mean.sum += weight * value;
  mean.weight += weight;
  ++mean.n;
  mean.counted.set(roll_call);
}

void count_roll_call(Cohesion& result, const std::vector<BallotMasks>& masks, std::size_t roll_call,
                     double weight, Turnout turnout) {
  Tally tally;
  for (const auto& member : masks) {
    if (const auto b = ballot_of(member, roll_call)) ++tally.cast[*b];
  }
  const std::size_t t = tally.total();
  if (t < 2 || (turnout == Turnout::all_present && t < masks.size())) return;
  result.present.set(roll_call);
  const bool one = tally.most() == t;
  if (one) result.unanimous.set(roll_call);
  add(result.unanimity, roll_call, one ? 1 : 0, weight);

  const auto size = static_cast<double>(t);
  const auto most = static_cast<double>(tally.most());
  add(result.hix_noury_roland, roll_call, (most - (size - most) / 2) / size, weight);
  const auto yes = static_cast<double>(tally.cast[0]);
  const auto no = static_cast<double>(tally.cast[1]);
  if (yes + no > 0) add(result.rice, roll_call, std::fabs(yes - no) / (yes + no), weight);

  for (std::size_t m = 0; m < masks.size(); ++m) {
    const auto own = ballot_of(masks[m], roll_call);
    if (!own) continue;
    Tally others = tally;
    --others.cast[*own];
    if (const auto theirs = others.majority()) {
      add(result.distances[m].from_majority, roll_call, steps_apart(*own, *theirs) / 2.0, weight);
    }
  }
}

void add_pairs(Cohesion& result, const GroupAgreement& group) {
  result.pairs = group.pairs;
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
  if (members.size() < 2) throw Error::usage("a group needs at least two members");
  if (!weights.empty() && weights.size() != selected.size()) {
    throw Error::usage("weights need one number for each roll call");
  }
  Cohesion result;
  result.members = members;
  const Mask none(selected.size());
  result.present = result.unanimous = none;
  result.rice.counted = result.hix_noury_roland.counted = result.unanimity.counted = none;
  std::vector<BallotMasks> masks;
  for (const auto& state : members) {
    masks.push_back(ballot_masks(matrix, selected, rule, row_of(matrix, state)));
    result.distances.push_back({state, {}, std::nullopt});
    result.distances.back().from_majority.counted = none;
  }
  for (const auto i : selected.indices()) {
    count_roll_call(result, masks, i, weights.empty() ? 1 : weights[i], turnout);
  }
  const Mask& pairs_over = turnout == Turnout::all_present ? result.present : selected;
  add_pairs(result, group_agreement(matrix, pairs_over, rule, members));
  return result;
}

}  // namespace blocs::measures
