#include "verdict_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "../words.hpp"
#include "blocs/core/text.hpp"
#include "claim_reading.hpp"

namespace blocs::findings {
namespace {

/// Whether a figure counts for the verdict: it can be checked, and was not overtaken.
bool counts(const CheckedClaim& claim, std::size_t f) {
  const auto verdict = claim.figures[f].verdict;
  return verdict != Verdict::not_checkable && verdict != Verdict::overtaken;
}

/// Whether a figure is named in words: one that states nothing is told by the comparison that names it.
bool told(const CheckedClaim& claim, std::size_t f) {
  return counts(claim, f) && claim.figures[f].figure.states_a_value();
}

std::vector<std::size_t> rules_that_hold(const CheckedClaim& claim) {
  std::vector<std::size_t> rules;
  for (std::size_t r = 0; r < claim.variants.size(); ++r) {
    if (claim.variants[r].holds) rules.push_back(r);
  }
  return rules;
}

/// The rule that comes nearest: most figures, then the least distance, then the fewest departures from the
/// default. `must` is a figure that has to come out.
std::optional<std::size_t> nearest_rule(const CheckedClaim& claim, std::optional<std::size_t> must,
                                        bool plain_first) {
  using Rank = std::tuple<std::size_t, long, double, std::size_t>;
  std::optional<std::size_t> best;
  Rank best_rank;
  for (std::size_t r = 0; r < claim.variants.size(); ++r) {
    const auto& variant = claim.variants[r];
    if (must && !variant.figure_holds[*must]) continue;
    double far = 0;
    for (std::size_t f = 0; f < claim.figures.size(); ++f) {
      if (counts(claim, f)) far += distance(claim.figures[f].figure, variant.values[f]).value_or(10);
    }
    const auto held = std::count(variant.figure_holds.begin(), variant.figure_holds.end(), true);
    const auto departures = claim.grid.departures(r);
    const Rank rank{plain_first ? departures : 0, -held, far, departures};
    if (!best || rank < best_rank) std::tie(best, best_rank) = std::make_tuple(std::optional(r), rank);
  }
  return best;
}

/// "Adopted: 175; Vetoed: 18" for the figures that do not come out under a rule.
std::string misses(const CheckedClaim& claim, const Variant& variant) {
  std::vector<std::string> parts;
  for (std::size_t f = 0; f < claim.figures.size(); ++f) {
    if (!told(claim, f) || variant.figure_holds[f]) continue;
    parts.push_back(claim.figures[f].figure.label + ": " + variant.values[f].words);
  }
  return join(parts, "; ");
}

/// How one figure of several, which the default rule does not give, stands under the other rules.
std::string elsewhere(const CheckedClaim& claim, std::size_t f) {
  const auto& figure = claim.figures[f].figure;
  if (const auto at = nearest_rule(claim, f, true)) {
    const auto& variant = claim.variants[*at];
    const auto rest = misses(claim, variant);
    return fmt::format(" {} comes out, as {}, under “{}”{}.", figure.label, variant.values[f].words,
                       variant.rule, rest.empty() ? "" : ", which gives " + rest);
  }
  std::optional<double> least;
  std::size_t at = 0;
  for (std::size_t r = 0; r < claim.variants.size(); ++r) {
    const auto far = distance(figure, claim.variants[r].values[f]);
    if (far && (!least || *far < *least)) std::tie(least, at) = std::make_tuple(far, r);
  }
  if (claim.variants.size() == 1 || !least) return "";
  return fmt::format(" {} comes out under no rule; the nearest is {}{}.", figure.label,
                     claim.variants[at].values[f].words,
                     at == 0 ? "" : ", under “" + claim.variants[at].rule + "”");
}

std::string why_joint_differs(const CheckedClaim& claim) {
  const auto& plain = claim.variants.front();
  std::vector<std::string> held;
  for (std::size_t f = 0; f < claim.figures.size(); ++f) {
    if (plain.figure_holds[f] && told(claim, f)) held.push_back(claim.figures[f].figure.label);
  }
  const std::string what =
      held.empty() ? "nothing comes out" : and_list(held) + (held.size() > 1 ? " come" : " comes") + " out";
  std::string text =
      fmt::format("{} {}, but not {}.", claim.variants.size() > 1 ? "By the default rule" : "Of these", what,
                  misses(claim, plain));
  if (held.empty()) text = fmt::format("The record gives {}.", misses(claim, plain));
  if (claim.variants.size() > 1)
    text += fmt::format(" None of {} rules gives all together.", claim.variants.size());
  for (std::size_t f = 0; f < claim.figures.size(); ++f) {
    if (told(claim, f) && !plain.figure_holds[f]) text += elsewhere(claim, f);
  }
  return text;
}

std::string why_differs(const CheckedClaim& claim) {
  if (claim.figures.size() > 1) return why_joint_differs(claim);
  if (claim.variants.size() == 1) return "";
  const auto at = nearest_rule(claim, std::nullopt, false).value_or(0);
  std::string text = fmt::format("None of {} rules gives it", claim.variants.size());
  if (at == 0) return text + "; the default comes nearest.";
  return fmt::format("{}; the nearest, “{}”, gives {}.", text, claim.variants[at].rule,
                     claim.variants[at].values[0].words);
}

std::string why_some(const CheckedClaim& claim, const ClaimGrid& grid) {
  const auto rules = rules_that_hold(claim);
  const std::string common = grid.shared(rules);
  const std::string by_default =
      claim.figures.size() > 1 ? misses(claim, claim.variants.front()) : claim.figures[0].record.words;
  return fmt::format("The default rule gives {}. It comes out under {} of {} rules{}.", by_default,
                     rules.size(), claim.variants.size(),
                     common.empty() ? "" : ", all of them with: " + common);
}

/// For one figure, the few other values that the grid gives: "; others: 35 of 66 sets (absence ...)".
std::string other_values(const CheckedClaim& claim) {
  if (claim.figures.size() > 1) return "";
  std::vector<std::pair<std::string, std::string>> others;
  for (const auto& variant : claim.variants) {
    const auto& words = variant.values[0].words;
    const bool known =
        words == claim.figures[0].record.words ||
        std::any_of(others.begin(), others.end(), [&](const auto& o) { return o.first == words; });
    if (!known) others.emplace_back(words, variant.rule);
  }
  if (others.empty() || others.size() > 3) return "";
  std::vector<std::string> parts;
  for (const auto& [words, rule] : others) parts.push_back(fmt::format("{} (“{}”)", words, rule));
  return "; the grid also gives " + and_list(parts);
}

std::string join_sentences(const std::string& first, const std::string& second) {
  return first + (first.empty() || second.empty() ? "" : " ") + second;
}

/// What the figures with this verdict say of themselves.
std::string whys(const CheckedClaim& claim, Verdict verdict) {
  std::string text;
  for (const auto& checked : claim.figures) {
    const std::string label = claim.figures.size() > 1 ? checked.figure.label + ": " : "";
    if (checked.verdict == verdict && !checked.why.empty())
      text += (text.empty() ? "" : "; ") + label + checked.why;
  }
  return text.empty() ? "" : capital(text) + ".";
}

}  // namespace

std::string verdict_words(const CheckedClaim& claim) {
  switch (claim.verdict) {
    case Verdict::reproduced:
      return "reproduced";
    case Verdict::under_some_rules:
      return fmt::format("reproduced under {} of {} rules", rules_that_hold(claim).size(),
                         claim.variants.size());
    case Verdict::differs:
      return "differs";
    case Verdict::overtaken:
      return "overtaken";
    case Verdict::not_checkable:
      return "not checkable here";
  }
  return "";
}

std::string why(const CheckedClaim& claim, const ClaimGrid& grid) {
  switch (claim.verdict) {
    case Verdict::reproduced: {
      if (claim.variants.size() == 1) return "";
      return fmt::format("It holds under {} of {} rules{}.", rules_that_hold(claim).size(),
                         claim.variants.size(), other_values(claim));
    }
    case Verdict::under_some_rules:
      return why_some(claim, grid);
    case Verdict::differs:
      return join_sentences(join_sentences(why_differs(claim), whys(claim, Verdict::differs)),
                            whys(claim, Verdict::overtaken));
    case Verdict::overtaken:
      return join_sentences(whys(claim, Verdict::overtaken), whys(claim, Verdict::not_checkable));
    case Verdict::not_checkable:
      return claim.claim.not_checkable.empty() ? whys(claim, Verdict::not_checkable)
                                               : claim.claim.not_checkable;
  }
  return "";
}

}  // namespace blocs::findings
