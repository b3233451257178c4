// High-level meetings: by pair, year and rank (the study's Figure 1), and how the counts move with the rule.
#include <fmt/format.h>

#include <algorithm>

#include "../level.hpp"
#include "../words.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"
#include "exhibits.hpp"
#include "fills.hpp"
#include "layers.hpp"
#include "meeting_layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kMeetingsLayer = "High-level meetings";

const views::Meeting* meeting(const BriefBuilder& builder, const std::string& id) {
  const auto& rows = builder.record().meetings().rows;
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const views::Meeting& m) { return m.id == id; });
  return at == rows.end() ? nullptr : &*at;
}

/// The lower of the two sides' ranks, in three steps.
std::string rank_step(const views::Meeting& m, const Pair& pair) {
  const auto* a = m.of(pair.first);
  const auto* b = m.of(pair.second);
  const int least = std::min(views::height(a->rank).value_or(0), views::height(b->rank).value_or(0));
  if (least >= 5) return "head of state or government";
  if (least == 4) return "deputy prime minister, speaker or security council secretary";
  return "minister";
}

/// Figure 1: meetings a year and pair, by the lower side's rank.
Exhibit by_year(BriefBuilder& builder, const std::vector<PairMeetings>& pairs) {
  Exhibit exhibit;
  exhibit.id = "meetings-year";
  exhibit.sources = {"table:meetings"};
  exhibit.chart = {
      {"type", "bars-by-year"}, {"panel", "pair"}, {"x", "year"}, {"y", "meetings"}, {"colour", "rank"}};
  exhibit.table = {{{"pair", "Pair", "pair"},
                    {"year", "Year", "text"},
                    {"rank", "Lower of the two ranks", "text"},
                    {"meetings", "Meetings", "number"}},
                   {},
                   "finding"};
  for (const auto& entry : pairs) {
    builder.keep(entry.total, exhibit);
    for (const auto& year : entry.years) {
      builder.keep(year, exhibit);
      std::map<std::string, int> steps;
      for (const auto& id : year.evidence) ++steps[rank_step(*meeting(builder, id), entry.pair)];
      if (steps.empty()) steps[""] = 0;
      for (const auto& [step, n] : steps) {
        exhibit.table.rows.push_back({{"pair", entry.pair.first + "-" + entry.pair.second},
                                      {"year", year.rule.data.at("part")},
                                      {"rank", step},
                                      {"meetings", n},
                                      {"finding", year.id}});
      }
    }
  }
  exhibit.title = growth_title(builder, pairs);
  exhibit.subtitle = "Meetings a year of two states, by the lower of the two sides’ ranks";
  exhibit.rule = pairs.front().total.rule.words;
  exhibit.notes = frame_notes(builder);
  return exhibit;
}

Exhibit strip(BriefBuilder& builder, const std::vector<PairMeetings>& pairs) {
  Exhibit exhibit;
  exhibit.id = "meetings-strip";
  exhibit.sources = {"table:meetings"};
  exhibit.chart = {
      {"type", "dot-strip"}, {"row", "pair"}, {"x", "date"}, {"rank", "rank"}, {"title", "occasion"}};
  exhibit.table = {{{"date", "Date", "date"},
                    {"pair", "Pair", "pair"},
                    {"rank", "Lower of the two ranks", "text"},
                    {"occasion", "Occasion", "text"},
                    {"host", "Host", "state"},
                    {"city", "City", "text"},
                    {"frame", "Setting", "text"},
                    {"confidence", "Confidence", "text"},
                    {"source", "Source", "link"}},
                   {},
                   ""};
  std::map<std::string, std::string> urls;
  for (const auto& source : builder.record().sources()) urls.emplace(source.id, source.url);
  std::size_t total = 0;
  for (const auto& entry : pairs) {
    builder.keep(entry.total, exhibit);
    total += entry.total.evidence.size();
    for (const auto& id : entry.total.evidence) {
      const auto& m = *meeting(builder, id);
      exhibit.table.rows.push_back({{"date", m.start.iso()},
                                    {"pair", entry.pair.first + "-" + entry.pair.second},
                                    {"rank", rank_step(m, entry.pair)},
                                    {"occasion", m.occasion},
                                    {"host", m.host.empty() ? Json(nullptr) : Json(m.host)},
                                    {"city", m.city},
                                    {"frame", spaced(word(m.frame))},
                                    {"confidence", word(m.provenance.confidence)},
                                    {"source", urls[m.provenance.source]}});
    }
  }
  exhibit.title = fmt::format("When they met, and at which rank: {}", counted(total, "meeting"));
  exhibit.subtitle = "One mark a meeting, by the lower of the two sides’ ranks";
  exhibit.rule = pairs.front().total.rule.words;
  exhibit.notes.push_back(
      "A meeting of three is in the row of each of its pairs. Every row of the table names its own source.");
  return exhibit;
}

