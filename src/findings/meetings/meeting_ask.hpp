#pragma once

#include <optional>
#include <string>
#include <vector>

#include "blocs/findings/options.hpp"
#include "blocs/findings/question.hpp"
#include "blocs/inference/count_models.hpp"
#include "blocs/measures/meeting_rule.hpp"

namespace blocs::findings {

/// How far the record's tables of meetings can speak to a question: which of them follow the states, and for
/// which days.
struct MeetingCoverage {
  std::vector<const views::SamplingFrame*> frames;  ///< that follow all the states
  std::optional<Period> observed;                   ///< asked for and looked for; nothing: not observed
  std::string why_not;                              ///< where it is not observed
  std::vector<std::string> caveats;                 ///< of what the question leaves outside the frame

  /// Whether rows with this frame id count: those of the frames that follow the states; where there is none,
  /// those that state none.
  bool covers(const std::string& frame) const;
};

/// The day whose members a group stands for in questions about meetings: the end of the period; where that is
/// open, the last day on which a frame of the record looked for meetings, without frames that of the last
/// meeting on record.
Date members_day(const views::Meetings& meetings, const Period& period);

/// The coverage of some states under a rule. Where no frame follows them, states that meetings without a
/// stated frame name count as followed, and the caveats say so; they are left out where only numbers are
/// wanted.
MeetingCoverage meeting_coverage(const views::Record& record, const std::vector<std::string>& states,
                                 const measures::MeetingRule& rule, Wanted wanted = Wanted::findings);

/// A question about meetings as far as all of them go alike.
struct MeetingAsk {
  measures::MeetingRule rule;
  const views::Meetings& meetings;
  Subjects subjects;
  MeetingCoverage coverage;
  measures::MeetingCount count;  ///< rows inside the frames that follow the states
  Wanted wanted = Wanted::findings;
};

/// `options` holds the rule and nothing else. Throws Error(usage) for fewer than two states.
MeetingAsk meeting_ask(const views::Record& record, const Question& question, const Json& options);

/// A finding of the ask's rule, with the frame's caveats; without a value where it is not observed.
Finding meeting_finding(const std::string& measure, const MeetingAsk& ask);

/// The meetings of a question and the finding that counts them. `options` holds the rule and `with_ranks`:
/// for some of the states, the ranks that took part for them.
struct CountedMeetings {
  MeetingAsk ask;
  Finding finding;
};
CountedMeetings count_of_meetings(const views::Record& record, const Question& question, Json options);

/// The finding that counts some of the ask's rows.
Finding count_finding(const MeetingAsk& ask, const std::vector<std::size_t>& rows);

/// How series of meetings are split: `year`, `half` or `quarter`.
bool is_series_unit(const std::string& by);

/// The period of a day in a series: "2024", "2024-H1", "2024-Q3".
std::string period_label(Date day, const std::string& by);

/// One part of a series, cut to what was observed.
struct SeriesPart {
  std::string label;
  Date first{1946, 1, 1};
  Date last{1946, 1, 1};
  std::vector<std::size_t> rows;

  double years() const { return (last.days() - first.days() + 1) / 365.25; }
};

/// The parts of what was observed, those without a meeting too, in order of time. Parts are cut at the ends
/// of what was observed and carry the exposure that is left.
std::vector<SeriesPart> meeting_series(const MeetingAsk& ask, const std::string& by);
std::vector<inference::CountPoint> count_points(const std::vector<SeriesPart>& parts);

/// All options of a meeting rule, for help texts.
inline constexpr const char* kMeetingRuleOptions =
    "since, until, min_rank, ranks, sides, frames, formats, confidences, sectors, hosts, with_agreements, "
    "exactly, "
    "supreme_leader_is_head_of_state";

}  // namespace blocs::findings
