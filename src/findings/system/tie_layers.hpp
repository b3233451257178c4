#pragma once

#include <string>
#include <vector>

#include "blocs/findings/options.hpp"
#include "blocs/measures/tie_layer.hpp"
#include "blocs/views/record.hpp"

namespace blocs::findings {

/// The days that layers of ties cover: votes and meetings from `since` to `day`, treaties and memberships on
/// `day`.
struct TieSpan {
  Date since{2022, 1, 1};
  Date day{9999, 12, 31};
  std::string words;
  std::string day_words;

  /// Of votes and meetings; open at its end where `day` is the end of the record.
  Period period() const;
};

/// Reads `since` (default 2022-01-01) and `on` (default: the end of the record).
TieSpan tie_span(Options& options);
/// Reads `layers`; throws Error(usage) for a name that is none. `events` is a layer of rings only.
std::vector<std::string> tie_layer_names(Options& options, std::vector<std::string> otherwise,
                                         bool events = false);
/// votes (Assembly, three ballots, absence missing), meetings (minister or above), treaties, memberships.
measures::TieLayer tie_layer(const views::Record& record, const std::string& name,
                             const std::vector<std::string>& states, const TieSpan& span,
                             std::size_t of_first = measures::kAllStates);
/// How near outsiders are to members in a layer, and the rows of the record that tie them.
struct Closeness {
  /// In the order of the outsiders: the mean tie to the members that have one; for events the share of an
  /// outsider's coded events that are with members. Nothing where it is not observed: meetings of a state
  /// that no table of meetings follows together with a member, fewer than twenty events, fewer than
  /// `least_common` votes in common with every member (a member with fewer does not count in the mean).
  std::vector<std::optional<double>> near;
  std::vector<std::string> rows;
  std::size_t too_few_votes = 0;  ///< outsiders that share votes with members, but with none of them enough
};
Closeness closeness(const views::Record& record, const std::string& layer,
                    const std::vector<std::string>& members, const std::vector<std::string>& outsiders,
                    const TieSpan& span, std::size_t least_common);
/// The rows of the record behind one event: itself, or for a group the membership rows of these states.
std::vector<std::string> tie_rows(const views::Record& record, const measures::TieLayer& layer,
                                  const measures::TieEvent& event, const std::vector<std::string>& states,
                                  Date day);

}  // namespace blocs::findings
