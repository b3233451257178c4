#include "exhibits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "../words.hpp"
#include "blocs/findings/text.hpp"

namespace blocs::findings {
namespace {

constexpr std::size_t kEnd = 10;  ///< pairs shown at either end of a long list

Json pair_row(const Finding& finding) {
  return {{"a", finding.subjects.at(0)}, {"b", finding.subjects.at(1)},   {"alike", numerator_cell(finding)},
          {"n", n_cell(finding)},        {"share", number_cell(finding)}, {"finding", finding.id}};
}

}  // namespace

std::string why_not_observed(const Finding& finding) {
  constexpr std::string_view kSays = "not observed: ";
  for (const auto& caveat : finding.caveats) {
    if (caveat.starts_with(kSays)) return capital(caveat.substr(kSays.size())) + ".";
  }
  return "";
}

std::vector<Finding> only_pairs(std::vector<Finding> findings) {
  std::erase_if(findings,
                [](const Finding& f) { return f.measure != "votes.agreement" || f.subjects.size() != 2; });
  return findings;
}

const Finding* of_measure(const std::vector<Finding>& findings, const std::string& measure) {
  const auto at =
      std::find_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.measure == measure; });
  return at == findings.end() ? nullptr : &*at;
}

std::vector<const Finding*> by_share(const std::vector<Finding>& pairs) {
  std::vector<const Finding*> ordered;
  for (const auto& pair : pairs) {
    if (pair.number()) ordered.push_back(&pair);
  }
  std::stable_sort(ordered.begin(), ordered.end(), [](const Finding* a, const Finding* b) {
    if (*a->number() != *b->number()) return *a->number() > *b->number();
    if (*a->n != *b->n) return *a->n > *b->n;
    return a->subjects < b->subjects;
  });
  return ordered;
}

Exhibit pair_exhibit(BriefBuilder& builder, std::string id, const std::vector<Finding>& pairs,
                     const Json& options, std::string table) {
  Exhibit exhibit;
  exhibit.id = std::move(id);
  exhibit.sources = {std::move(table)};
  exhibit.table.finding = "finding";
  exhibit.table.columns = {{"a", "State", "state"},
                           {"b", "State", "state"},
                           {"alike", "Alike", "number"},
                           {"n", "Votes", "number"},
                           {"share", "Share alike", "share"}};
  std::set<std::string> states;
  for (const auto& pair : pairs) states.insert(pair.subjects.begin(), pair.subjects.end());
  std::vector<const Finding*> shown;
  for (const auto& pair : pairs) shown.push_back(&pair);
  if (states.size() <= 8) {
    exhibit.chart = {{"type", "pair-matrix"}, {"a", "a"}, {"b", "b"}, {"value", "share"},
                     {"numerator", "alike"},  {"n", "n"}};
  } else {
    const auto ordered = by_share(pairs);
    shown = ordered;
    if (ordered.size() > 2 * kEnd) {
      shown.assign(ordered.begin(), ordered.begin() + kEnd);
      shown.insert(shown.end(), ordered.end() - kEnd, ordered.end());
      const auto middle = *ordered[ordered.size() / 2]->number();
      exhibit.notes.push_back(fmt::format(
          "Of {} pairs with votes in common, the {} that agree most and the {} that agree least are shown. "
          "Half of all pairs are "
          "at {} or above, nine in ten at {} or above.",
          ordered.size(), kEnd, kEnd, percent(middle), percent(*ordered[ordered.size() * 9 / 10]->number())));
    }
  }
  for (const auto* pair : shown) {
    const auto full = builder.ask_one(pair->measure, pair->subjects, options);
    builder.keep(full, exhibit);
    exhibit.table.rows.push_back(pair_row(full));
    exhibit.rule = full.rule.words;
  }
  return exhibit;
}

}  // namespace blocs::findings
