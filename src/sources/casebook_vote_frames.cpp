// vote_frames.csv
#include <algorithm>

#include "casebook_tables.hpp"

namespace blocs::sources::casebook {
namespace {

/// A body's word: small letters, digits and hyphens, so that it is one word on the command line too.
bool is_word(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

void read_frames(Reading& at) {
  while (at.table.next()) {
    auto row = vote_frame(at);
    if (at.table.take()) at.harvest.vote_frames.push_back(std::move(row));
  }
}

constexpr Column kColumns[] = {{"frame_id"}, {"title"},  {"body"},       {"since"},      {"until"},
                               {"coverage"}, {"source"}, {"confidence"}, {"note", false}};

}  // namespace

views::VoteFrame vote_frame(Reading& at) {
  static constexpr std::string_view kCoverages[] = {"all", "adopted", "selected", "vetoes"};
  auto& t = at.table;
  views::VoteFrame row;
  row.id = t.needed("frame_id");
  at.only_once("frame_id", row.id);
  row.title = t.needed("title");
  row.body = t.needed("body");
  if (!is_word(row.body))
    t.refuse("body", "is not a word of small letters, digits and hyphens, such as council or assembly");
  row.since = t.date("since");
  row.until = t.date("until");
  if (t.whole() && row.until < row.since) t.refuse("until", "is before the start " + row.since.iso());
  row.coverage =
      views::code<views::Coverage>(t.word("coverage", kCoverages)).value_or(views::Coverage::selected);
  row.provenance = at.provenance();
  return row;
}

const Form kVoteFrames{"vote_frames", kColumns, read_frames};

}  // namespace blocs::sources::casebook
