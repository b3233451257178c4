#include "packed_record.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "blocs/core/text.hpp"
#include "blocs/sources/csv.hpp"
#include "blocs/views/issues.hpp"
#include "vote_form.hpp"
#include "vote_harvest.hpp"

namespace blocs::sources {
namespace {

using views::Ballot;

constexpr std::size_t kMostStates = 1000;  // far more than there ever were; keeps indices in sixteen bits

constexpr Column kOrder[] = {{"state"}};
constexpr Column kTitles[] = {{"number"}, {"date"}, {"symbol"}, {"title"}, {"topics"}, {"source"}};
constexpr Column kAssembly[] = {{"id"},    {"number"}, {"session"},      {"date"},   {"symbol"}, {"draft"},
                                {"title"}, {"topics"}, {"topic_origin"}, {"kind"},   {"source"}, {"note"},
                                {"yes"},   {"no"},     {"abstain"},      {"ballots"}};
constexpr Column kCouncil[] = {{"id"},   {"number"}, {"date"},    {"symbol"}, {"draft"}, {"title"},
                               {"kind"}, {"nature"}, {"outcome"}, {"source"}, {"note"},  {"ballots"}};
constexpr Column kVetoes[] = {{"id"},    {"date"},    {"draft"},  {"meeting"},
                              {"title"}, {"cast_by"}, {"source"}, {"note"}};

constexpr Column kFrames[] = {{"part"},  {"frame_id"}, {"title"},  {"body"},       {"since"},
                              {"until"}, {"coverage"}, {"source"}, {"confidence"}, {"note"}};

std::optional<Ballot> ballot_of(char letter) {
  switch (letter) {
    case 'y':
      return Ballot::yes;
    case 'n':
      return Ballot::no;
    case 'a':
      return Ballot::abstain;
    case 'x':
      return Ballot::absent;
    case '?':
      return Ballot::unknown;
    case '.':
      return Ballot::no_seat;
    default:
      return std::nullopt;
  }
}

void add_note(std::string& note, std::string_view more) {
  if (more.empty()) return;
  if (!note.empty()) note += "; ";
  note += more;
}

std::string title_key(std::string_view number, Date day) {
  return std::string(number) + " " + day.iso();
}

}  // namespace

std::span<const PackedRecord::Part> PackedRecord::all_parts() {
  static constexpr Part kParts[] = {{"order", kOrder, &PackedRecord::read_order},
                                    {"assembly_titles", kTitles, &PackedRecord::read_titles},
                                    {"assembly", kAssembly, &PackedRecord::read_assembly},
                                    {"assembly_later", kAssembly, &PackedRecord::read_assembly},
                                    {"council", kCouncil, &PackedRecord::read_council},
                                    {"vetoes", kVetoes, &PackedRecord::read_vetoes},
                                    {"frames", kFrames, &PackedRecord::read_frames}};
  return kParts;
}

std::span<const std::string_view> PackedRecord::parts() {
  static const auto kNames = [] {
    std::vector<std::string_view> names;
    for (const auto& part : all_parts()) names.push_back(part.name);
    return names;
  }();
  return kNames;
}

PackedRecord::PackedRecord(Known& known, Harvest& harvest)
    : known_(known), harvest_(harvest), codes_(known.states) {
}

void PackedRecord::read(std::string_view part, std::string file, std::shared_ptr<const std::string> bytes) {
  for (const auto& form : all_parts()) {
    if (form.name != part) continue;
    read_.insert(form.name);
    const std::size_t faults = harvest_.quarantine.size();
    Table table(*bytes, file, form.columns, harvest_.quarantine);
    casebook::Reading reading{table, known_, harvest_, ids_};
    (this->*form.read)(reading);
    if (table.taken() + table.refused() == 0 && harvest_.quarantine.size() == faults && table.usable())
      harvest_.quarantine.push_back({file, 0, {}, "has a header and no rows", {}});
    harvest_.files.push_back({std::move(file), {}, table.taken(), table.refused(), std::move(bytes)});
    return;
  }
}

void PackedRecord::read_order(casebook::Reading& at) {
  auto& table = at.table;
  while (table.next()) {
    const auto code = at.state("state");
    if (std::find(order_.begin(), order_.end(), code) != order_.end())
      table.refuse("state", "an earlier row has this state");
    if (order_.size() == kMostStates) table.refuse("state", "there are too many states");
    if (table.take()) order_.push_back(code);
  }
}

void PackedRecord::read_titles(casebook::Reading& at) {
  auto& table = at.table;
  while (table.next()) {
    const auto number = table.needed("number");
    const auto day = table.date("date");
    Title title{table.needed("symbol"), table.needed("title"), topics(table), at.source()};
    const auto key = title_key(number, day);
    if (titles_.contains(key)) table.refuse("number", "an earlier row has this number and day");
    if (table.take()) titles_.emplace(key, std::move(title));
  }
}

std::string PackedRecord::topics(Table& table) {
  std::vector<std::string> legal;
  for (const auto& issue : views::kIssues) legal.emplace_back(issue.topic);
  const auto list = table.list("topics");
  for (const auto& topic : list) {
    if (std::find(legal.begin(), legal.end(), topic) != legal.end()) continue;
    table.refuse("topics", "\"" + printable(topic, 40) + "\" is none of " + join(legal, ", "));
  }
  return join(list, ";");
}

PublishedRollCall PackedRecord::common(casebook::Reading& at) {
  auto& table = at.table;
  PublishedRollCall call;
  call.row.id = table.needed("id");
  at.only_once("id", call.row.id);
  call.row.date = table.date("date");
  call.row.draft = table.text("draft");
  call.row.title = table.text("title");
  call.row.source = at.source();
  call.row.note = table.text("note");
  return call;
}

void PackedRecord::read_ballots(Table& table, PublishedRollCall& call) {
  letters_.clear();
  const auto& cell = table.text("ballots");
  if (cell.size() > order_.size()) {
    table.refuse("ballots", "there are " + std::to_string(cell.size()) + " letters, and order.csv names " +
                                std::to_string(order_.size()) + " states");
    return;
  }
  const int day = call.row.date.days();
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const auto ballot = ballot_of(cell[i]);
    if (!ballot) {
      table.refuse("ballots", "\"" + printable(cell.substr(i, 1), 8) + "\" at place " +
                                  std::to_string(i + 1) + " is none of y, n, a, x, ?, .");
      return;
    }
    if (*ballot == Ballot::no_seat) continue;
    const auto seat = codes_.find(order_[i], day);
    if (seat.state == StateCodes::kNone || codes_.states()[seat.state] != order_[i]) {
      table.refuse("ballots", order_[i] + " was no member of the United Nations on " + call.row.date.iso());
      return;
    }
    if (*ballot <= Ballot::abstain) ++call.totals.at(static_cast<std::size_t>(*ballot));
    letters_.emplace_back(seat.state, *ballot);
  }
}

