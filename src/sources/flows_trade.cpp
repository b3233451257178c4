// Goods trade: the IMF's International Trade in Goods by partner country (IMTS), and UN Comtrade.

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "blocs/core/numbers.hpp"
#include "blocs/sources/csv.hpp"
#include "flows.hpp"

namespace blocs::sources {
namespace {

constexpr std::string_view kImts = "imf-imts-file";
constexpr std::string_view kComtrade = "un-comtrade-file";
constexpr std::string_view kWorld = "WLD";

std::optional<int> year_in(std::string_view text) {
  const auto year = number_in<int>(text);
  return year && text.size() == 4 && *year >= 1800 ? year : std::nullopt;
}

std::optional<double> dollars_in(std::string_view text) {
  const auto value = number_in<double>(text);
  return value && std::isfinite(*value) && *value >= 0 ? value : std::nullopt;
}

/// What a cell says against a row, if it is not one of two words.
std::optional<bool> one_of(std::string_view cell, std::string_view yes, std::string_view no) {
  if (cell == yes) return true;
  if (cell == no) return false;
  return std::nullopt;
}

}  // namespace

void FlowHarvest::take_flow(FileReading& at, const PairColumns& columns, int year, bool out, double usd,
                            std::string_view source) {
  const auto reporter = at.cell(at.column(columns.reporter));
  const auto partner = at.cell(at.column(columns.partner));
  if (!known_state(at, columns.reporter, reporter)) return;
  const bool world = partner == columns.world;
  if (!world && !known_state(at, columns.partner, partner)) return;
  if (partner == reporter) {
    at.refuse(columns.partner, "is the reporter itself");
    return;
  }
  auto& flows = flows_[{std::string(reporter), std::string(world ? kWorld : partner), year}];
  auto& direction = out ? flows.out : flows.in;
  if (direction) {
    at.refuse({}, std::string(out ? "the exports" : "the imports") +
                      " of this reporter, partner and year stand in an earlier row");
    return;
  }
  direction = Direction{usd, harvest_.files.size() - 1, at.line()};
  flows.source = source;
  at.take();
}

void FlowHarvest::read_imts(FileReading& at) {
  need_source({std::string(kImts), "dataset",
               "International Trade in Goods by partner country (IMTS), as imported",
               "International Monetary Fund", "https://data.imf.org", "", "",
               "imported; goods exports FOB and imports CIF in US dollars, as the reporter gives them"});
  const auto indicator = at.column("INDICATOR");
  const auto frequency = at.column("FREQUENCY");
  const auto period = at.column("TIME_PERIOD");
  const auto value = at.column("OBS_VALUE");
  while (at.next()) {
    const auto out = one_of(at.cell(indicator), "XG_FOB_USD", "MG_CIF_USD");
    const auto year = year_in(at.cell(period));
    const auto usd = dollars_in(at.cell(value));
    if (!out) {
      at.refuse("INDICATOR", "only XG_FOB_USD and MG_CIF_USD make a total");
    } else if (at.cell(frequency) != "A") {
      at.refuse("FREQUENCY", "only years (A) are read");
    } else if (!year) {
      at.refuse("TIME_PERIOD", "is no year");
    } else if (!usd) {
      at.refuse("OBS_VALUE",
                at.cell(value).empty() ? "is empty: not reported, which is not zero" : "is no number from 0");
    } else {
      take_flow(at, {"COUNTRY", "COUNTERPART_COUNTRY", "G001"}, *year, *out, *usd, kImts);
    }
  }
}

void FlowHarvest::read_comtrade(FileReading& at) {
  need_source(
      {std::string(kComtrade), "dataset", "UN Comtrade, annual totals, as imported",
       "United Nations Statistics Division", "https://comtradeplus.un.org", "", "",
       "imported; primary value in US dollars: exports FOB, imports CIF, as the reporter gives them"});
  const auto flow = at.column("flowCode");
  const auto year_at = at.column("refYear");
  const auto value = at.column("primaryValue");
  // Breakdowns that a file may have: only the row over all of each is a total.
  const std::pair<std::string_view, std::string_view> whole[] = {
      {"freqCode", "A"},      {"cmdCode", "TOTAL"}, {"partner2Code", "0"},
      {"customsCode", "C00"}, {"motCode", "0"},     {"mosCode", "0"}};
  while (at.next()) {
    const auto* part = std::find_if(std::begin(whole), std::end(whole), [&](const auto& need) {
      const auto column = at.column(need.first);
      return column != std::string::npos && !at.cell(column).empty() && at.cell(column) != need.second;
    });
    const auto out = one_of(at.cell(flow), "X", "M");
    const auto year = year_in(at.cell(year_at));
    const auto usd = dollars_in(at.cell(value));
    if (part != std::end(whole)) {
      at.refuse(part->first, "is a part of a total; only " + std::string(part->second) + " is read");
    } else if (!out) {
      at.refuse("flowCode", "only X (exports) and M (imports) are read; others are contained in them");
    } else if (!year) {
      at.refuse("refYear", "is no year");
    } else if (!usd) {
      at.refuse("primaryValue", "is no number from 0");
    } else {
      take_flow(at, {"reporterISO", "partnerISO", "W00"}, *year, *out, *usd, kComtrade);
    }
  }
}

}  // namespace blocs::sources
