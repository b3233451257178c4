// Security Council votes: how often members with a seat voted alike, over time, and under other rules.
#include <fmt/format.h>

#include <algorithm>

#include "../words.hpp"
#include "blocs/core/error.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/measures/council_conduct.hpp"
#include "exhibits.hpp"
#include "fills.hpp"
#include "headlines.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kCouncilLayer = "Security Council votes";

struct Half {
  Date first;
  Date last;
  std::string label;
};

std::vector<Half> half_years(Date since, Date until) {
  std::vector<Half> list;
  for (int year = since.year(); year <= until.year(); ++year) {
    for (const unsigned month : {1U, 7U}) {
      const Date first(year, month, 1);
      const Date last(year, month == 1 ? 6 : 12, month == 1 ? 30 : 31);
      if (last < since || first > until) continue;
      list.push_back(
          {std::max(first, since), std::min(last, until), fmt::format("{} H{}", year, month == 1 ? 1 : 2)});
    }
  }
  return list;
}

Json stacked_row(const std::string& label, const Finding& finding) {
  const bool known = finding.n && *finding.n > 0;
  const long alike = known ? static_cast<long>(*finding.numerator) : 0;
  const long n = known ? static_cast<long>(*finding.n) : 0;
  return {{"period", label},
          {"alike", alike},
          {"apart", n - alike},
          {"n", n},
          {"share", number_cell(finding)},
          {"finding", finding.id}};
}

/// The study's Figure 2: contested votes by half-year.
Exhibit over_time(BriefBuilder& builder, const std::vector<std::string>& sat) {
  Exhibit exhibit;
  exhibit.id = "council-time";
  exhibit.sources = {"table:roll_calls"};
  const bool pair = sat.size() == 2;
  exhibit.subtitle =
      pair ? fmt::format("Contested Council votes by half-year on which {} cast the same ballot, or not",
                         builder.spoken(sat))
           : "Contested Council votes by half-year on which all members of the group then seated cast "
             "one ballot, or not";
  exhibit.chart = {{"type", "stacked-time"},
                   {"x", "period"},
                   {"series", Json::array({{{"key", "alike"}, {"label", "alike"}},
                                           {{"key", "apart"}, {"label", "apart"}}})},
                   {"share", "share"}};
  exhibit.table = {{{"period", "Half-year", "text"},
                    {"alike", "Alike", "number"},
                    {"apart", "Apart", "number"},
                    {"n", "Contested votes", "number"},
                    {"share", "Share alike", "share"}},
                   {},
                   "finding"};
  std::vector<std::pair<std::string, Finding>> parts;
  for (const auto& half : half_years(builder.since(), builder.until())) {
    parts.emplace_back(
        half.label,
        builder.ask_whole("votes.agreement", sat,
                          {{"since", half.first.iso()}, {"until", half.last.iso()}, {"contested", true}}));
  }
  std::vector<std::pair<std::string, Finding>> compared;
  for (const auto& [label, finding] : parts) {
    builder.keep(finding, exhibit);
    exhibit.table.rows.push_back(stacked_row(label, finding));
    if (finding.number() && *finding.n >= 5) compared.emplace_back(label, finding);
  }
  exhibit.title = range_headline(compared);
  if (exhibit.title.empty())
    exhibit.title = "Contested votes by half-year";
  else
    exhibit.notes.push_back(
        "The title compares half-years with five contested votes or more; with so few votes a share "
        "moves much by one vote.");
  exhibit.rule = builder.ask_whole("votes.agreement", sat, builder.within({{"contested", true}})).rule.words +
                 "; each half-year on its own";
  return exhibit;
}

