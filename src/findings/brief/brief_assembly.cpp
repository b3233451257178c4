// General Assembly: the named resolutions on record, who cast which ballot, and how alike the members were.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "../words.hpp"
#include "blocs/findings/text.hpp"
#include "exhibits.hpp"
#include "fills.hpp"
#include "headlines.hpp"
#include "layers.hpp"
#include "session_layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kAssemblyLayer = "General Assembly votes";
constexpr std::size_t kOwnGrid = 3;  ///< topics with fewer resolutions share one grid

struct Topic {
  std::string slug;  ///< empty: what is left
  std::string label;
  std::vector<std::string> ids;
};

std::vector<Topic> topics_of(const views::RollCallMatrix& matrix, const std::vector<std::string>& ids) {
  std::map<std::string, std::vector<std::string>> by_topic;
  for (const auto& id : ids) by_topic[matrix.roll_calls()[*matrix.roll_call_index(id)].topic].push_back(id);
  std::vector<Topic> topics;
  Topic rest{"", "other topics", {}};
  for (const auto& [slug, list] : by_topic) {
    if (list.size() >= kOwnGrid && slug != "other")
      topics.push_back({slug, topic_words(slug), list});
    else
      rest.ids.insert(rest.ids.end(), list.begin(), list.end());
  }
  std::stable_sort(topics.begin(), topics.end(),
                   [](const Topic& a, const Topic& b) { return a.ids.size() > b.ids.size(); });
  if (!rest.ids.empty()) topics.push_back(rest);
  return topics;
}

/// The group's unanimity, or for two members their agreement: one figure either way.
Finding unity(const BriefBuilder& builder, Json options, const Json& more) {
  options.update(more);
  return builder.ask_whole("votes.agreement", builder.members(), std::move(options));
}

Exhibit grid(BriefBuilder& builder, const views::RollCallMatrix& matrix, const Json& named,
             const Topic& topic) {
  Exhibit exhibit;
  exhibit.id = "assembly-" + (topic.slug.empty() ? std::string("other") : topic.slug);
  exhibit.sources = {"table:roll_calls"};
  exhibit.chart = {{"type", "ballot-grid"},
                   {"row", "symbol"},
                   {"states", builder.members()},
                   {"date", "date"},
                   {"title", "title"}};
  exhibit.table.columns = {
      {"symbol", "Resolution", "text"}, {"date", "Date", "date"}, {"title", "On", "text"}};
  for (const auto& member : builder.members())
    exhibit.table.columns.push_back({member, builder.name(member), "text"});
  exhibit.table.finding = "finding";
  auto ids = topic.ids;
  std::sort(ids.begin(), ids.end(), [&](const std::string& a, const std::string& b) {
    return *matrix.roll_call_index(a) < *matrix.roll_call_index(b);
  });
  for (const auto& id : ids) {
    const std::size_t i = *matrix.roll_call_index(id);
    const auto& call = matrix.roll_calls()[i];
    Json row{{"symbol", call.id}, {"date", call.date.iso()}, {"title", call.title}};
    for (const auto& member : builder.members()) {
      const auto at = matrix.state_index(member);
      const auto ballot = at ? matrix.ballot(*at, i) : views::Ballot::no_seat;
      row[member] = ballot == views::Ballot::no_seat ? Json(nullptr) : Json(word(ballot));
    }
    if (builder.small())
      row["finding"] = builder.keep(unity(builder, named, {{"ids", Json::array({id})}}), exhibit);
    exhibit.table.rows.push_back(std::move(row));
  }
  const auto whole = unity(builder, named, {{"ids", ids}});
  builder.keep(whole, exhibit);
  const char* who = builder.members().size() == 2 ? "the two" : "all members present";
  exhibit.title = whole.n == 0U
                      ? fmt::format("On {}, no two members have a ballot on one resolution", topic.label)
                      : fmt::format("On {}, {} voted alike on {}", topic.label, who, out_of(whole));
  exhibit.subtitle = "One row a resolution, one cell a ballot";
  exhibit.rule = whole.rule.words;
  return exhibit;
}

std::vector<std::string> voting_members(const BriefBuilder& builder, const views::RollCallMatrix& matrix) {
  std::vector<std::string> found;
  for (const auto& member : builder.members()) {
    if (matrix.state_index(member)) found.push_back(member);
  }
  return found;
}