void PackedRecord::check_totals(Table& table, const PublishedRollCall& call) {
  static constexpr std::string_view kColumns[] = {"yes", "no", "abstain"};
  for (std::size_t i = 0; i < std::size(kColumns); ++i) {
    const auto total = table.integer(kColumns[i]);
    if (total && (*total < 0 || static_cast<std::uint32_t>(*total) != call.totals.at(i)))
      table.refuse(kColumns[i], "the published total is " + std::to_string(*total) + ", the ballots give " +
                                    std::to_string(call.totals.at(i)));
  }
}

/// A vote whose table has no symbol and title gets them from the table of titles.
void PackedRecord::put_title(casebook::Reading& at, PublishedRollCall& call) const {
  const auto title = titles_.find(title_key(call.number, call.row.date));
  if (title == titles_.end()) return;
  const auto& found = title->second;
  if (call.row.id != found.symbol) at.only_once("id", found.symbol);
  call.row.id = call.row.symbol = found.symbol;
  call.row.title = found.title;
  call.row.note = "symbol and title: " + found.source;
  const auto parts = split(found.symbol, '/');
  if (parts.size() >= 4 && parts[0] == "A") call.row.session = parts[2];
  if (!call.row.topic.empty() || found.topics.empty()) return;
  call.row.topic = found.topics;
  add_note(call.row.note, "topics derived from the title");
}

