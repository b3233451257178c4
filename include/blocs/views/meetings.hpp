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
  Provenance provenance;

  const Attendance* of(std::string_view state) const;
};

/// Meetings in order of start and id.
struct Meetings {
  std::vector<Meeting> rows;
};

}  // namespace blocs::views
