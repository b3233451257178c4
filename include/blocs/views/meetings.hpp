#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/views/ties.hpp"

namespace blocs::views {

/// The highest rank that took part for a state. `unknown` is legal and stays unknown.
enum class Rank {
  unknown,
  official,
  deputy_minister,
  minister,
  defence_minister,
  foreign_minister,
  security_council_secretary,
  deputy_prime_minister,
  parliament_speaker,
  head_of_government,
  head_of_state,
  supreme_leader,
};
enum class Format { in_person, virtual_, telephone };
/// In which setting the states met; see the codebook.
enum class Frame { bilateral, trilateral, sidelines, multilateral_session, co_attendance };

std::string_view word(Rank);
std::string_view word(Format);
std::string_view word(Frame);
std::optional<Rank> rank_of(std::string_view word);
std::optional<Format> format_of(std::string_view word);
std::optional<Frame> frame_of(std::string_view word);
std::vector<std::string> all_ranks();
std::vector<std::string> all_formats();
std::vector<std::string> all_frames();

/// Height on the documented scale for "at least": official 1, deputy minister 2, every minister 3, deputy
/// prime ministers, parliament speakers and security-council secretaries 4, heads of government 5, heads of
/// state and Iran's Supreme Leader 6. `unknown` has no height.
std::optional<int> height(Rank);

struct Attendance {
  std::string state;
  Rank rank = Rank::unknown;
};

struct Meeting {
  std::string id;
  Date start{1946, 1, 1};
  Date end{1946, 1, 1};
  std::vector<Attendance> attendance;  ///< in state order, each state once
  std::string host;                    ///< state, or empty
  std::string city;
  Format format = Format::in_person;
  Frame frame = Frame::bilateral;
  bool participants_complete = true;
  std::string occasion;
  std::string sector;
  std::string agreements;
  std::string sampling_frame;  ///< id of the frame of its table; empty: none is stated
  Provenance provenance;

  const Attendance* of(std::string_view state) const;
};

/// What a table of meetings set out to find. Counts compare only inside it: of another state, day or rank the
/// table says nothing.
struct SamplingFrame {
  std::string id;
  std::string title;
  std::vector<std::string>
      states;  ///< followed, in code order; a meeting in the table has two or more of them
  Date since{1946, 1, 1};
  Date until{1946, 1, 1};
  Rank least_rank = Rank::minister;
  std::string sources;  ///< which sources were searched, in words
  Provenance provenance;

  bool follows(const std::vector<std::string>& wanted) const;
};

/// Two rows that are one meeting: `dropped` is kept in the store and left out of the view.
struct MeetingMerge {
  std::string dropped;
  std::string kept;
  std::string why;
};

/// Journeys of a state's leader in one year, as a data set counts them.
struct LeaderTrips {
  std::string id;
  std::string state;
  int year = 0;
  int sent = 0;      ///< journeys of its leader abroad
  int received = 0;  ///< journeys of other leaders to it
  Provenance provenance;
};

/// Meetings in order of start and id, with what was followed to find them, and leaders' journeys by year
/// (another source, at another grain: never added to meetings).
struct Meetings {
  std::vector<Meeting> rows;
  std::vector<SamplingFrame> frames;  ///< in order of id
  std::vector<MeetingMerge> merges;   ///< in order of the dropped id
  std::vector<LeaderTrips> trips;     ///< in order of state and year

  /// The frames that follow all of these states.
  std::vector<const SamplingFrame*> frames_of(const std::vector<std::string>& states) const;
};

}  // namespace blocs::views
