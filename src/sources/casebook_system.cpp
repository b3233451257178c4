// denominators.csv, estimates.csv

#include <algorithm>
#include <string>
#include <utility>

#include "casebook_tables.hpp"

namespace blocs::sources::casebook {
namespace {

using views::IndicatorKind;

constexpr auto kWorld = views::kAllOthers;

const views::IndicatorInfo* indicator(Reading& at) {
  static const std::vector<std::string_view> kNames = [] {
    std::vector<std::string_view> names;
    for (const auto& info : views::indicator_infos()) names.emplace_back(info.name);
    return names;
  }();
  const std::string name = at.table.word("indicator", kNames);
  for (const auto& info : views::indicator_infos()) {
    if (info.name == name) return &info;
  }
  return nullptr;
}

std::string read_value(Reading& at, const views::IndicatorInfo& info) {
  auto& t = at.table;
  std::string value = t.needed("value");
  if (info.kind == IndicatorKind::number && !value.empty()) {
    const auto number = t.number("value");
    if (number && *number < 0) t.refuse("value", "must not be negative");
  } else if (info.kind == IndicatorKind::word && !value.empty()) {
    value = t.word("value", info.values);
  }
  return value;
}

void read_denominators(Reading& at) {
  while (at.table.next()) {
    auto& t = at.table;
    views::Indicator row;
    const auto* info = indicator(at);
    const std::string& state = t.text("state");
    const bool rest = state == kWorld && info != nullptr && info->kind == IndicatorKind::word;
    if (state == kWorld && info != nullptr && !rest) t.refuse("state", "only a word can hold for all others");
    row.state = rest || (state == kWorld && info == nullptr) ? std::string(kWorld) : at.state("state");
    row.from = t.loose_date("from");
    row.to = t.loose_date("to");
    at.in_order("to", row.from, row.to);
    row.coded_on = t.date("coded_on");
    if (info != nullptr) {
      row.denominator = info->denominator;
      row.indicator = info->name;
      row.value = read_value(at, *info);
      const bool dated = info->kind == IndicatorKind::leader || info->kind == IndicatorKind::fact;
      if (dated && !row.from) t.refuse("from", "must not be empty for " + row.indicator);
      if (t.text("denominator") != row.denominator)
        t.refuse("denominator", row.indicator + " is coded under " + row.denominator);
    }
    row.id = row.indicator + "/" + row.state + "/" + (row.from ? row.from->iso() : "");
    if (t.whole()) at.only_once("indicator", row.id);
    row.provenance = at.provenance();
    if (t.take()) at.harvest.indicators.push_back(std::move(row));
  }
}

/// A grade of one letter or digit from `first` to `last`.
char grade(Reading& at, std::string_view column, char first, char last) {
  const std::string text = at.table.needed(column);
  if (text.size() == 1 && text[0] >= first && text[0] <= last) return text[0];
  if (!text.empty()) {
    at.table.refuse(column, std::string("is a grade from ") + first + " to " + last);
  }
  return last;
}

void read_estimates(Reading& at) {
  while (at.table.next()) {
    auto& t = at.table;
    views::Estimate row;
    row.id = t.needed("estimate_id");
    at.only_once("estimate_id", row.id);
    row.quantity = t.needed("quantity");
    row.from = at.state("from_state");
    row.to = at.state("to_state");
    if (!row.from.empty() && row.from == row.to) t.refuse("to_state", "is the same state as from_state");
    row.item = t.needed("item");
    row.unit = t.needed("unit");
    if (t.text("as_of").empty()) t.refuse("as_of", "must not be empty");
    row.as_of = t.loose_date("as_of").value_or(row.as_of);
    row.low = t.number("low");
    row.high = t.number("high");
    if (t.text("low").empty() && t.text("high").empty()) t.refuse("low", "low and high are both empty");
    if ((row.low && *row.low < 0) || (row.high && *row.high < 0)) t.refuse("low", "must not be negative");
    if (row.low && row.high && *row.high < *row.low) t.refuse("high", "is less than low");
    row.said_by = t.needed("said_by");
    row.reliability = grade(at, "reliability", 'A', 'F');
    row.credibility = grade(at, "credibility", '1', '6') - '0';
    row.provenance = at.provenance();
    if (t.take()) at.harvest.estimates.push_back(std::move(row));
  }
}

constexpr Column kDenominatorColumns[] = {{"denominator"}, {"indicator"},  {"state"},    {"from"},
                                          {"to"},          {"value"},      {"coded_on"}, {"source"},
                                          {"confidence"},  {"note", false}};
constexpr Column kEstimateColumns[] = {{"estimate_id"}, {"quantity"},   {"from_state"},  {"to_state"},
                                       {"item"},        {"unit"},       {"as_of"},       {"low"},
                                       {"high"},        {"said_by"},    {"reliability"}, {"credibility"},
                                       {"source"},      {"confidence"}, {"note", false}};

}  // namespace

const Form kDenominators{"denominators", kDenominatorColumns, read_denominators};
const Form kEstimates{"estimates", kEstimateColumns, read_estimates};

}  // namespace blocs::sources::casebook
