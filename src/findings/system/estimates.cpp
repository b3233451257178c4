#include "estimates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/findings/text.hpp"

namespace blocs::findings {
namespace {

using views::Estimate;

/// Of every speaker the latest figure, in the order of speakers.
std::vector<const Estimate*> latest(const std::vector<const Estimate*>& rows) {
  std::map<std::string, const Estimate*> by_speaker;
  for (const auto* row : rows) {
    auto& kept = by_speaker[row->said_by];
    if (kept == nullptr || row->as_of.first >= kept->as_of.first) kept = row;
  }
  std::vector<const Estimate*> found;
  for (const auto& [speaker, row] : by_speaker) found.push_back(row);
  return found;
}

/// The ends of the figures of all speakers together.
struct Range {
  double low = 0, high = 0;
  bool open_below = false, open_above = false, conflict = false;
};

Range range_of_estimates(const std::vector<const Estimate*>& rows) {
  Range range;
  std::optional<double> most_low;
  std::optional<double> least_high;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = *rows[i];
    const double low = row.low.value_or(row.high.value_or(0));
    const double high = row.high.value_or(low);
    range.low = i == 0 ? low : std::min(range.low, low);
    range.high = i == 0 ? high : std::max(range.high, high);
    range.open_below = range.open_below || !row.low;
    range.open_above = range.open_above || !row.high;
    if (row.low) most_low = std::max(most_low.value_or(*row.low), *row.low);
    if (row.high) least_high = std::min(least_high.value_or(*row.high), *row.high);
  }
  range.conflict = most_low && least_high && *most_low > *least_high;
  return range;
}

std::string words_of(const Range& range) {
  const std::string low = plain_number(range.low);
  const std::string high = plain_number(range.high);
  if (range.low == range.high) {
    if (range.open_above && range.open_below) return "about " + low;
    return (range.open_above ? "at least " : range.open_below ? "up to " : "") + low;
  }
  return low + (range.open_below ? " or fewer to " : " to ") + high + (range.open_above ? " or more" : "");
}

Json json_of(const Estimate& row) {
  return {{"said_by", row.said_by},
          {"as_of", row.as_of.iso()},
          {"low", row.low ? Json(*row.low) : Json(nullptr)},
          {"high", row.high ? Json(*row.high) : Json(nullptr)},
          {"grade", std::string(1, row.reliability) + std::to_string(row.credibility)},
          {"id", row.id}};
}

Finding finding_of(const Question& question, const std::vector<const Estimate*>& given,
                   const EstimateRule& rule) {
  const auto rows = latest(given);
  const auto& first = *rows.front();
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = {first.from, first.to};
  finding.rule = {fmt::format("{}: the latest figure of each who gives one, {}; from the least to the most "
                              "that any of them gives; nothing is averaged",
                              first.item, rule.words()),
                  question.options};
  finding.rule.data["part"] = first.quantity;
  const auto range = range_of_estimates(rows);
  finding.value = words_of(range);
  finding.unit = first.unit;
  finding.n = rows.size();
  Json list = Json::array();
  for (const auto* row : rows) {
    finding.evidence.push_back(row->id);
    list.push_back(json_of(*row));
  }
  finding.details = {{"low", range.low},
                     {"high", range.high},
                     {"open_below", range.open_below},
                     {"open_above", range.open_above},
                     {"figures_exclude_each_other", range.conflict},
                     {"item", first.item},
                     {"estimates", list}};
  finding.caveats.push_back(
      "claims of parties to a conflict, graded A to F for who speaks and 1 to 6 for what is said; the range "
      "is "
      "what is said, not a confidence interval");
  if (given.size() > rows.size()) {
    finding.caveats.push_back(
        fmt::format("{} earlier figures of the same speakers stand behind", given.size() - rows.size()));
  }
  return finding;
}

}  // namespace

std::string EstimateRule::words() const {
  std::string text = day == end_of_record() ? "up to the end of the record" : "up to " + day.iso();
  if (reliability != 'F') text += fmt::format(", sources graded {} or better", reliability);
  if (credibility != 6) text += fmt::format(", content graded {} or better", credibility);
  return text;
}

std::vector<Finding> estimate_findings(const views::Record& record, const Question& question,
                                       const std::vector<std::string>& states, const EstimateRule& rule) {
  const auto asked = [&](const std::string& state) {
    return std::find(states.begin(), states.end(), state) != states.end();
  };
  std::map<std::string, std::vector<const Estimate*>> by_quantity;
  for (const auto& row : record.estimates()) {
    const bool concerned =
        states.size() == 1 ? asked(row.from) || asked(row.to) : asked(row.from) && asked(row.to);
    if (!concerned || row.as_of.first > rule.day) continue;
    if (row.reliability > rule.reliability || row.credibility > rule.credibility) continue;
    by_quantity[row.quantity].push_back(&row);
  }
  std::vector<Finding> findings;
  for (const auto& [quantity, rows] : by_quantity) findings.push_back(finding_of(question, rows, rule));
  return findings;
}

std::vector<Finding> ask_estimates(const views::Record& record, const Question& question) {
  Options options(question.options);
  EstimateRule rule;
  rule.day = asked_day(options);
  const auto reliability = options.text("reliability", "F");
  const long credibility = options.whole("credibility", 6);
  options.allow("part");
  options.finish();
  if (reliability.size() != 1 || reliability[0] < 'A' || reliability[0] > 'F')
    throw Error::usage("\"reliability\" is a grade from A to F");
  if (credibility < 1 || credibility > 6) throw Error::usage("\"credibility\" is a grade from 1 to 6");
  rule.reliability = reliability[0];
  rule.credibility = static_cast<int>(credibility);
  const auto subjects = resolve(record, question.subjects, rule.day);
  auto findings = estimate_findings(record, question, subjects.states, rule);
  if (!findings.empty()) return findings;
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = subjects.states;
  finding.rule = {"estimates of what passes between these states, " + rule.words(), question.options};
  finding.unit = "range";
  finding.caveats.push_back("undefined: no estimate on record is of these states, this day and these grades");
  return just(std::move(finding));
}

}  // namespace blocs::findings
