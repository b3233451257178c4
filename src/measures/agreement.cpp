#include "blocs/measures/agreement.hpp"

#include <bit>
#include <cstdint>

#include "ballot_masks.hpp"

namespace blocs::measures {
namespace {

using views::Mask;

PairAgreement agreement_of(const BallotMasks& left, const BallotMasks& right, const VoteRule& rule,
                           const std::string& a, const std::string& b) {
  PairAgreement result;
  result.a = a;
  result.b = b;
  result.counted = Mask(left[0].size());
  result.alike = Mask(left[0].size());
  const std::size_t used = rule.abstention == Abstention::yes_no ? 2 : 3;
  for (std::size_t w = 0; w < result.counted.words().size(); ++w) {
    std::uint64_t counted = 0;
    std::uint64_t alike = 0;
    for (std::size_t i = 0; i < used; ++i) {
      const std::uint64_t mine = left[i].words()[w];
      if (mine == 0) continue;
      for (std::size_t j = 0; j < used; ++j) {
        const std::uint64_t both = mine & right[j].words()[w];
        if (both == 0) continue;
        result.table[i][j] += static_cast<std::size_t>(std::popcount(both));
        counted |= both;
        if (i == j) alike |= both;
      }
    }
    result.counted.words()[w] = counted;
    result.alike.words()[w] = alike;
  }
  std::size_t same = 0;
  std::size_t half = 0;
  for (std::size_t i = 0; i < used; ++i) {
    for (std::size_t j = 0; j < used; ++j) {
      result.n += result.table[i][j];
      if (i == j) same += result.table[i][j];
      if (i != j && rule.abstention == Abstention::half && (i == 2 || j == 2)) half += result.table[i][j];
    }
  }
  result.credit = static_cast<double>(same) + 0.5 * static_cast<double>(half);
  return result;
}

}  // namespace

std::optional<double> PairAgreement::share() const {
  if (n == 0) return std::nullopt;
  return credit / static_cast<double>(n);
}

PairAgreement agreement(const views::RollCallMatrix& matrix, const views::Mask& selected,
                        const VoteRule& rule, const std::string& a, const std::string& b) {
  return agreement_of(ballot_masks(matrix, selected, rule, row_of(matrix, a)),
                      ballot_masks(matrix, selected, rule, row_of(matrix, b)), rule, a, b);
}

GroupAgreement group_agreement(const views::RollCallMatrix& matrix, const views::Mask& selected,
                               const VoteRule& rule, const std::vector<std::string>& members) {
  GroupAgreement group;
  const auto masks = ballot_masks(matrix, selected, rule, members);
  double total = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (std::size_t j = i + 1; j < members.size(); ++j) {
      group.pairs.push_back(agreement_of(masks[i], masks[j], rule, members[i], members[j]));
      if (const auto share = group.pairs.back().share()) {
        total += *share;
        ++group.pairs_defined;
      }
    }
  }
  if (group.pairs_defined > 0) group.mean_pairwise = total / static_cast<double>(group.pairs_defined);

  group.present = Mask(selected.size());
  Mask split(selected.size());
  for (const auto& pair : group.pairs) {
    for (std::size_t w = 0; w < split.words().size(); ++w) {
      group.present.words()[w] |= pair.counted.words()[w];
      split.words()[w] |= pair.counted.words()[w] & ~pair.alike.words()[w];
    }
  }
  group.unanimous = group.present;
  for (std::size_t w = 0; w < split.words().size(); ++w) group.unanimous.words()[w] &= ~split.words()[w];
  return group;
}

}  // namespace blocs::measures
