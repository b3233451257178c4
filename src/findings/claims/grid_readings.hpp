#pragma once

#include <cstddef>
#include <vector>

#include "blocs/findings/verdicts.hpp"
#include "blocs/views/record.hpp"
#include "claim_grid.hpp"

namespace blocs::findings {

/// What the record gives for each figure of a claim under each rule of its grid. Figures that put the same
/// question share its answer, and so do rules that make the same of a question, or put a cut-off between
/// which and another nothing on record happened: each is asked once. `claim` and `grid` outlive it.
class GridReadings {
 public:
  GridReadings(const Claim& claim, const ClaimGrid& grid, const views::Record& record);

  /// How many different questions there are.
  std::size_t questions() const { return asks_.size(); }

  /// Asks one of them for its numbers. Several may be asked at once. What the record cannot answer is read as
  /// undefined. Throws Error(usage) for a pick that no answer can meet.
  void ask(const views::Record& record, std::size_t question);

  /// After all are asked. Undefined for a comparison, which asks nothing.
  Reading at(std::size_t figure, std::size_t rule) const;

 private:
  /// What the readings of a figure say of the true values, by cut-off, or once where there is none.
  std::vector<Bound> bounds(const views::Record& record, const Figure& figure) const;

  struct Ask {
    std::vector<std::size_t> figures;  ///< that read its answer
    std::size_t rule;                  ///< the first that makes this question
  };

  const Claim& claim_;
  const ClaimGrid& grid_;
  std::vector<Ask> asks_;
  std::vector<std::vector<std::size_t>> same_;  ///< by figure and rule: the first rule with the same question
  std::vector<std::vector<Bound>> bounds_;      ///< by figure and cut-off
  std::vector<std::vector<Reading>> readings_;  ///< by figure and rule; empty where the rule is not the first
};

}  // namespace blocs::findings