void PackedRecord::read_assembly(casebook::Reading& at) {
  auto& table = at.table;
  static constexpr std::string_view kOrigins[] = {"given", "derived"};
  while (table.next()) {
    auto call = common(at);
    call.number = table.needed("number");
    call.row.body = views::Body::assembly;
    call.row.session = table.needed("session");
    call.row.symbol = table.text("symbol");
    call.row.kind = table.code<views::Kind>("kind");
    call.row.topic = topics(table);
    const auto origin = table.word("topic_origin", kOrigins, call.row.topic.empty());
    if (origin == "derived") add_note(call.row.note, "topics derived from the title");
    read_ballots(table, call);
    check_totals(table, call);
    if (call.totals[0] <= call.totals[1]) call.row.outcome = views::Outcome::failed;
    put_title(at, call);
    take(table, std::move(call));
  }
}

void PackedRecord::read_council(casebook::Reading& at) {
  auto& table = at.table;
  while (table.next()) {
    auto call = common(at);
    call.number = table.needed("number");
    call.row.body = views::Body::council;
    call.row.symbol = table.text("symbol");
    call.row.kind = table.code<views::Kind>("kind");
    call.row.nature = table.code<views::Nature>("nature");
    call.row.outcome = table.code<views::Outcome>("outcome");
    call.row.confidence = views::Confidence::medium;
    if (table.text("ballots").empty()) call.row.modality = views::Modality::without_vote;
    read_ballots(table, call);
    take(table, std::move(call));
  }
}

/// Of these only who vetoed is on record: there are no other ballots.
void PackedRecord::read_vetoes(casebook::Reading& at) {
  auto& table = at.table;
  while (table.next()) {
    auto call = common(at);
    call.number = call.row.id;
    call.row.body = views::Body::council;
    call.row.outcome = views::Outcome::vetoed;
    call.row.confidence = views::Confidence::medium;
    std::string note = "only who vetoed is on record; meeting " + table.needed("meeting");
    add_note(note, call.row.note);
    call.row.note = std::move(note);
    letters_.clear();
    table.needed("cast_by");
    for (const auto& state : table.list("cast_by")) {
      const auto seat = codes_.find(state, call.row.date.days());
      if (seat.state == StateCodes::kNone || codes_.states()[seat.state] != state) {
        table.refuse("cast_by",
                     printable(state, 40) + " was no member of the United Nations on " + call.row.date.iso());
        continue;
      }
      const std::pair cast{seat.state, Ballot::no};
      if (std::find(letters_.begin(), letters_.end(), cast) != letters_.end())
        table.refuse("cast_by", state + " stands twice in the list");
      ++call.totals[1];
      letters_.push_back(cast);
    }
    take(table, std::move(call));
  }
}

/// A frame of a part that is not there is left out: it would tell of votes that are not on record.
void PackedRecord::read_frames(casebook::Reading& at) {
  const std::vector<std::string_view> names(parts().begin(), parts().end());
  std::set<std::string, std::less<>> ids;
  for (const auto& frame : harvest_.vote_frames) ids.insert(frame.id);
  casebook::Reading frames{at.table, known_, harvest_, ids};
  while (at.table.next()) {
    const std::string part = at.table.word("part", names);
    auto frame = casebook::vote_frame(frames);
    if (at.table.take() && read_.contains(part)) harvest_.vote_frames.push_back(std::move(frame));
  }
}

VoteSet& PackedRecord::set_of(const std::string& source) {
  for (auto& set : sets_) {
    if (set->source == source) return *set;
  }
  sets_.push_back(std::make_unique<VoteSet>());
  sets_.back()->source = source;
  sets_.back()->states = codes_.states();
  return *sets_.back();
}

void PackedRecord::take(Table& table, PublishedRollCall call) {
  if (!table.take()) return;
  auto& set = set_of(call.row.source);
  const auto index = static_cast<std::uint32_t>(set.roll_calls.size());
  for (const auto& [state, ballot] : letters_)
    set.ballots.push_back({index, state, static_cast<std::uint8_t>(ballot)});
  set.roll_calls.push_back(std::move(call));
}

void PackedRecord::finish() {
  KnownVotes votes;
  std::unordered_map<std::string_view, Totals> totals;
  for (const auto& ballot : harvest_.ballots) {
    if (ballot.ballot <= Ballot::abstain)
      ++totals[ballot.roll_call].at(static_cast<std::size_t>(ballot.ballot));
  }
  for (const auto& row : harvest_.roll_calls) {
    votes.add({row.id, row.source, row.body, row.date.days(), row.symbol, row.kind == views::Kind::draft,
               totals[row.id]},
              {});
  }
  for (auto& set : sets_) hand_over(*set, votes, harvest_, SameId::is_same_vote);
}

}  // namespace blocs::sources