void say_caveats(const BriefBuilder& builder, const views::RollCallMatrix& matrix, Section& section) {
  section.text.push_back(
      "These are chosen resolutions, named in studies and in the news, not all that the Assembly voted on: "
      "shares describe "
      "this list and no more, and cannot be set beside shares over whole sessions.");
  std::vector<std::string> without;
  for (const auto& member : builder.members()) {
    if (!matrix.state_index(member)) without.push_back(member);
  }
  if (!without.empty()) section.text.push_back("No ballot is on record for " + builder.spoken(without) + ".");
}

}  // namespace

bool is_of_whole_sessions(const BriefBuilder& builder, const std::string& source) {
  for (const auto& frame : builder.record().roll_calls(views::Body::assembly).frames()) {
    if (frame.provenance.source == source && frame.coverage != views::Coverage::selected) return true;
  }
  for (const auto& one : builder.record().sources()) {
    // Readers of published files say so in the note of the source that they add.
    if (one.id == source) return one.note.starts_with("imported");
  }
  return false;
}

bool has_whole_sessions(const BriefBuilder& builder) {
  std::set<std::string> seen;
  for (const auto& call : builder.record().roll_calls(views::Body::assembly).roll_calls()) {
    if (seen.insert(call.source).second && is_of_whole_sessions(builder, call.source)) return true;
  }
  return false;
}

std::optional<Json> named_resolutions(const BriefBuilder& builder) {
  std::map<std::string, bool> whole;
  std::vector<std::string> named;
  bool others = false;
  for (const auto& call : builder.record().roll_calls(views::Body::assembly).roll_calls()) {
    auto at = whole.find(call.source);
    if (at == whole.end()) at = whole.emplace(call.source, is_of_whole_sessions(builder, call.source)).first;
    others = others || at->second;
    if (!at->second && builder.period().contains(call.date)) named.push_back(call.id);
  }
  Json options = builder.within({{"body", "assembly"}});
  if (!others) return options;
  if (named.empty()) return std::nullopt;
  options["ids"] = named;
  return options;
}

void brief_assembly(BriefBuilder& builder) {
  const auto& matrix = builder.record().roll_calls(views::Body::assembly);
  const auto named = named_resolutions(builder);
  const auto counted_votes = named ? builder.ask_one("votes.count", {}, *named) : Finding();
  if (!named || counted_votes.evidence.empty() || voting_members(builder, matrix).size() < 2) {
    builder.not_observed("assembly", kAssemblyLayer, "Assembly votes are not observed",
                         counted_votes.evidence.empty()
                             ? "The record holds no named Assembly resolution of this period."
                             : "The record holds Assembly ballots of fewer than two members of the group.",
                         counted_votes.evidence.empty() ? fills::kNamedResolutions : fills::kAssemblyVotes);
    return;
  }
  const auto pairs = only_pairs(builder.ask_numbers("votes.agreement", builder.members(), *named));
  const auto whole = unity(builder, *named, Json::object());

  const auto& states = builder.record().states();
  // Of a large group no pair is picked out.
  Section section{
      "assembly",
      kAssemblyLayer,
      assembly_headline(states, builder.members(), whole, builder.small() ? pairs : std::vector<Finding>()),
      {},
      true,
      {}};
  const auto& last = matrix.roll_calls()[*matrix.roll_call_index(counted_votes.evidence.back())];
  section.text.push_back(
      fmt::format("The record holds the ballots on {} from {} to {}; the last of them is of {}.",
                  counted(counted_votes.evidence.size(), "named resolution"), long_date(builder.since()),
                  long_date(builder.until()), long_date(last.date)));
  say_caveats(builder, matrix, section);

  if (builder.members().size() > 2) {
    Exhibit matrix_exhibit = pair_exhibit(builder, "assembly-pairs", pairs, *named, "table:roll_calls");
    builder.keep(whole, matrix_exhibit);
    matrix_exhibit.title = alike_headline(states, pairs);
    matrix_exhibit.subtitle = "Share of the named resolutions on which two states cast the same ballot";
    matrix_exhibit.notes.push_back(
        "A ballot that is missing or not on record leaves the resolution out for that pair.");
    section.exhibits.push_back(std::move(matrix_exhibit));
  }
  for (const auto& topic : topics_of(matrix, counted_votes.evidence)) {
    section.exhibits.push_back(grid(builder, matrix, *named, topic));
  }
  if (builder.members().size() == 2) builder.keep(whole, section.exhibits.front());
  builder.keep(counted_votes, section.exhibits.front());
  builder.add(std::move(section));
}

}  // namespace blocs::findings
