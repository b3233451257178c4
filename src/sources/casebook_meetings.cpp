// meeting_frames.csv, meetings.csv

#include <algorithm>
#include <string>
#include <utility>

#include "blocs/core/text.hpp"
#include "casebook_tables.hpp"

namespace blocs::sources::casebook {
namespace {

constexpr std::size_t kMostInARow = 3;

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
    if (complaints >= kMostInARow) return all;
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

/// The id as given; else one from the states and the day, so that the same row has the same id in every
/// import.
std::string read_id(Reading& at, const views::Meeting& row) {
  std::string id = at.table.text("meeting_id");
  const bool given = !id.empty();
  if (!given) {
    constexpr std::size_t kMostNamed = 5;
    for (std::size_t i = 0; i < std::min(row.attendance.size(), kMostNamed); ++i)
      id += row.attendance[i].state + "-";
    if (row.attendance.size() > kMostNamed) id += std::to_string(row.attendance.size()) + "-states-";
    id += row.start.iso();
  }
  if (!at.ids.insert(id).second) {
    at.table.refuse("meeting_id",
                    given ? "an earlier row has this id: " + printable(id, 80)
                          : "an earlier row has the same states and day; give each of them an id");
  }
  return id;
}

/// The end; empty: the meeting took one day.
Date read_end(Reading& at, Date start) {
  if (at.table.text("end").empty()) return start;
  const Date end = at.table.date("end");
  if (at.table.whole() && end < start) at.table.refuse("end", "is before the start " + start.iso());
  return end;
}

std::string read_frame_id(Reading& at) {
  std::string id = at.table.text("sampling_frame");
  if (!id.empty() && !at.known.meeting_frames.contains(id))
    at.refuse_unknown("sampling_frame", "sampling frame", id, at.known.meeting_frames);
  return id;
}

views::Meeting read_meeting(Reading& at) {
  static const std::vector<std::string> kFormats = views::all_formats();
  static const std::vector<std::string> kFrames = views::all_frames();
  static constexpr std::string_view kSectors[] = {
      "political", "diplomacy", "security", "defence",   "economy",     "energy",  "nuclear", "parliament",
      "party",     "transport", "health",   "education", "agriculture", "culture", "sport",   "multilateral"};
  auto& t = at.table;
  views::Meeting row;
  row.start = t.date("start");
  row.end = read_end(at, row.start);
  row.attendance = read_participants(at);
  row.id = read_id(at, row);
  row.host = at.state("host", true);
  row.city = t.text("city");
  row.format = read_code<views::Format>(at, "format", kFormats, views::format_of);
  row.frame = read_code<views::Frame>(at, "frame", kFrames, views::frame_of);
  row.participants_complete = t.yes_no("participants_complete");
  row.occasion = t.text("occasion");
  row.sector = t.word("sector", kSectors, true);
  row.agreements = t.text("agreements");
  row.sampling_frame = read_frame_id(at);
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

constexpr Column kColumns[] = {{"meeting_id"},
                               {"start"},
                               {"end"},
                               {"participants"},
                               {"host"},
                               {"city"},
                               {"format"},
                               {"frame"},
                               {"participants_complete"},
                               {"occasion"},
                               {"sector"},
                               {"agreements"},
                               {"source"},
                               {"confidence"},
                               {"note", false},
                               {"sampling_frame", false}};

void read_frames(Reading& at) {
  static const auto kRanks = views::all_ranks();
  static const std::vector<std::string_view> kRankWords(kRanks.begin(), kRanks.end());
  while (at.table.next()) {
    auto& t = at.table;
    views::SamplingFrame row;
    row.id = t.needed("frame_id");
    at.only_once("frame_id", row.id);
    row.title = t.needed("title");
    row.states = at.states("states");
    if (t.whole() && row.states.size() < 2)
      t.refuse("states", "a table of meetings follows at least two states");
    row.since = t.date("since");
    row.until = t.date("until");
    if (t.whole() && row.until < row.since) t.refuse("until", "is before the start " + row.since.iso());
    row.least_rank = views::rank_of(t.word("least_rank", kRankWords)).value_or(views::Rank::unknown);
    row.sources = t.needed("sources");
    row.provenance = at.provenance();
    if (!t.take()) continue;
    at.known.meeting_frames.insert(row.id);
    at.harvest.meeting_frames.push_back(std::move(row));
  }
}

constexpr Column kFrameColumns[] = {{"frame_id"},   {"title"},   {"states"}, {"since"},      {"until"},
                                    {"least_rank"}, {"sources"}, {"source"}, {"confidence"}, {"note", false}};

}  // namespace

const Form kMeetingFrames{"meeting_frames", kFrameColumns, read_frames};

const Form kMeetings{"meetings", kColumns, read_meetings};

}  // namespace blocs::sources::casebook