/// Every pair among members with a seat, and for a small group the permanent members as base rate.
Exhibit pair_table(BriefBuilder& builder, const std::vector<std::string>& sat) {
  auto states = sat;
  for (const auto& member : measures::permanent_members()) {
    if (std::find(states.begin(), states.end(), member) == states.end()) states.push_back(member);
  }
  const bool with_base = states.size() <= 8 && states.size() > sat.size();
  if (!with_base) states = sat;
  const auto contested = builder.within({{"contested", true}});
  const auto pairs = only_pairs(builder.ask_numbers("votes.agreement", states, contested));

  Exhibit exhibit = pair_exhibit(builder, "council-pairs", pairs, contested, "table:roll_calls");
  exhibit.table.columns[2].label = "Alike, contested";
  exhibit.table.columns[3].label = "Contested votes";
  exhibit.table.columns.push_back({"all_alike", "Alike, all", "number"});
  exhibit.table.columns.push_back({"all_n", "All votes", "number"});
  exhibit.table.columns.push_back({"all_share", "Share alike, all", "share"});
  for (auto& row : exhibit.table.rows) {
    const auto pair = builder.ask_one("votes.agreement", {row.at("a"), row.at("b")},
                                      builder.within({{"contested", false}}));
    builder.keep(pair, exhibit);
    row["all_alike"] = numerator_cell(pair);
    row["all_n"] = n_cell(pair);
    row["all_share"] = number_cell(pair);
  }
  exhibit.subtitle =
      with_base ? "Share of contested votes on which two states cast the same ballot; the permanent members "
                  "outside the group are the base rate"
                : "Share of contested votes on which two states cast the same ballot, where both sat";
  exhibit.title = council_pairs_headline(builder.record().states(), pairs,
                                         with_base ? builder.members() : std::vector<std::string>());
  exhibit.rule += "; the columns on all votes let uncontested ones in too";
  exhibit.notes.push_back(
      "Elected members sit two years, so that pairs differ in how many votes they share.");
  return exhibit;
}

struct RuleRow {
  std::string label;
  Json options;
};

std::vector<RuleRow> rule_grid(bool pair) {
  const Json all_outcomes{"adopted", "vetoed", "failed"};
  const Json with_amendments{"draft", "amendment"};
  std::vector<RuleRow> rows{
      {"Contested, drafts adopted or vetoed (the rule of this brief)", {{"contested", true}}},
      {"All of them, contested or not", {{"contested", false}}},
      {"Contested; an abstention is half agreement", {{"contested", true}, {"abstention", "half"}}},
      {"Contested; only votes of yes or no on both sides", {{"contested", true}, {"abstention", "yesno"}}},
      {"Contested; substantive matters only", {{"contested", true}, {"natures", {"substantive"}}}},
      {"Contested; failed drafts let in", {{"contested", true}, {"outcomes", all_outcomes}}},
      {"Contested; amendments let in", {{"contested", true}, {"kinds", with_amendments}}},
      {"Contested; failed drafts and amendments let in",
       {{"contested", true}, {"outcomes", all_outcomes}, {"kinds", with_amendments}}},
      {"All votes of every kind and outcome",
       {{"contested", false}, {"outcomes", all_outcomes}, {"kinds", with_amendments}}},
  };
  if (!pair) rows.erase(rows.begin() + 2);  // half agreement of two says nothing about all casting one ballot
  return rows;
}

/// How the answer moves with the rule.
Exhibit rules(BriefBuilder& builder, const std::vector<std::string>& sat) {
  Exhibit exhibit;
  exhibit.id = "council-rules";
  exhibit.sources = {"table:roll_calls"};
  exhibit.chart = {{"type", "share-bars"}, {"label", "rule"}, {"value", "share"},
                   {"numerator", "alike"}, {"n", "n"},        {"emphasis", "main"}};
  exhibit.table = {{{"rule", "Counting rule", "text"},
                    {"alike", "Alike", "number"},
                    {"n", "Votes", "number"},
                    {"share", "Share alike", "share"}},
                   {},
                   "finding"};
  double low = 2;
  double high = -1;
  for (const auto& row : rule_grid(sat.size() == 2)) {
    const auto finding = builder.ask_whole("votes.agreement", sat, builder.within(row.options));
    builder.keep(finding, exhibit);
    exhibit.table.rows.push_back({{"rule", row.label},
                                  {"alike", numerator_cell(finding)},
                                  {"n", n_cell(finding)},
                                  {"share", number_cell(finding)},
                                  {"finding", finding.id},
                                  {"main", exhibit.table.rows.empty() ? "yes" : ""}});
    if (const auto share = finding.number()) {
      low = std::min(low, *share);
      high = std::max(high, *share);
    }
  }
  exhibit.title =
      high < 0 ? "How the answer moves with the rule"
               : fmt::format("The counting rule moves the answer from {} to {}", percent(low), percent(high));
  exhibit.subtitle =
      sat.size() == 2
          ? "The same two states, the same votes on record, other choices of what to count"
          : "Votes on which all seated members of the group cast one ballot, under other choices of "
            "what to count";
  exhibit.rule = "Each bar under the rule that its label names; period as above; an absence is missing";
  return exhibit;
}

