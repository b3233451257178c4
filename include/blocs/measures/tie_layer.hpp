#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "blocs/measures/meeting_rule.hpp"
#include "blocs/measures/vote_rule.hpp"
#include "blocs/views/meetings.hpp"
#include "blocs/views/roll_calls.hpp"
#include "blocs/views/ties.hpp"

namespace blocs::measures {

/// One row of the record that ties states: a roll call, a meeting, a treaty, a group.
struct TieEvent {
  std::string id;  ///< row id
  struct Part {
    std::uint32_t a, b;  ///< indices of states, a < b
    double weight;  ///< a meeting, treaty or group: 1; a roll call: 1 alike, half for half agreement, or 0
  };
  std::vector<Part> parts;
};

/// Ties of one kind among states, event by event, so that they can be summed, resampled or left out. `mean`:
/// the tie of a pair is the mean weight of its events (share of votes alike), else their sum.
struct TieLayer {
  std::string name;  ///< votes, meetings, treaties, memberships
  bool mean = false;
  std::vector<std::string> states;
  std::vector<TieEvent> events;
};

/// `of_first`: which pairs are tied, those of the first so many states with each other and with the rest. By
/// default all; a group's ties to the world need its members first and nothing of the pairs of outsiders.
inline constexpr std::size_t kAllStates = std::numeric_limits<std::size_t>::max();

TieLayer vote_layer(const views::RollCallMatrix& matrix, const VoteRule& rule,
                    const std::vector<std::string>& states, std::size_t of_first = kAllStates);
TieLayer meeting_layer(const views::Meetings& meetings, const MeetingRule& rule,
                       const std::vector<std::string>& states, std::size_t of_first = kAllStates);
TieLayer treaty_layer(const views::Commitments& commitments, const views::Memberships& memberships,
                      const std::vector<std::string>& states, Date day, std::size_t of_first = kAllStates);
/// Organisations, alliances and informal groups; sets named by analysts are left out.
TieLayer membership_layer(const views::Memberships& memberships, const std::vector<std::string>& states,
                          Date day, std::size_t of_first = kAllStates);

/// The tie of every pair: a symmetric matrix, row by row. Undefined on the diagonal, and where a mean has no
/// event. `times` says how often each event counts (for a bootstrap); empty: once.
std::vector<std::optional<double>> tie_matrix(const TieLayer& layer,
                                              const std::vector<std::size_t>& times = {});

/// Where a member stands among the ties of its group.
struct Centrality {
  /// Sum of its ties over the sum of all: between 0 and 1, members add up to 2. Undefined without ties, and
  /// for means, which do not add up.
  std::optional<double> share;
  /// Mean tie of all pairs less the mean of those without it: what the group loses when it goes. Undefined if
  /// a pair is, or with fewer than three members.
  std::optional<double> lost;
  /// Pairs of others tied more closely through it (the weaker of its two ties) than to each other.
  std::size_t between = 0;
  std::size_t pairs = 0;  ///< pairs of others for which all three ties are defined
};
/// Of each member. Cost: cubic in the members.
std::vector<Centrality> centrality(const TieLayer& layer, const std::vector<std::optional<double>>& ties);
/// The same without pairs and those between which it stands, which stay 0. Cost: quadratic.
std::vector<Centrality> tie_weights(const TieLayer& layer, const std::vector<std::optional<double>>& ties);

/// Ranks by score, the highest first; equal scores share the mean of their ranks.
std::vector<double> mean_ranks(const std::vector<double>& scores);

/// Kendall's W of m rankings of n things, corrected for ties (Kendall and Gibbons 1990): 0 no agreement, 1
/// all alike. `scores[r][k]`, higher is nearer. Undefined for fewer than two rankings or things, or where
/// all is tied.
std::optional<double> kendall_w(const std::vector<std::vector<double>>& scores);
/// Kendall's tau-b of two lists. Undefined if one of them is constant.
std::optional<double> kendall_tau(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace blocs::measures
