#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../level.hpp"
#include "blocs/findings/finding.hpp"
#include "blocs/views/states.hpp"

// What a brief puts into large letters: pure functions from findings to words, by the thresholds that
// docs/headlines.md writes down. A first, a most or a least is named only where no other is level with it; a
// tie is said as one.
namespace blocs::findings {

/// "China", "the United States"; "China and Russia".
std::string spoken(const views::States& states, const std::vector<std::string>& codes);
/// "China–Russia", of the subjects of a finding about two states.
std::string dashed(const views::States& states, const Finding& pair);

/// How a group votes, by the share of roll calls on which its members cast one ballot: "votes as one" from
/// nine in ten, "mostly votes as one" above a half, "is divided half the time" at a half, "is divided more
/// often than not" below a half, and "rarely votes as one" below one in ten. `singular`: "CRINK votes", but
/// "these four states vote". Empty below five roll calls: too few for a word.
std::string unity_words(const Finding& unanimity, bool singular);

/// What the headline of a brief rests on.
struct HeadlineFacts {
  std::string name;                  ///< of a named group; empty for a list of states
  std::vector<std::string> members;  ///< codes
  std::vector<std::string> sat;      ///< those with a seat in the Council
  std::optional<Finding> contested;  ///< Council, contested votes
  std::optional<Finding> session;    ///< unanimity, or agreement of two, in the latest whole session
  std::string session_words;         ///< "session 74 (opened in 2019)"
  std::optional<Finding> named;      ///< unanimity, or agreement of two, on named resolutions
  std::vector<Finding> met;          ///< meetings of each pair, where all members are followed
  std::optional<Finding> whole;      ///< meetings of exactly all members, any rank
};

/// The headline of a brief.
std::string brief_title(const views::States& states, const HeadlineFacts& facts);
/// "Five of 6 pairs met at the rank of minister or above, China and Russia most often (43 meetings). No
/// meeting of exactly all four is on record."
std::string meetings_summary(const views::States& states, const std::vector<Finding>& met,
                             const Finding& whole, std::size_t members);

/// Which of some counts (findings about pairs, by the number of their rows) are level with the largest.
/// Empty where all are nought.
std::vector<std::size_t> most_rows(const std::vector<Finding>& counts);

/// "China and Russia met most often, 43 times"; "China–Iran and Iran–Russia are level with 5 meetings each,
/// more than other pairs". `pairs`: a count a pair.
std::string meetings_headline(const views::States& states, const std::vector<Finding>& pairs);
/// Which pair's yearly count grew most, from the first to the last year: `years` has the counts of each pair.
std::string growth_headline(const views::States& states, const std::vector<std::vector<Finding>>& years);
/// Shared memberships of all (`whole`) and of each pair.
std::string memberships_headline(const views::States& states, const std::vector<std::string>& members,
                                 const Finding& whole, const std::vector<Finding>& pairs);
/// Which pair traded most: `totals` holds a finding of `trade.total` a pair, its latest.
std::string trade_headline(const views::States& states, const std::vector<Finding>& totals);
/// Who leans on whom most more than the reverse, of findings of `trade.dependence`; empty without a pair
/// known both ways.
std::string leaning_headline(const views::States& states, const std::vector<Finding>& findings);
/// Who is first in which layer, from the first finding of `system.centre`.
std::string centre_headline(const Finding& centre);
/// Who is first, alone or level with others, in most layers, in a sentence.
std::string centre_sentence(const Finding& centre);
/// Which pairs agree most and which least, of findings of `votes.agreement`; undefined ones are left out.
std::string alike_headline(const views::States& states, const std::vector<Finding>& pairs);
/// The named resolutions: all members, and the pair that is alone in agreeing most.
std::string assembly_headline(const views::States& states, const std::vector<std::string>& members,
                              const Finding& whole, const std::vector<Finding>& pairs);
/// Where members' best pair stands among all pairs: `inside` says which are of the group.
std::string council_pairs_headline(const views::States& states, const std::vector<Finding>& pairs,
                                   const std::vector<std::string>& members);
/// The lowest and the highest of some half-years, each with its label; empty where fewer than two differ.
std::string range_headline(const std::vector<std::pair<std::string, Finding>>& parts);
/// Who voted farthest from the others: rows with `state`, `distance_from_majority`, and perhaps `low`,
/// `high`.
std::string farthest_headline(const views::States& states, const std::vector<Json>& members,
                              const std::string& when);
/// On which topics the members are most and least alike: values by words of the topic.
std::string topics_headline(const std::vector<std::pair<std::string, double>>& topics,
                            const std::string& when);
/// The nearest three states outside, with all that are level with the third: codes and numbers, nearest
/// first.
std::string nearest_headline(const views::States& states,
                             const std::vector<std::pair<std::string, double>>& outside,
                             const std::string& when);
/// How many of `asked` measures move without each member: names and counts; those without a move may be left
/// out.
std::string without_headline(const std::vector<std::pair<std::string, std::size_t>>& moves,
                             std::size_t asked);
/// The first three of some findings in order of their shares, and all that are level with the third, each
/// with its share in brackets: "China (8 of 9), Iran (7 of 8) and Cuba (7 of 8)"; more than five are counted.
std::string first_three(const std::vector<std::pair<std::string, Finding>>& ordered);

}  // namespace blocs::findings
