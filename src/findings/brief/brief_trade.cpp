// Goods trade between members, as reported; nothing is filled in and no share is taken without a total.
#include <fmt/format.h>

#include <algorithm>

#include "../words.hpp"
#include "blocs/findings/text.hpp"
#include "exhibits.hpp"
#include "fills.hpp"
#include "headlines.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kTradeLayer = "Trade";

struct PairTrade {
  Pair pair;
  std::vector<Finding> years;  ///< one a year and reporter
  std::string reporter;        ///< who reports most of the years
};

std::string reporter_of(const Finding& finding) {
  return finding.details.at("reporter").get<std::string>();
}
int year_in(const Finding& finding) {
  return finding.details.at("year").get<int>();
}

std::string main_reporter(const std::vector<Finding>& years) {
  std::map<std::string, int> count;
  for (const auto& year : years) ++count[reporter_of(year)];
  const auto most = std::max_element(count.begin(), count.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == count.end() ? "" : most->first;
}

std::vector<PairTrade> observed(const BriefBuilder& builder, std::vector<Pair>& missing) {
  std::vector<PairTrade> found;
  for (const auto& pair : BriefBuilder::pairs(builder.members())) {
    auto years = builder.ask("trade.total", {pair.first, pair.second}, Json::object());
    std::erase_if(years,
                  [&](const Finding& f) { return !f.number() || year_in(f) > builder.until().year(); });
    if (years.empty())
      missing.push_back(pair);
    else
      found.push_back({pair, years, main_reporter(years)});
  }
  return found;
}

/// The pair's latest total by its main reporter.
const Finding& latest(const PairTrade& entry) {
  const Finding* last = nullptr;
  for (const auto& year : entry.years) {
    if (reporter_of(year) == entry.reporter && (last == nullptr || year_in(year) > year_in(*last)))
      last = &year;
  }
  return *last;
}

std::string series(const BriefBuilder& builder, const PairTrade& entry, const Finding& year) {
  std::string pair = entry.pair.first + "-" + entry.pair.second;
  const std::string reporter = reporter_of(year);
  if (reporter == entry.reporter) return pair;
  return builder.dashed(entry.pair) + " as " +
         (reporter == "mixed" ? "others report" : builder.name(reporter) + " reports");
}

Exhibit lines(BriefBuilder& builder, const std::vector<PairTrade>& list) {
  Exhibit exhibit;
  exhibit.id = "trade-lines";
  exhibit.sources = {"table:trade"};
  exhibit.chart = {
      {"type", "lines"}, {"x", "year"}, {"y", "usd"}, {"series", "series"}, {"unit", "million US dollars"}};
  exhibit.table = {{{"series", "Pair", "pair"},
                    {"year", "Year", "text"},
                    {"usd", "Million US dollars", "number"},
                    {"reporter", "As reported by", "state"},
                    {"confidence", "Confidence", "text"}},
                   {},
                   "finding"};
  std::size_t low = 0;
  std::size_t rows = 0;
  for (const auto& entry : list) {
    for (const auto& year : entry.years) {
      const auto confidence = year.details.at("confidence").get<std::string>();
      low += confidence == "low" ? 1 : 0;
      ++rows;
      exhibit.table.rows.push_back(
          {{"series", series(builder, entry, year)},
           {"year", std::to_string(year_in(year))},
           {"usd", number_cell(year)},
           {"reporter", reporter_of(year)},
           {"confidence", confidence == "low" ? "low: handle with care" : confidence},
           {"finding", builder.keep(year, exhibit)}});
    }
  }
  exhibit.title = "Goods trade between members";
  exhibit.subtitle =
      "Yearly total of both directions, in millions of US dollars at current prices, as one side reports it; "
      "years "
      "before the period are shown for the trend";
  exhibit.rule =
      "Exports and imports added, as the side named reports them; no deflation, no mirror data, nothing "
      "filled in";
  if (low > 0) {
    exhibit.notes.push_back(
        fmt::format("{} of {} totals are of low confidence (a partial source, or from memory) and are marked "
                    "in the table.",
                    low, rows));
  }
  if (list.size() > 1)
    exhibit.notes.push_back("The section’s title compares each pair’s latest total on record.");
  exhibit.notes.push_back("Two sides may report different totals for one flow: they are different lines.");
  return exhibit;
}

std::string title_of(const BriefBuilder& builder, const std::vector<PairTrade>& list) {
  std::vector<Finding> totals;
  for (const auto& entry : list) totals.push_back(latest(entry));
  return trade_headline(builder.record().states(), totals);
}

}  // namespace

void brief_trade(BriefBuilder& builder) {
  std::vector<Pair> missing;
  const auto list = observed(builder, missing);
  if (list.empty()) {
    builder.not_observed("trade", kTradeLayer, "Trade between the members is not observed",
                         "The casebook holds no trade total between two members of this group. That is not "
                         "the same as no trade.",
                         fills::kTrade);
    return;
  }
  Section section{"trade", kTradeLayer, title_of(builder, list), {}, true, {}};
  section.text.push_back(fmt::format("Totals are on record for {} of {}.", list.size(),
                                     counted(list.size() + missing.size(), "pair")));
  if (!missing.empty() && missing.size() <= 6) {
    std::vector<std::string> names;
    for (const auto& pair : missing) names.push_back(builder.dashed(pair));
    section.text.back() += fmt::format(" Not observed: {}.", and_list(names));
  }
  section.exhibits.push_back(lines(builder, list));
  builder.add(std::move(section));
}

}  // namespace blocs::findings