/// Who hosts, and how high: one row a pair.
Exhibit ranks_and_hosts(BriefBuilder& builder, const std::vector<PairMeetings>& pairs) {
  Exhibit exhibit;
  exhibit.id = "meetings-hosts";
  exhibit.sources = {"table:meetings"};
  exhibit.table = {{{"pair", "Pair", "pair"},
                    {"meetings", "Meetings", "number"},
                    {"leaders", "Leaders on both sides", "number"},
                    {"first", "Hosted by the first", "number"},
                    {"second", "Hosted by the second", "number"},
                    {"elsewhere", "Elsewhere", "number"},
                    {"agreed", "With something agreed", "number"}},
                   {},
                   "finding"};
  std::vector<Pair> compared;
  std::vector<std::optional<double>> gaps;
  for (const auto& entry : pairs) {
    int leaders = 0;
    int first = 0;
    int second = 0;
    int elsewhere = 0;
    int agreed = 0;
    for (const auto& id : entry.total.evidence) {
      const auto& m = *meeting(builder, id);
      leaders += rank_step(m, entry.pair).rfind("head", 0) == 0 ? 1 : 0;
      (m.host == entry.pair.first ? first : m.host == entry.pair.second ? second : elsewhere) += 1;
      agreed += m.agreements.empty() ? 0 : 1;
    }
    if (first + second >= 5) {
      compared.push_back(entry.pair);
      gaps.emplace_back(std::abs(first - second) / static_cast<double>(first + second));
    }
    exhibit.table.rows.push_back({{"pair", entry.pair.first + "-" + entry.pair.second},
                                  {"meetings", entry.total.evidence.size()},
                                  {"leaders", leaders},
                                  {"first", first},
                                  {"second", second},
                                  {"elsewhere", elsewhere},
                                  {"agreed", agreed},
                                  {"finding", builder.keep(entry.total, exhibit)}});
  }
  exhibit.title = "Who hosts, and how high they meet";
  if (const auto top = at_end(gaps, End::most); top.size() < gaps.size()) {
    std::vector<std::string> names;
    for (const auto i : top) names.push_back(builder.dashed(compared[i]));
    exhibit.title =
        "Hosting is least even between " +
        (top.size() == 1 ? builder.spoken(compared[top.front()]) : leaders(names, gaps.size(), "pairs"));
    exhibit.notes.push_back(
        "The title compares pairs with five meetings or more in one of the two countries.");
  }
  exhibit.subtitle =
      "Meetings of each pair: leaders are heads of state or government; the host is the country of the "
      "meeting";
  exhibit.rule = pairs.front().total.rule.words;
  return exhibit;
}

struct Rule {
  std::string label;
  Json options;
};

std::vector<Rule> rules() {
  return {{"Minister or above on both sides (the rule of this brief)", Json::object()},
          {"Minister or above on either side", {{"sides", "any"}}},
          {"Deputy minister or above on both sides", {{"min_rank", "deputy_minister"}}},
          {"Any rank", {{"min_rank", "unknown"}}},
          {"Heads of state or government on both sides", {{"min_rank", "head_of_government"}}},
          {"Not in the margins of something larger", {{"frames", {"bilateral", "trilateral"}}}},
          {"In person only", {{"formats", {"in_person"}}}},
          {"Confidence high or medium", {{"confidences", {"high", "medium"}}}}};
}

