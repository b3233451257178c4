// How far the mean agreement in the latest sessions moves with the counting rule, choice by choice.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "../words.hpp"
#include "blocs/core/text.hpp"
#include "session_layers.hpp"

namespace blocs::findings {
namespace {

/// For each choice that a rule leaves open and each way to take it: the figure with all else by default, and
/// how far it moves over all other choices.
struct Spread {
  std::string label;
  double low = 0, high = 0;
  std::optional<double> value;
};

std::vector<std::string> choices_of(const Finding& rule) {
  return split(rule.rule.data.at("part").get<std::string>(), ',');
}

std::vector<Spread> spreads(const std::vector<Finding>& grid) {
  std::vector<Spread> list;
  const auto defaults = choices_of(grid.at(1));
  for (std::size_t i = 1; i < grid.size(); ++i) {
    if (!grid[i].number()) continue;
    const double value = *grid[i].number();
    const auto choices = choices_of(grid[i]);
    for (std::size_t c = 0; c < choices.size(); ++c) {
      auto at =
          std::find_if(list.begin(), list.end(), [&](const Spread& s) { return s.label == choices[c]; });
      if (at == list.end()) at = list.insert(list.end(), {choices[c], value, value, std::nullopt});
      at->low = std::min(at->low, value);
      at->high = std::max(at->high, value);
      auto rest = choices;
      rest[c] = defaults[c];
      if (rest == defaults) at->value = value;
    }
  }
  std::erase_if(list, [](const Spread& s) { return !s.value; });
  std::stable_sort(list.begin(), list.end(),
                   [](const Spread& a, const Spread& b) { return a.label < b.label; });
  return list;
}

/// How a choice of the grid reads.
std::string choice_words(const std::string& choice) {
  static const std::map<std::string, std::string> words{
      {"absence missing", "absent: left out"},
      {"absence abstention", "absent: as abstaining"},
      {"abstention half", "abstaining beside yes or no: half alike"},
      {"abstention exact", "abstaining beside yes or no: apart"},
      {"abstention yesno", "only yes and no count"},
      {"amendments true", "votes on amendments: in"},
      {"amendments false", "votes on amendments: left out"},
      {"paragraphs true", "votes on paragraphs: in"},
      {"paragraphs false", "votes on paragraphs: left out"},
      {"contested true", "unanimous votes: left out"},
      {"contested false", "unanimous votes: in"},
  };
  const auto at = words.find(choice);
  return at == words.end() ? choice : at->second;
}

/// The name of what a choice is about: "amendments".
std::string key_of(const Spread& spread) {
  return split(spread.label, ' ').front();
}

/// Takes out the choices that move nothing, and names them.
std::vector<std::string> take_idle(std::vector<Spread>& list) {
  std::map<std::string, std::vector<const Spread*>> by_key;
  for (const auto& one : list) by_key[key_of(one)].push_back(&one);
  std::vector<std::string> idle;
  for (const auto& [key, ways] : by_key) {
    const auto& first = *ways.front();
    const bool moves = std::any_of(ways.begin(), ways.end(), [&](const Spread* way) {
      return way->value != first.value || way->low != first.low || way->high != first.high;
    });
    if (!moves) idle.push_back(key);
  }
  std::erase_if(list, [&](const Spread& one) {
    return std::find(idle.begin(), idle.end(), key_of(one)) != idle.end();
  });
  return idle;
}

}  // namespace

Exhibit sessions_by_rule(BriefBuilder& builder, const std::vector<Finding>& grid, const std::string& when) {
  Exhibit exhibit;
  exhibit.sources = {"table:roll_calls"};
  exhibit.id = "sessions-rules";
  if (grid.size() < 2 || !grid.front().number()) return exhibit;
  const auto& spread = grid.front();
  exhibit.chart = {{"type", "intervals"}, {"label", "choice"}, {"value", "value"},
                   {"low", "low"},        {"high", "high"},    {"unit", "mean agreement over pairs"}};
  if (const auto value = grid.at(1).number()) exhibit.chart["reference"] = *value;
  exhibit.table.columns = {{"choice", "Choice", "text"},
                           {"value", "All else by default", "number"},
                           {"low", "Least over other choices", "number"},
                           {"high", "Most over other choices", "number"}};
  auto list = spreads(grid);
  auto idle = take_idle(list);
  for (const auto& one : list) {
    exhibit.table.rows.push_back(
        {{"choice", choice_words(one.label)}, {"value", *one.value}, {"low", one.low}, {"high", one.high}});
  }
  if (list.empty()) return exhibit;
  builder.keep(spread, exhibit);
  exhibit.title =
      fmt::format("Under {} counting rules the members’ mean agreement in {} lies between {:.2f} and {:.2f}",
                  spread.details.at("rules").get<std::size_t>(), when,
                  spread.details.at("least").get<double>(), spread.details.at("most").get<double>());
  exhibit.subtitle =
      "Mean agreement over the group’s pairs under each choice; whiskers over all other choices";
  exhibit.rule = spread.rule.words;
  exhibit.notes.push_back("A count of rules, not a probability.");
  for (auto& key : idle) key = key == "contested" ? "unanimous votes" : "votes on " + key;
  if (!idle.empty())
    exhibit.notes.push_back(
        fmt::format("Whether {} count changes nothing here: either way the same roll calls are on record.",
                    and_list(idle)));
  return exhibit;
}

}  // namespace blocs::findings
