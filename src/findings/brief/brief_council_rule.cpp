// The Council's rule and what follows from it: power, the snapback of 2025, and how well votes can be
// foretold.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "../words.hpp"
#include "blocs/core/error.hpp"
#include "blocs/views/roll_calls.hpp"
#include "exhibits.hpp"
#include "fills.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kCouncilRuleLayer = "The Council’s rule";
/// Iran, and the day of the notification under resolution 2231.
constexpr const char* kIran = "IRN";
const Date kNotified(2025, 8, 28);

Exhibit power_exhibit(BriefBuilder& builder, const std::vector<std::string>& permanent) {
  Exhibit exhibit;
  exhibit.id = "council-power";
  exhibit.sources = {"un-charter"};
  exhibit.table = {{{"index", "Index", "text"},
                    {"seat", "Seat", "text"},
                    {"value", "Share of power", "share"},
                    {"exact", "Exactly", "text"}},
                   {},
                   "finding"};
  for (const bool abstention : {false, true}) {
    for (const auto& finding : builder.ask("council.power", {}, {{"abstention", abstention}})) {
      const auto part = finding.rule.data.at("part").get<std::string>();
      const auto colon = part.find(": ");
      const auto index = part.substr(colon + 2);
      if (index != "Shapley-Shubik" && index != "Banzhaf, normalised") continue;
      exhibit.table.rows.push_back({{"index", index + (abstention ? ", with abstention" : "")},
                                    {"seat", part.substr(0, colon)},
                                    {"value", number_cell(finding)},
                                    {"exact", finding.details.at("exact")},
                                    {"finding", builder.keep(finding, exhibit)}});
    }
  }
  exhibit.title =
      fmt::format("{} a veto; what a seat weighs by the rule alone",
                  capital(builder.spoken(permanent)) + (permanent.size() == 1 ? " holds" : " hold"));
  exhibit.subtitle =
      "Power of one seat: how often its ballot settles the outcome if all profiles are alike likely";
  exhibit.rule =
      "Fifteen members, nine affirmative votes, no permanent member against; with abstention: a permanent "
      "member "
      "blocks by no alone";
  exhibit.notes = {
      "Numbers about the rule, not about the members: all profiles alike likely is no forecast."};
  return exhibit;
}

std::string snapback_title(const BriefBuilder& builder, const Finding& end) {
  const auto state = end.details.at("steps").back().at("state").get<std::string>();
  const auto drafts = spelled_out(end.evidence.size(), "draft");
  if (state == "running")
    return fmt::format("Snapback: the thirty days still ran on {}", long_date(builder.until()));
  if (state == "averted") return "Snapback: a resolution kept the relief";
  return fmt::format("Snapback: {} could have kept the relief, and none was adopted", drafts);
}

Exhibit snapback_exhibit(BriefBuilder& builder) {
  Exhibit exhibit;
  exhibit.id = "council-snapback";
  exhibit.sources = {"table:roll_calls"};
  const auto findings =
      builder.ask("council.snapback", {}, {{"notified", kNotified.iso()}, {"until", builder.until().iso()}});
  const auto& end = findings.front();
  const auto id = builder.keep(end, exhibit);
  for (std::size_t f = 1; f < findings.size(); ++f) builder.keep(findings[f], exhibit);
  exhibit.table = {{{"date", "Day", "date"}, {"state", "Relief", "text"}, {"why", "What happened", "text"}},
                   {},
                   "finding"};
  for (const auto& step : end.details.at("steps")) {
    exhibit.table.rows.push_back(
        {{"date", step.at("date")}, {"state", step.at("state")}, {"why", step.at("why")}, {"finding", id}});
  }
  for (const auto& vote : end.evidence)
    builder.keep(builder.ask_one("council.replay", {}, {{"id", vote}}), exhibit);
  exhibit.title = snapback_title(builder, end);
  exhibit.subtitle = "From the notification to the return of the earlier sanctions, day by day";
  exhibit.rule = end.rule.words;
  exhibit.notes = {
      "Iran, China and Russia hold the notification void; the rule does not judge that. Noes of permanent "
      "members are "
      "said apart where a draft lacked votes all the same."};
  return exhibit;
}

