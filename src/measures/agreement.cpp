#include "blocs/measures/agreement.hpp"

#include "ballot_masks.hpp"

namespace blocs::measures {

using views::Mask;

std::optional<double> PairAgreement::share() const {
  if (n == 0) return std::nullopt;
  return credit / static_cast<double>(n);
}

PairAgreement agreement(const views::RollCallMatrix& matrix, const views::Mask& selected,
                        const VoteRule& rule, const std::string& a, const std::string& b) {
  PairAgreement result;
  result.a = a;
  result.b = b;
  result.counted = Mask(selected.size());
  result.alike = Mask(selected.size());
  const auto left = ballot_masks(matrix, selected, rule, row_of(matrix, a));
  const auto right = ballot_masks(matrix, selected, rule, row_of(matrix, b));
  const std::size_t used = rule.abstention == Abstention::yes_no ? 2 : 3;
  double half_credit = 0;
  for (std::size_t i = 0; i < used; ++i) {
    for (std::size_t j = 0; j < used; ++j) {
      const Mask both = left[i] & right[j];
      const std::size_t count = both.count();
      result.table[i][j] = count;
      result.counted = result.counted | both;
      if (i == j) {
        result.alike = result.alike | both;
      } else if (rule.abstention == Abstention::half && (i == 2 || j == 2)) {
        half_credit += 0.5 * static_cast<double>(count);
      }
    }
  }
  result.n = result.counted.count();
  result.credit = static_cast<double>(result.alike.count()) + half_credit;
  return result;
}

GroupAgreement group_agreement(const views::RollCallMatrix& matrix, const views::Mask& selected,
                               const VoteRule& rule, const std::vector<std::string>& members) {
  GroupAgreement group;
  double total = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (std::size_t j = i + 1; j < members.size(); ++j) {
      group.pairs.push_back(agreement(matrix, selected, rule, members[i], members[j]));
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
    group.present = group.present | pair.counted;
    for (std::size_t w = 0; w < split.words().size(); ++w) {
      split.words()[w] |= pair.counted.words()[w] & ~pair.alike.words()[w];
    }
  }
  group.unanimous = group.present;
  for (std::size_t w = 0; w < split.words().size(); ++w) group.unanimous.words()[w] &= ~split.words()[w];
  return group;
}

}  // namespace blocs::measures
