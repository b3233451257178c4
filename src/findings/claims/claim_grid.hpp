#pragma once

#include <string>
#include <vector>

#include "blocs/findings/claims.hpp"
#include "blocs/inference/rule_grid.hpp"

namespace blocs::findings {

/// The rule grid of one claim, as docs/claims.md writes it down for each kind of claim: which choices its
/// questions leave open, and what a rule makes of each question.
///
/// A choice is open if one of the claim's measures takes it and no question of that measure names its option:
/// what a question names is what the claim is about, and is never varied.
class ClaimGrid {
 public:
  ClaimGrid(const Claim& claim, const Document& document);

  const inference::RuleGrid& rules() const { return rules_; }
  /// A figure's question under a rule.
  Question question(const Figure& figure, std::size_t rule) const;
  /// The days that the grid tries as the cut-off of a figure, as stated first; none if its question does not
  /// end there.
  std::vector<Date> cut_offs(const Figure& figure) const;
  /// Which of these a rule takes.
  std::size_t cut_off_of(std::size_t rule) const;
  /// For each rule, the first that makes the same question of a figure: rules that differ only in choices
  /// which its question does not take, or in cut-offs that come to the same: `same_cut_off` names for each of
  /// `cut_offs` the first that does.
  std::vector<std::size_t> first_alike(const Figure& figure,
                                       const std::vector<std::size_t>& same_cut_off) const;
  /// Where a rule departs from the default, in words.
  std::string words(std::size_t rule) const;
  /// What some rules have in common that not all rules have; empty if nothing.
  std::string shared(const std::vector<std::size_t>& chosen) const;

 private:
  struct Level {
    std::string words;
    Json options;    ///< merged into the options of a question that takes the choice; null takes one out
    int days_later;  ///< of the cut-off; negative: earlier
  };
  struct Choice {
    std::string name;
    std::vector<std::string> measures;  ///< that take it
    std::vector<std::string> keys;  ///< naming one of these options in a question closes the choice for it
    std::vector<Level> levels;
  };
  static std::vector<Choice> votes();
  static std::vector<Choice> meetings();
  static std::vector<Choice> facts(const Claim& claim);
  static std::vector<Choice> ties();
  static Choice cut_off(const Claim& claim, const Document& document);
  static bool takes(const Choice& choice, const Question& question);

  std::optional<Date> cut_off_;
  std::vector<Choice> choices_;
  inference::RuleGrid rules_;
};

}  // namespace blocs::findings