Exhibit calibration_exhibit(BriefBuilder& builder, const std::vector<Finding>& findings) {
  Exhibit exhibit;
  exhibit.id = "council-calibration";
  exhibit.sources = {"table:roll_calls"};
  exhibit.chart = {{"type", "calibration"}, {"predicted", "predicted"}, {"observed", "observed"}, {"n", "n"}};
  exhibit.table = {{{"bin", "Called", "text"},
                    {"predicted", "Mean prediction", "share"},
                    {"observed", "Came true", "share"},
                    {"n", "Predictions", "number"}},
                   {},
                   "finding"};
  for (const auto& finding : findings) {
    const auto part = finding.rule.data.at("part").get<std::string>();
    if (!part.starts_with("calibration") || !finding.number()) continue;
    exhibit.table.rows.push_back({{"bin", part.substr(std::string("calibration ").size())},
                                  {"predicted", finding.details.at("predicted")},
                                  {"observed", number_cell(finding)},
                                  {"n", n_cell(finding)},
                                  {"finding", builder.keep(finding, exhibit)}});
  }
  const auto& main = findings.front();
  builder.keep(main, exhibit);
  exhibit.title = "How often ballots came that were called so likely";
  exhibit.subtitle =
      "Chances of yes, no and abstention for every member and vote, against what was cast; a dot a tenth";
  exhibit.rule = main.rule.words;
  exhibit.notes = main.caveats;
  return exhibit;
}

/// What the model gains against each member's own frequency, on all votes and on contested ones.
std::string skill_words(BriefBuilder& builder, const std::vector<Finding>& findings, Exhibit& exhibit) {
  const auto gain = [&](const char* part) {
    for (const auto& finding : findings) {
      if (finding.rule.data.at("part") != part || !finding.number() || !finding.interval) continue;
      builder.keep(finding, exhibit);
      const double share = finding.details.at("share").get<double>();
      const bool sure = finding.interval->low > 0 || finding.interval->high < 0;
      return fmt::format("{:.0f} % {}{}", std::abs(share) * 100, share >= 0 ? "smaller" : "larger",
                         sure ? "" : ", which votes drawn again do not bear out");
    }
    return std::string("not known");
  };
  const auto& details = findings.front().details;
  const auto all = gain("gain over own frequency");
  const auto contested = gain("gain over own frequency, contested");
  return fmt::format(
      "Each of {} votes was predicted from those before it alone. The model’s log score, an error, is {} "
      "than that of "
      "each member’s own frequency; on the {} contested votes {}.",
      details.at("votes").get<std::size_t>(), all, details.at("contested_votes").get<std::size_t>(),
      contested);
}

/// The backtest on the record at hand; nothing where it is too short for one.
std::vector<Finding> backtest(const BriefBuilder& builder) {
  try {
    return builder.ask("council.backtest", {}, {{"test_until", builder.until().iso()}});
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    return {};
  }
}

}  // namespace

void brief_council_rule(BriefBuilder& builder) {
  const auto permanent = permanent_among(builder);
  const bool iran = builder.is_member(kIran) && builder.since() <= kNotified && builder.until() >= kNotified;
  const auto why = why_not_observed(builder.ask_one("votes.count", {}, builder.within()));
  if (!iran && !why.empty()) {
    builder.not_observed("council-rule", kCouncilRuleLayer,
                         "The Council’s rule is not observed for the group", why, fills::kCouncilVotes);
    return;
  }
  if (seated(builder).empty() && permanent.empty() && !iran) {
    builder.not_observed(
        "council-rule", kCouncilRuleLayer, "No member sat in the Council",
        "The Council’s rule says something about a group that has a seat or stands before it.",
        fills::kSeats);
    return;
  }
  Section section{"council-rule", kCouncilRuleLayer, "", {}, true, {}};
  if (iran) section.exhibits.push_back(snapback_exhibit(builder));
  if (!permanent.empty()) section.exhibits.push_back(power_exhibit(builder, permanent));
  if (!seated(builder).empty()) {
    const auto findings = backtest(builder);
    if (findings.empty()) {
      section.text.push_back("How well votes could be foretold is not observed: the record is too short.");
    } else {
      auto exhibit = calibration_exhibit(builder, findings);
      section.text.push_back(skill_words(builder, findings, exhibit));
      section.exhibits.push_back(std::move(exhibit));
    }
  }
  if (section.exhibits.empty()) {
    builder.not_observed("council-rule", kCouncilRuleLayer,
                         "The Council’s rule is not observed for the group",
                         section.text.empty() ? "" : section.text.front(), fills::kCouncilVotes);
    return;
  }
  section.title = section.exhibits.front().title;
  if (iran) {
    section.text.insert(
        section.text.begin(),
        "By resolution 2231 a further resolution was needed within thirty days to keep the relief, so "
        "that a veto protected the return of the sanctions.");
  }
  builder.add(std::move(section));
}

}  // namespace blocs::findings
