// How members lean on each other in trade and arms, and what is estimated to pass between them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "../words.hpp"
#include "blocs/findings/text.hpp"
#include "fills.hpp"
#include "headlines.hpp"
#include "system_layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kId = "dependence";
constexpr const char* kDependenceLayer = "Dependence";

bool about_arms(const Finding& finding) {
  return finding.unit == "share of arms" && finding.number().has_value();
}
bool about_trade(const Finding& finding) {
  return finding.unit == "share of trade" && finding.number().has_value();
}

Exhibit trade_exhibit(BriefBuilder& builder, const std::vector<Finding>& findings) {
  Exhibit exhibit;
  exhibit.id = "dependence-trade";
  exhibit.title = "Which share of a member's goods trade is with another";
  exhibit.subtitle = "Each by its own statistics, both directions, the latest year on record for the pair";
  exhibit.sources = {"table:trade"};
  exhibit.table = {{{"state", "Of", "state"},
                    {"partner", "With", "state"},
                    {"year", "Year", "text"},
                    {"share", "Share of its trade", "share"},
                    {"confidence", "Confidence (pair, world)", "text"}},
                   {},
                   "finding"};
  std::size_t open = 0;
  for (const auto& finding : findings) {
    if (finding.unit == "share of trade" && !finding.number()) ++open;
    if (!about_trade(finding)) continue;
    exhibit.table.rows.push_back({{"state", finding.subjects.at(0)},
                                  {"partner", finding.subjects.at(1)},
                                  {"year", std::to_string(finding.details.at("year").get<int>())},
                                  {"share", number_cell(finding)},
                                  {"confidence", finding.details.at("confidence")},
                                  {"finding", builder.keep(finding, exhibit)}});
  }
  exhibit.rule =
      "Goods trade of the two over goods trade with the world, undefined where either is not on record";
  if (open > 0) {
    exhibit.notes.push_back(fmt::format(
        "{} undefined, since a total with the world is not on record: files of the IMF (IMTS) or UN Comtrade "
        "fill them.",
        counted(open, "share is", "shares are")));
  }
  exhibit.notes.push_back("A share says who would find it harder to replace the other, not who gains.");
  return exhibit;
}

Exhibit arms_exhibit(BriefBuilder& builder, const std::vector<Finding>& findings) {
  Exhibit exhibit;
  exhibit.id = "dependence-arms";
  exhibit.title = "Which share of a member's major arms came from another";
  exhibit.subtitle = "Trend-indicator values of five years: volumes, not money";
  exhibit.sources = {"table:arms"};
  exhibit.table = {{{"state", "Delivered to", "state"},
                    {"partner", "From", "state"},
                    {"share", "Share", "share"},
                    {"tiv", "Million TIV", "number"}},
                   {},
                   "finding"};
  for (const auto& finding : findings) {
    if (!about_arms(finding)) continue;
    exhibit.rule = finding.rule.words;
    exhibit.table.rows.push_back(
        {{"state", finding.subjects.at(0)},
         {"partner", finding.subjects.at(1)},
         {"share", number_cell(finding)},
         {"tiv", std::round(finding.details.at("tiv_from_partner").get<double>() * 10) / 10},
         {"finding", builder.keep(finding, exhibit)}});
  }
  exhibit.notes.push_back("Munitions, drones and parts are mostly not in these values.");
  return exhibit;
}

Exhibit estimates_exhibit(BriefBuilder& builder, const std::vector<Finding>& ranges) {
  Exhibit exhibit;
  exhibit.id = "dependence-estimates";
  exhibit.title = "What is said to have passed between members, and by whom";
  exhibit.subtitle =
      "The latest figure of each speaker; grades: A to F for who speaks, 1 to 6 for what is said, best first";
  exhibit.sources = {"table:estimates"};
  exhibit.table = {{{"pair", "From and to", "pair"},
                    {"item", "What", "text"},
                    {"by", "Who says so", "text"},
                    {"as_of", "As of", "date"},
                    {"low", "At least", "number"},
                    {"high", "At most", "number"},
                    {"grade", "Grade", "text"},
                    {"range", "Range of all", "text"}},
                   {},
                   "finding"};
  std::size_t conflicts = 0;
  for (const auto& finding : ranges) {
    const auto id = builder.keep(finding, exhibit);
    conflicts += finding.details.at("figures_exclude_each_other").get<bool>() ? 1 : 0;
    for (const auto& estimate : finding.details.at("estimates")) {
      exhibit.table.rows.push_back({{"pair", finding.subjects.at(0) + "-" + finding.subjects.at(1)},
                                    {"item", finding.details.at("item")},
                                    {"by", estimate.at("said_by")},
                                    {"as_of", estimate.at("as_of")},
                                    {"low", estimate.at("low")},
                                    {"high", estimate.at("high")},
                                    {"grade", estimate.at("grade")},
                                    {"range", value_words(finding)},
                                    {"finding", id}});
    }
  }
  exhibit.rule =
      "Figures as given up to the last day of the period; nothing is averaged, and a range is what is "
      "said, not a confidence interval";
  if (conflicts > 0) {
    exhibit.notes.push_back(
        fmt::format("On {} figures exclude each other.", counted(conflicts, "quantity", "quantities")));
  }
  exhibit.notes.push_back("Totals grow with time: a later figure may be higher and no contradiction.");
  return exhibit;
}

}  // namespace

void brief_dependence(BriefBuilder& builder) {
  const Json on{{"on", builder.until().iso()}};
  const auto findings = builder.ask("trade.dependence", builder.members(), on);
  auto ranges = builder.ask("estimates.range", builder.members(), on);
  std::erase_if(ranges, [](const Finding& f) { return std::holds_alternative<std::monostate>(f.value); });
  const bool trade = std::any_of(findings.begin(), findings.end(), about_trade);
  const bool arms = std::any_of(findings.begin(), findings.end(), about_arms);
  if (!trade && !arms && ranges.empty()) {
    builder.not_observed(kId, kDependenceLayer, "How far members lean on each other is not observed",
                         "Neither their trade with the world nor arms nor estimates are on record.",
                         fills::kDependence);
    return;
  }
  Section section;
  section.id = kId;
  section.layer = kDependenceLayer;
  const auto leans = leaning_headline(builder.record().states(), findings);
  section.title = !leans.empty()   ? leans
                  : trade          ? "Shares of trade are on record one way only"
                  : ranges.empty() ? "What members deliver to each other in arms"
                                   : capital(spelled_out(ranges.size(), "quantity", "quantities")) +
                                         " that pass between members are known by estimates only";
  if (trade) section.exhibits.push_back(trade_exhibit(builder, findings));
  if (arms) section.exhibits.push_back(arms_exhibit(builder, findings));
  if (!ranges.empty()) section.exhibits.push_back(estimates_exhibit(builder, ranges));
  for (const auto& finding : findings) {
    if (finding.unit == "percentage points" && finding.number())
      builder.keep(finding, section.exhibits.front());
  }
  section.text.push_back(
      "What is reported and what is said, side by side: shares from statistics, and ranges of what "
      "governments "
      "and media give for what no statistic holds.");
  if (!trade || !arms)
    section.text.push_back(std::string(trade ? "No arms transfers" : "No shares of trade") +
                           " are on record. What would fill this: " + fills::kDependence);
  builder.add(std::move(section));
}

}  // namespace blocs::findings
