#pragma once

#include <optional>
#include <string>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/views/meetings.hpp"

namespace blocs::measures {

/// On how many of the states asked about the rank must hold.
enum class Sides { any, both };
std::string_view word(Sides);

/// Which meetings are counted. A value: two counts with equal rules count alike. The default takes meetings
/// of the states themselves at minister level or above on every side, in person or by video, in their own
/// right or in the margins of something larger; sessions of many states, co-attendance and telephone calls
/// stay out.
struct MeetingRule {
  Period period;  ///< a meeting belongs to the day on which it began
  /// Least rank on the documented scale, unless `ranks` names a set. An unknown rank never meets either.
  views::Rank min_rank = views::Rank::minister;
  std::vector<views::Rank> ranks;  ///< if not empty: exactly these ranks, and `min_rank` is not used
  Sides sides = Sides::both;
  std::vector<views::Frame> frames{views::Frame::bilateral, views::Frame::trilateral,
                                   views::Frame::sidelines};
  std::vector<views::Format> formats{views::Format::in_person, views::Format::virtual_};
  std::vector<views::Confidence> confidences{views::Confidence::high, views::Confidence::medium,
                                             views::Confidence::low};
  std::vector<std::string> sectors;  ///< empty: any
  std::vector<std::string> hosts;    ///< empty: any
  bool with_agreements = false;      ///< only meetings at which something is recorded as agreed
  /// Only meetings whose participants are exactly the states asked about; asks for complete lists.
  bool exactly = false;
  /// Iran's Supreme Leader counts as a head of state.
  bool supreme_leader_is_head_of_state = true;

  friend bool operator==(const MeetingRule&, const MeetingRule&) = default;
};

/// The meetings of the states asked about that a rule lets in: each of `states` took part.
/// `exactly` counts only rows with a complete list of participants; `incomplete_rows` says how many would
/// have been looked at had their lists been complete. Cost: one pass over the meetings.
struct MeetingCount {
  std::vector<std::size_t> rows;  ///< indices into the view, in date order
  std::size_t incomplete_rows = 0;
};
MeetingCount count_meetings(const views::Meetings& meetings, const MeetingRule& rule,
                            const std::vector<std::string>& states);

/// All meetings that a rule lets in, whoever took part: its ranks must hold on every side, or with `any` on
/// one. `exactly` is not looked at. In date order.
std::vector<std::size_t> meetings_of_anyone(const views::Meetings& meetings, const MeetingRule& rule);

/// Whether one state's rank meets the rule.
bool meets_rank(const MeetingRule& rule, views::Rank rank);

}  // namespace blocs::measures
