#include "blocs/measures/meeting_rule.hpp"

#include <algorithm>
#include <cstdint>

namespace blocs::measures {
namespace {

template <typename T>
bool contains(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// A set of codes, one bit each.
template <typename Code>
class CodeSet {
 public:
  CodeSet() = default;
  explicit CodeSet(const std::vector<Code>& codes) {
    for (const auto code : codes) add(code);
  }
  void add(Code code) { bits_ |= bit(code); }
  bool has(Code code) const { return (bits_ & bit(code)) != 0; }

 private:
  static std::uint32_t bit(Code code) { return std::uint32_t{1} << static_cast<unsigned>(code); }
  std::uint32_t bits_ = 0;
};

/// A rule made ready for a pass over many meetings.
class Sieve {
 public:
  explicit Sieve(const MeetingRule& rule)
      : rule_(rule), frames_(rule.frames), formats_(rule.formats), confidences_(rule.confidences) {
    for (int r = 0; r <= static_cast<int>(views::Rank::supreme_leader); ++r) {
      const auto rank = static_cast<views::Rank>(r);
      if (meets_rank(rule, rank)) ranks_.add(rank);
    }
  }

  bool lets_in(const views::Meeting& meeting) const {
    return frames_.has(meeting.frame) && formats_.has(meeting.format) &&
           confidences_.has(meeting.provenance.confidence) && rule_.period.contains(meeting.start) &&
           (rule_.sectors.empty() || contains(rule_.sectors, meeting.sector)) &&
           (rule_.hosts.empty() || contains(rule_.hosts, meeting.host)) &&
           (!rule_.with_agreements || !meeting.agreements.empty());
  }

  bool ranks_hold(const views::Meeting& meeting, const std::vector<std::string>& states) const {
    std::size_t holding = 0;
    for (const auto& state : states) {
      const auto* attendance = meeting.of(state);
      if (attendance == nullptr) return false;
      if (ranks_.has(attendance->rank)) ++holding;
    }
    return rule_.sides == Sides::any ? holding > 0 : holding == states.size();
  }

  /// With everybody who took part.
  bool ranks_hold(const views::Meeting& meeting) const {
    const auto holding =
        static_cast<std::size_t>(std::count_if(meeting.attendance.begin(), meeting.attendance.end(),
                                               [&](const auto& one) { return ranks_.has(one.rank); }));
    return rule_.sides == Sides::any ? holding > 0 : holding == meeting.attendance.size();
  }

 private:
  const MeetingRule& rule_;
  CodeSet<views::Frame> frames_;
  CodeSet<views::Format> formats_;
  CodeSet<views::Confidence> confidences_;
  CodeSet<views::Rank> ranks_;
};

}  // namespace

std::string_view word(Sides sides) {
  return sides == Sides::any ? "any" : "both";
}

bool meets_rank(const MeetingRule& rule, views::Rank rank) {
  if (rank == views::Rank::supreme_leader) {
    if (!rule.supreme_leader_is_head_of_state) return contains(rule.ranks, rank);
    rank = views::Rank::head_of_state;
    if (contains(rule.ranks, views::Rank::supreme_leader)) return true;
  }
  if (!rule.ranks.empty()) return contains(rule.ranks, rank);
  const auto have = views::height(rank);
  const auto least = views::height(rule.min_rank);
  if (!least) return true;  // "at least unknown" asks for nothing
  return have && *have >= *least;
}

std::vector<std::size_t> meetings_of_anyone(const views::Meetings& meetings, const MeetingRule& rule) {
  const Sieve sieve(rule);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < meetings.rows.size(); ++i) {
    if (sieve.lets_in(meetings.rows[i]) && sieve.ranks_hold(meetings.rows[i])) rows.push_back(i);
  }
  return rows;
}

MeetingCount count_meetings(const views::Meetings& meetings, const MeetingRule& rule,
                            const std::vector<std::string>& states) {
  const Sieve sieve(rule);
  MeetingCount count;
  for (std::size_t i = 0; i < meetings.rows.size(); ++i) {
    const auto& meeting = meetings.rows[i];
    if (!sieve.lets_in(meeting) || !sieve.ranks_hold(meeting, states)) continue;
    if (rule.exactly) {
      if (!meeting.participants_complete) {
        ++count.incomplete_rows;
        continue;
      }
      if (meeting.attendance.size() != states.size()) continue;
    }
    count.rows.push_back(i);
  }
  return count;
}

}  // namespace blocs::measures