std::string counts_text(BriefBuilder& builder, Exhibit& exhibit) {
  std::size_t without = 0;
  const auto count = [&](const Json& more) {
    const auto finding = builder.ask_one("votes.count", {}, builder.within(more));
    if (finding.details.is_object()) without = finding.details.value("without_vote", std::size_t{0});
    builder.keep(finding, exhibit);
    return finding.n.value_or(0);
  };
  const auto adopted = count({{"outcomes", {"adopted"}}});
  const auto vetoed = count({{"outcomes", {"vetoed"}}});
  const auto all = count(Json::object());
  const auto unrecorded = without;
  const auto contested = count({{"contested", true}});
  return fmt::format(
      "From {} to {} the Council adopted {} and saw {} fall to a veto, {} in all{}. On {} of them at least "
      "two "
      "members cast "
      "different ballots; the rest passed with one voice and say little about any two members.",
      long_date(builder.since()), long_date(builder.until()), counted(adopted, "draft"),
      counted(vetoed, "draft"), unrecorded == 0 ? counted(all, "vote") : fmt::format("{}", all),
      unrecorded == 0 ? ""
                      : fmt::format(", {} of them without a vote, so that no member has a ballot there",
                                    spelled(unrecorded)),
      contested);
}

/// Where the period reaches beyond the record of Council votes.
std::string coverage_text(BriefBuilder& builder) {
  constexpr std::string_view kSays = "not on record: ";
  for (const auto& caveat : builder.ask_one("votes.count", {}, builder.within()).caveats) {
    if (caveat.starts_with(kSays))
      return " Council votes not on record: " + caveat.substr(kSays.size(), caveat.find(';') - kSays.size()) +
             ".";
  }
  return "";
}

/// What the votes were on which two states stood apart.
std::string apart_text(const BriefBuilder& builder, const Finding& contested, const Finding& all) {
  if (!contested.details.is_object() || !contested.details.contains("ballots") || !contested.number())
    return "";
  const auto& table = contested.details.at("ballots");
  const auto apart = contested.details.at("apart").get<std::size_t>();
  const auto at = [&](const char* key) { return table.at(key).get<std::size_t>(); };
  const std::size_t opposite = at("yes-no") + at("no-yes");
  const std::size_t first_abstains = at("abstain-yes") + at("abstain-no");
  const std::size_t second_abstains = at("yes-abstain") + at("no-abstain");
  std::string text = fmt::format(
      "{} cast the same ballot on {} contested votes ({}) and on {} of all votes ({}).",
      capital(builder.spoken(contested.subjects)), out_of(contested), percent(*contested.number()),
      out_of(all), all.number() ? percent(*all.number()) : "undefined");
  if (apart > 0) {
    text += fmt::format(
        " On the {} that set them apart, {} alone abstained {}, {} {}, and they voted yes against no {}.",
        counted(apart, "vote"), with_article(builder.name(contested.subjects[0])), times(first_abstains),
        with_article(builder.name(contested.subjects[1])), times(second_abstains), times(opposite));
  }
  if (contested.interval) {
    text += fmt::format(
        " Taken as inference to similar votes, and letting whole agenda items come and go, the share lies "
        "between {} and {}.",
        percent(contested.interval->low), percent(contested.interval->high));
  }
  return text;
}

