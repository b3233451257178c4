#include "blocs/views/meetings.hpp"

#include <algorithm>
#include <array>

namespace blocs::views {
namespace {

constexpr std::array<std::string_view, 12> kRanks{"unknown",
                                                  "official",
                                                  "deputy_minister",
                                                  "minister",
                                                  "defence_minister",
                                                  "foreign_minister",
                                                  "security_council_secretary",
                                                  "deputy_prime_minister",
                                                  "parliament_speaker",
                                                  "head_of_government",
                                                  "head_of_state",
                                                  "supreme_leader"};
constexpr std::array<std::string_view, 3> kFormats{"in_person", "virtual", "telephone"};
constexpr std::array<std::string_view, 5> kFrames{"bilateral", "trilateral", "sidelines",
                                                  "multilateral_session", "co_attendance"};

template <typename Code, std::size_t N>
std::optional<Code> find(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto at = std::find(words.begin(), words.end(), word);
  if (at == words.end()) return std::nullopt;
  return static_cast<Code>(at - words.begin());
}

}  // namespace

std::string_view word(Rank c) {
  return kRanks.at(static_cast<std::size_t>(c));
}
std::string_view word(Format c) {
  return kFormats.at(static_cast<std::size_t>(c));
}
std::string_view word(Frame c) {
  return kFrames.at(static_cast<std::size_t>(c));
}
std::optional<Rank> rank_of(std::string_view word) {
  return find<Rank>(kRanks, word);
}
std::optional<Format> format_of(std::string_view word) {
  return find<Format>(kFormats, word);
}
std::optional<Frame> frame_of(std::string_view word) {
  return find<Frame>(kFrames, word);
}
std::vector<std::string> all_ranks() {
  return {kRanks.begin(), kRanks.end()};
}
std::vector<std::string> all_formats() {
  return {kFormats.begin(), kFormats.end()};
}
std::vector<std::string> all_frames() {
  return {kFrames.begin(), kFrames.end()};
}

std::optional<int> height(Rank rank) {
  switch (rank) {
    case Rank::unknown:
      return std::nullopt;
    case Rank::official:
      return 1;
    case Rank::deputy_minister:
      return 2;
    case Rank::minister:
    case Rank::defence_minister:
    case Rank::foreign_minister:
      return 3;
    case Rank::security_council_secretary:
    case Rank::deputy_prime_minister:
    case Rank::parliament_speaker:
      return 4;
    case Rank::head_of_government:
      return 5;
    case Rank::head_of_state:
    case Rank::supreme_leader:
      return 6;
  }
  return std::nullopt;
}

bool SamplingFrame::follows(const std::vector<std::string>& wanted) const {
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& state) {
    return std::binary_search(states.begin(), states.end(), state);
  });
}

std::vector<const SamplingFrame*> Meetings::frames_of(const std::vector<std::string>& states) const {
  std::vector<const SamplingFrame*> found;
  for (const auto& frame : frames) {
    if (frame.follows(states)) found.push_back(&frame);
  }
  return found;
}

const Attendance* Meeting::of(std::string_view state) const {
  const auto at = std::find_if(attendance.begin(), attendance.end(),
                               [&](const Attendance& a) { return a.state == state; });
  return at == attendance.end() ? nullptr : &*at;
}

}  // namespace blocs::views
