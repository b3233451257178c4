// What of the votes is on record: which days, how completely, from where.
#include <fmt/format.h>

#include <algorithm>

#include "../votes/votes_on_record.hpp"
#include "../words.hpp"
#include "blocs/views/roll_calls.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kId = "record";
constexpr const char* kLayer = "What is on record";

std::vector<views::VoteFrame> by_start(const views::RollCallMatrix& matrix) {
  auto frames = matrix.frames();
  std::stable_sort(frames.begin(), frames.end(),
                   [](const auto& a, const auto& b) { return a.since < b.since; });
  return frames;
}

/// The spans of days on which all recorded votes are on record, those that touch joined.
std::vector<Period> whole_spans(const views::RollCallMatrix& matrix) {
  std::vector<Period> spans;
  for (const auto& frame : by_start(matrix)) {
    if (frame.coverage != views::Coverage::all) continue;
    if (!spans.empty() && frame.since <= spans.back().until->plus_days(1))
      spans.back().until = std::max(*spans.back().until, frame.until);
    else
      spans.push_back({frame.since, frame.until});
  }
  return spans;
}

/// "All recorded votes of the General Assembly are on record from 1 January 1946 to 4 June 2024 and from ..."
std::string whole_words(const views::RollCallMatrix& matrix, views::Body body) {
  std::vector<std::string> spans;
  for (const auto& span : whole_spans(matrix))
    spans.push_back(fmt::format("from {} to {}", long_date(*span.since), long_date(*span.until)));
  if (spans.empty()) return fmt::format("For no days are all votes of {} on record.", body_words(body));
  return fmt::format("All recorded votes of {} are on record {}.", body_words(body), and_list(spans));
}

/// How many votes the days of a frame have; of selected votes it is not told which these are.
Json roll_calls_in(const views::RollCallMatrix& matrix, const views::VoteFrame& frame) {
  if (frame.coverage == views::Coverage::selected) return nullptr;
  const auto& calls = matrix.roll_calls();
  return static_cast<std::size_t>(std::count_if(
      calls.begin(), calls.end(), [&](const views::RollCall& call) { return frame.contains(call.date); }));
}

std::string title_of_source(const BriefBuilder& builder, const std::string& id) {
  for (const auto& source : builder.record().sources()) {
    if (source.id == id) return source.title;
  }
  return id;
}

void add_rows(const BriefBuilder& builder, Exhibit& exhibit, views::Body body) {
  const auto& matrix = builder.record().roll_calls(body);
  for (const auto& frame : by_start(matrix)) {
    exhibit.table.rows.push_back(
        {{"body", body == views::Body::council ? "Security Council" : "General Assembly"},
         {"what", frame.title},
         {"coverage", coverage_words(frame.coverage)},
         {"from", frame.since.iso()},
         {"to", frame.until.iso()},
         {"roll_calls", roll_calls_in(matrix, frame)},
         {"source", title_of_source(builder, frame.provenance.source)}});
  }
}

}  // namespace

void brief_record(BriefBuilder& builder) {
  Exhibit exhibit;
  exhibit.id = "record-frames";
  exhibit.sources = {"table:roll_calls"};
  exhibit.chart = {{"type", "spans"}, {"row", "body"},   {"from", "from"},
                   {"to", "to"},      {"label", "what"}, {"kind", "coverage"}};
  exhibit.table = {{{"body", "Body", "text"},
                    {"what", "Votes", "text"},
                    {"coverage", "How complete", "text"},
                    {"from", "From", "date"},
                    {"to", "To", "date"},
                    {"roll_calls", "Roll calls", "number"},
                    {"source", "Source", "text"}},
                   {},
                   ""};
  for (const auto body : {views::Body::assembly, views::Body::council}) add_rows(builder, exhibit, body);
  if (exhibit.table.rows.empty()) {
    builder.not_observed(kId, kLayer, "The record states nothing of what it holds of votes",
                         "Without frames nobody can tell a day without votes from one that is not on record.",
                         "a published file of votes, which brings its own frame, by `blocs import`.");
    return;
  }
  exhibit.title = "Which votes are on record, and how completely";
  exhibit.subtitle = "Spans of days, as the record states them";
  exhibit.rule = "The frames of the record; roll calls are those of its days, whatever their source";
  Section section{kId, kLayer, "What the record holds of votes, and what it does not", {}, true, {}};
  for (const auto body : {views::Body::assembly, views::Body::council}) {
    const auto count =
        builder.ask_one("votes.count", {},
                        builder.within({{"body", word(body)},
                                        {"kinds", Json::array({"draft", "amendment", "paragraph"})},
                                        {"outcomes", Json::array({"adopted", "vetoed", "failed"})}}));
    builder.keep(count, exhibit);
    section.text.push_back(whole_words(builder.record().roll_calls(body), body) +
                           (count.number() ? fmt::format(" In the period of this brief there are {}.",
                                                         counted(count.evidence.size(), "roll call"))
                                           : std::string(" None lies in the period of this brief.")));
  }
  section.text.push_back(
      "On other days some votes may be on record and others not: no count there is one of all votes. `blocs "
      "import` adds files of votes, and `blocs ledger coverage` lists all by body, year and source.");
  section.exhibits.push_back(std::move(exhibit));
  builder.add(std::move(section));
}

}  // namespace blocs::findings