void say_unseated(const BriefBuilder& builder, const std::vector<std::string>& sat, Section& section) {
  std::vector<std::string> without;
  for (const auto& member : builder.members()) {
    if (std::find(sat.begin(), sat.end(), member) == sat.end()) without.push_back(member);
  }
  if (without.empty()) return;
  const std::string who =
      without.size() > 8 ? counted(without.size(), "member") + " of the group" : builder.spoken(without);
  section.text.push_back(capital(who) + " had no seat in the Council in this period: " +
                         (without.size() == 1 ? "its" : "their") + " votes there are not observed.");
}

}  // namespace

std::string why_no_ballots(const BriefBuilder& builder) {
  // Permanent members cast a ballot whenever ballots are on record.
  return why_not_observed(
      builder.ask_one("votes.ballots", {measures::permanent_members().front()}, builder.within()));
}

std::vector<std::string> seated(const BriefBuilder& builder) {
  const auto& matrix = builder.record().roll_calls(views::Body::council);
  std::vector<std::string> found;
  for (const auto& member : builder.members()) {
    const auto row = matrix.state_index(member);
    if (!row) continue;
    for (std::size_t i = 0; i < matrix.roll_calls().size(); ++i) {
      // Where only vetoes are on record, who did not veto is not unseated.
      if (!builder.period().contains(matrix.roll_calls()[i].date) || matrix.only_vetoes().test(i)) continue;
      if (matrix.ballot(*row, i) == views::Ballot::no_seat) continue;
      found.push_back(member);
      break;
    }
  }
  return found;
}

std::optional<Finding> council_figure(const BriefBuilder& builder, bool contested) {
  const auto sat = seated(builder);
  if (sat.size() < 2) return std::nullopt;
  auto options = builder.within({{"contested", contested}});
  if (sat.size() == 2 && contested) {
    options["interval"] = "bootstrap";
    try {
      return builder.ask_one("votes.agreement", sat, options);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::undefined) throw;
      options.erase("interval");  // one agenda item alone bears no interval
    }
  }
  return builder.ask_whole("votes.agreement", sat, options);
}

void brief_council(BriefBuilder& builder) {
  // First: whoever had a seat, votes outside the record say nothing of it.
  const auto why = why_no_ballots(builder);
  if (!why.empty()) {
    builder.not_observed("council", kCouncilLayer,
                         "Agreement within the group is not observed in the Council", why,
                         fills::kCouncilVotes);
    return;
  }
  const auto sat = seated(builder);
  if (sat.size() < 2) {
    const std::string who = sat.empty() ? "no member of the group" : "only " + builder.spoken(sat);
    builder.not_observed(
        "council", kCouncilLayer, "Agreement within the group is not observed in the Council",
        capital(who) +
            " had a seat in the Security Council in this period, so there is no pair to compare. "
            "That is not the same as disagreement.",
        fills::kSeats);
    return;
  }
  const auto contested = *council_figure(builder, true);
  const auto all = *council_figure(builder, false);
  if (!all.n || *all.n == 0) {
    builder.not_observed(
        "council", kCouncilLayer, "Agreement within the group is not observed in the Council",
        builder.spoken(sat) + " never had a ballot on the same vote of this period.", fills::kSeats);
    return;
  }
  Section section{"council", kCouncilLayer, "", {}, true, {}};
  Exhibit time = over_time(builder, sat);
  builder.keep(contested, time);
  builder.keep(all, time);
  section.text.push_back(counts_text(builder, time) + coverage_text(builder));
  if (sat.size() == 2) {
    section.title =
        capital(fmt::format("{} voted alike on {} contested votes", builder.spoken(sat), out_of(contested)));
    section.text.push_back(apart_text(builder, contested, all));
  } else {
    section.title =
        fmt::format("Members in the Council voted as one on {} contested votes", out_of(contested));
    section.text.push_back(
        fmt::format("{} members of the group had a seat at some time: {}. On {} contested votes all of those "
                    "then seated cast one ballot, "
                    "and on {} of all votes.",
                    capital(spelled(sat.size())), builder.spoken(sat), out_of(contested), out_of(all)));
  }
  say_unseated(builder, sat, section);
  section.exhibits.push_back(std::move(time));
  section.exhibits.push_back(pair_table(builder, sat));
  section.exhibits.push_back(rules(builder, sat));
  builder.add(std::move(section));
}

}  // namespace blocs::findings
