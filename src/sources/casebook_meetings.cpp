// meetings.csv

#include <algorithm>
#include <string>
#include <utility>

#include "blocs/core/text.hpp"
#include "casebook_tables.hpp"

namespace blocs::sources::casebook {
namespace {

constexpr std::size_t kMostComplaints = 3;

/// `RUS:head_of_state`; a fault if either part is not known.
views::Attendance read_attendance(Reading& at, const std::string& part) {
  static const std::vector<std::string> kRanks = views::all_ranks();
  const auto colon = part.find(':');
  views::Attendance who;
  who.state = part.substr(0, colon);
  at.check_state("participants", who.state);
  if (colon == std::string::npos) {
    at.table.refuse("participants", printable(part, 80) + " has no rank; write STATE:rank");
    return who;
  }
  const std::string rank = part.substr(colon + 1);
  if (const auto known = views::rank_of(rank)) {
    who.rank = *known;
    return who;
  }
  const std::string hint = at.table.suggestion(rank, kRanks);
  at.table.refuse("participants", "\"" + printable(rank, 80) + "\" is not a rank; " +
                                      (hint.empty() ? "legal: " + join(kRanks, ", ") : hint));
  return who;
}

std::vector<views::Attendance> read_participants(Reading& at) {
  std::vector<views::Attendance> all;
  std::size_t complaints = 0;
  for (const auto& part : at.table.list("participants")) {
    const bool before = at.table.whole();
    all.push_back(read_attendance(at, part));
    if ((before && !at.table.whole()) || !before) ++complaints;
    if (complaints >= kMostComplaints) return all;
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.state < b.state; });
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].state != all[i - 1].state) continue;
    at.table.refuse("participants", printable(all[i].state, 80) + " stands twice in the list");
    return all;
  }
  if (all.size() < 2) at.table.refuse("participants", "a meeting has at least two states");
  return all;
}

/// A bilateral meeting has two states, a trilateral one three.
void check_frame(Reading& at, const views::Meeting& row) {
  std::size_t wanted = 0;
  if (row.frame == views::Frame::bilateral) wanted = 2;
  if (row.frame == views::Frame::trilateral) wanted = 3;
  const std::size_t found = row.attendance.size();
  if (wanted == 0 || !at.table.whole() || found == wanted || (found < wanted && !row.participants_complete))
    return;
  at.table.refuse("frame", "is " + std::string(word(row.frame)) + ", but " + std::to_string(found) +
                               " states are listed as taking part");
}

template <typename Code>
Code read_code(Reading& at, std::string_view column, const std::vector<std::string>& legal,
               std::optional<Code> (*find)(std::string_view)) {
  const std::vector<std::string_view> words(legal.begin(), legal.end());
  return find(at.table.word(column, words)).value_or(Code{});
}

views::Meeting read_meeting(Reading& at) {
  static const std::vector<std::string> kFormats = views::all_formats();
  static const std::vector<std::string> kFrames = views::all_frames();
  static constexpr std::string_view kSectors[] = {
      "political", "diplomacy", "security", "defence",   "economy",     "energy",  "nuclear", "parliament",
      "party",     "transport", "health",   "education", "agriculture", "culture", "sport",   "multilateral"};
  auto& t = at.table;
  views::Meeting row;
  row.id = t.needed("meeting_id");
  at.only_once("meeting_id", row.id);
  row.start = t.date("start");
  row.end = t.date("end");
  if (t.whole() && row.end < row.start) t.refuse("end", "is before the start " + row.start.iso());
  row.attendance = read_participants(at);
  row.host = at.state("host", true);
  row.city = t.text("city");
  row.format = read_code<views::Format>(at, "format", kFormats, views::format_of);
  row.frame = read_code<views::Frame>(at, "frame", kFrames, views::frame_of);
  row.participants_complete = t.yes_no("participants_complete");
  row.occasion = t.text("occasion");
  row.sector = t.word("sector", kSectors, true);
  row.agreements = t.text("agreements");
  row.provenance = at.provenance();
  check_frame(at, row);
  return row;
}

void read_meetings(Reading& at) {
  while (at.table.next()) {
    auto row = read_meeting(at);
    if (at.table.take()) at.harvest.meetings.push_back(std::move(row));
  }
}

constexpr Column kColumns[] = {{"meeting_id"},   {"start"},      {"end"},
                               {"participants"}, {"host"},       {"city"},
                               {"format"},       {"frame"},      {"participants_complete"},
                               {"occasion"},     {"sector"},     {"agreements"},
                               {"source"},       {"confidence"}, {"note", false}};

}  // namespace

const Form kMeetings{"meetings", kColumns, read_meetings};

}  // namespace blocs::sources::casebook