Exhibit under_rules(BriefBuilder& builder, const std::vector<PairMeetings>& pairs) {
  Exhibit exhibit;
  exhibit.id = "meetings-rules";
  exhibit.sources = {"table:meetings"};
  exhibit.table.columns = {{"rule", "Counting rule", "text"}};
  for (const auto& entry : pairs) {
    exhibit.table.columns.push_back(
        {entry.pair.first + "-" + entry.pair.second, builder.dashed(entry.pair), "number"});
  }
  std::size_t low = 0;
  std::size_t high = 0;
  for (const auto& rule : rules()) {
    Json row{{"rule", rule.label}};
    for (const auto& entry : pairs) {
      const auto finding = builder.ask_one("meetings.count", {entry.pair.first, entry.pair.second},
                                           builder.within(rule.options));
      builder.keep(finding, exhibit);
      const std::size_t n = finding.evidence.size();
      row[entry.pair.first + "-" + entry.pair.second] = n;
      if (&entry != &pairs.front()) continue;
      low = exhibit.table.rows.empty() ? n : std::min(low, n);
      high = std::max(high, n);
    }
    exhibit.table.rows.push_back(std::move(row));
  }
  exhibit.title = fmt::format("The counting rule moves {} between {} and {}",
                              builder.dashed(pairs.front().pair), low, high);
  exhibit.subtitle = "Meetings in the period by pair, under other choices of what counts";
  exhibit.rule = "Each row under the rule that it names; otherwise as above";
  return exhibit;
}

std::vector<PairMeetings> count_pairs(const BriefBuilder& builder, const std::vector<std::string>& states) {
  std::vector<PairMeetings> pairs;
  for (const auto& pair : BriefBuilder::pairs(states)) {
    auto answer = builder.ask("meetings.count", {pair.first, pair.second}, builder.within({{"by", "year"}}));
    PairMeetings entry{pair, answer.front(), {answer.begin() + 1, answer.end()}};
    pairs.push_back(std::move(entry));
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const PairMeetings& a, const PairMeetings& b) {
    return a.total.evidence.size() > b.total.evidence.size();
  });
  if (pairs.size() > 10) pairs.resize(10);
  return pairs;
}

std::string not_followed_why(const BriefBuilder& builder, const std::vector<std::string>& follow) {
  std::string why = "The meetings table follows " + frame_states(builder) + " and nobody else; ";
  why += follow.empty()
             ? "no member of the group is among them."
             : "of the group only " + builder.spoken(follow) + " is among them, so that no pair is followed.";
  return why + " That is not the same as no meetings.";
}

}  // namespace

void brief_meetings(BriefBuilder& builder) {
  const auto follow = followed(builder);
  if (follow.size() < 2) {
    builder.not_observed("meetings", kMeetingsLayer, "Meetings within the group are not observed",
                         not_followed_why(builder, follow), fills::kMeetings);
    return;
  }
  if (!meetings_cover(builder)) {
    builder.not_observed("meetings", kMeetingsLayer, "Meetings are not observed in this period",
                         "No meeting on record falls into the period. " + frame_sentence(builder),
                         fills::kMeetings);
    return;
  }
  const auto pairs = count_pairs(builder, follow);
  Section section{"meetings", kMeetingsLayer, "", {}, true, {}};
  section.title = meetings_title(builder, pairs, follow);
  section.text.push_back(frame_sentence(builder));
  const auto met =
      std::count_if(pairs.begin(), pairs.end(), [](const auto& p) { return !p.total.evidence.empty(); });
  section.text.push_back(fmt::format("{} of {} met at the rank of minister or above.",
                                     capital(spelled(static_cast<std::size_t>(met))),
                                     counted(pairs.size(), "pair")));
  std::vector<std::string> never;
  for (const auto& entry : pairs) {
    if (entry.total.evidence.empty()) never.push_back(builder.dashed(entry.pair));
  }
  if (!never.empty() && never.size() <= 3)
    section.text.back() += fmt::format(" None is on record for {}.", and_list(never));
  if (follow.size() < builder.members().size()) {
    section.text.push_back(fmt::format("Only {} are followed: pairs with other members are not observed.",
                                       builder.spoken(follow)));
  }
  section.exhibits.push_back(by_year(builder, pairs));
  section.exhibits.push_back(strip(builder, pairs));
  section.exhibits.push_back(ranks_and_hosts(builder, pairs));
  section.exhibits.push_back(under_rules(builder, pairs));
  if (follow.size() >= 3) add_larger_meetings(builder, follow, section);
  builder.add(std::move(section));
}

}  // namespace blocs::findings
