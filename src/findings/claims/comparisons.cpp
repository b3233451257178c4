// Trends and orderings: how the values of several figures of a claim stand to each other.
#include "comparisons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "../level.hpp"
#include "../words.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"

namespace blocs::findings {
namespace {

using Word = std::pair<const char*, Relation>;
constexpr std::array<Word, 4> kTrends{{{"falls", Relation::falls},
                                       {"rises", Relation::rises},
                                       {"never rises", Relation::never_rises},
                                       {"never falls", Relation::never_falls}}};
constexpr std::array<Word, 6> kOrders{{{"descending", Relation::falls},
                                       {"ascending", Relation::rises},
                                       {"most", Relation::most},
                                       {"least", Relation::least},
                                       {"first", Relation::first},
                                       {"last", Relation::last}}};

template <std::size_t N>
std::optional<Relation> relation_from(TomlTable& table, const std::string& key,
                                      const std::array<Word, N>& words) {
  const std::string text = table.text(key);
  if (text.empty()) return std::nullopt;
  std::vector<std::string> legal;
  for (const auto& [word, relation] : words) {
    if (text == word) return relation;
    legal.emplace_back(word);
  }
  table.refuse(key, "is one of " + join(legal, ", "), did_you_mean(text, legal));
}

/// "2022 > 2023 > 2024", "2022 > each of 2023, 2024".
std::string words_of(const Comparison& comparison, const std::vector<Figure>& figures) {
  std::vector<std::string> labels;
  for (const auto f : comparison.of) labels.push_back(figures[f].label);
  const auto to_others = [&](const std::string& sign) {
    const std::vector<std::string> others(labels.begin() + 1, labels.end());
    return labels.front() + " " + sign + (others.size() > 1 ? " each of " : " ") + join(others, ", ");
  };
  switch (comparison.relation) {
    case Relation::falls:
      return join(labels, " > ");
    case Relation::rises:
      return join(labels, " < ");
    case Relation::never_rises:
      return join(labels, " ≥ ");
    case Relation::never_falls:
      return join(labels, " ≤ ");
    case Relation::most:
      return to_others(">");
    case Relation::least:
      return to_others("<");
    case Relation::first:
      return to_others("before");
    case Relation::last:
      return to_others("after");
  }
  return "";
}

/// -1, 0 or 1 as `a` is less than, level with or more than `b`; nothing if that cannot be told.
std::optional<int> order_of(const Reading& a, const Reading& b) {
  const auto* x = std::get_if<double>(&a.value);
  const auto* y = std::get_if<double>(&b.value);
  if (x != nullptr && y != nullptr) return level(*x, *y) ? 0 : *x < *y ? -1 : 1;
  const auto* from = std::get_if<std::string>(&a.value);
  const auto* to = std::get_if<std::string>(&b.value);
  if (from == nullptr || to == nullptr) return std::nullopt;
  const auto earlier = LooseDate::parse(*from);
  const auto later = LooseDate::parse(*to);
  if (!earlier || !later) return std::nullopt;
  if (earlier->last < later->first) return -1;
  if (later->last < earlier->first) return 1;
  const bool to_the_day = earlier->first == earlier->last && later->first == later->last;
  return to_the_day ? std::optional<int>(0) : std::nullopt;
}

bool fits(Relation relation, int order) {
  switch (relation) {
    case Relation::falls:
    case Relation::most:
    case Relation::last:
      return order > 0;
    case Relation::rises:
    case Relation::least:
    case Relation::first:
      return order < 0;
    case Relation::never_rises:
      return order >= 0;
    case Relation::never_falls:
      return order <= 0;
  }
  return false;
}

bool against_the_first(Relation relation) {
  return relation == Relation::most || relation == Relation::least || relation == Relation::first ||
         relation == Relation::last;
}

std::size_t index_of(const Claim& claim, const std::string& label) {
  std::vector<std::string> labels;
  for (std::size_t f = 0; f < claim.figures.size(); ++f) {
    if (claim.figures[f].comparison) continue;
    if (claim.figures[f].label == label) return f;
    labels.push_back(claim.figures[f].label);
  }
  throw Error::bad_input(
      "claim \"" + claim.id + "\" compares a figure \"" + label + "\", which it does not have", claim.at,
      did_you_mean(label, labels));
}

}  // namespace

std::optional<NamedComparison> comparison_from(TomlTable& table) {
  const auto trend = relation_from(table, "trend", kTrends);
  const auto order = relation_from(table, "order", kOrders);
  NamedComparison named;
  named.of = table.texts("of");
  if (!trend && !order) {
    if (!named.of.empty())
      table.refuse("of", "names figures, and nothing says how they stand", "trend, order");
    return std::nullopt;
  }
  if (trend && order) table.refuse("order", "stands beside a trend: a figure has one of the two");
  named.relation = trend ? *trend : *order;
  for (const char* key : {"stated", "unit", "compare", "printed", "question", "pick", "kind"}) {
    if (table.has(key)) table.refuse(key, "does not go with a trend or an order");
  }
  if (named.of.size() < 2) table.refuse("of", "names two figures of the claim or more, by their labels");
  auto sorted = named.of;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    table.refuse("of", "names a figure twice");
  return named;
}

void settle_comparisons(Claim& claim, const std::vector<std::optional<NamedComparison>>& named) {
  std::vector<bool> compared(claim.figures.size(), false);
  for (std::size_t f = 0; f < claim.figures.size(); ++f) {
    if (!named[f]) continue;
    claim.figures[f].comparison = Comparison{named[f]->relation, {}};
  }
  for (std::size_t f = 0; f < claim.figures.size(); ++f) {
    if (!named[f]) continue;
    auto& comparison = *claim.figures[f].comparison;
    for (const auto& label : named[f]->of) {
      comparison.of.push_back(index_of(claim, label));
      compared[comparison.of.back()] = true;
    }
    claim.figures[f].stated = words_of(comparison, claim.figures);
  }
  for (std::size_t f = 0; f < claim.figures.size(); ++f) {
    if (claim.figures[f].states_a_value() || claim.figures[f].comparison || compared[f]) continue;
    throw Error::bad_input(fmt::format("claim \"{}\": figure \"{}\" states nothing, and no trend or order of "
                                       "the claim names it",
                                       claim.id, claim.figures[f].label),
                           claim.at, "give it a `stated`, or name it in the `of` of another figure");
  }
}

std::optional<bool> stand(Relation relation, const std::vector<Reading>& values) {
  bool all_told = true;
  for (std::size_t i = 1; i < values.size(); ++i) {
    const auto order = order_of(against_the_first(relation) ? values.front() : values[i - 1], values[i]);
    if (!order)
      all_told = false;
    else if (!fits(relation, *order))
      return false;
  }
  return all_told ? std::optional<bool>(true) : std::nullopt;
}

Reading compared(const Comparison& comparison, const std::vector<Figure>& figures,
                 const std::vector<Reading>& values) {
  std::vector<Reading> chosen;
  std::vector<std::string> words;
  for (const auto f : comparison.of) {
    chosen.push_back(values[f]);
    const auto* number = std::get_if<double>(&values[f].value);
    words.push_back(number == nullptr        ? values[f].words
                    : figures[f].unit == "%" ? fmt::format("{:.1f} %", *number)
                                             : plain_number(*number));
  }
  Reading reading;
  reading.words = join(words, ", ");
  reading.value = std::move(words);
  const bool exact =
      std::all_of(chosen.begin(), chosen.end(), [](const Reading& one) { return one.bound == Bound::exact; });
  if (exact) reading.related = stand(comparison.relation, chosen);
  return reading;
}

std::optional<Reading> compared_as_stated(const Comparison& comparison, const std::vector<Figure>& figures) {
  std::vector<Reading> values(figures.size());
  for (const auto f : comparison.of) {
    if (figures[f].compare != Compare::equal) return std::nullopt;
    if (const auto* number = std::get_if<double>(&figures[f].stated))
      values[f] = {*number, stated_words(figures[f]), {}};
    else if (const auto* date = std::get_if<LooseDate>(&figures[f].stated))
      values[f] = {date->iso(), date->iso(), {}};
    else
      return std::nullopt;
  }
  return compared(comparison, figures, values);
}

}  // namespace blocs::findings
