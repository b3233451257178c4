// Bilateral and multilateral institutions among states.
#include <fmt/format.h>

#include "blocs/core/error.hpp"
#include "blocs/findings/options.hpp"
#include "system_asks.hpp"
#include "tie_layers.hpp"

namespace blocs::findings {

std::vector<Finding> ask_nesting(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto span = tie_span(options);
  options.allow("part");
  options.finish();
  const auto subjects = resolve(record, question.subjects, span.day);
  const std::size_t k = subjects.states.size();
  if (k < 2) throw Error::usage("nesting needs at least two states");
  const std::size_t pairs = k * (k - 1) / 2;
  std::vector<Finding> findings;
  const auto add = [&](const std::string& part, const std::string& unit, std::vector<std::string> ids,
                       std::size_t count, std::optional<std::size_t> of) {
    Finding finding;
    finding.measure = question.measure;
    finding.subjects = subjects.states;
    finding.rule = {fmt::format("institutions among {} in force {}", subjects.title, span.day_words),
                    question.options};
    finding.rule.data["part"] = part;
    finding.unit = unit;
    finding.evidence = std::move(ids);
    finding.numerator = static_cast<double>(count);
    finding.n = of.value_or(count);
    finding.value = of ? static_cast<double>(count) / static_cast<double>(*of) : static_cast<double>(count);
    findings.push_back(std::move(finding));
  };
  for (const std::string name : {"treaties", "memberships"}) {
    const auto layer = tie_layer(record, name, subjects.states, span);
    std::vector<char> tied(k * k);
    std::size_t tied_pairs = 0;
    std::vector<std::string> two;
    std::vector<std::string> more;
    std::vector<std::string> all;
    std::size_t n_two = 0;
    std::size_t n_more = 0;
    std::size_t n_all = 0;
    for (const auto& event : layer.events) {
      const bool bilateral = event.parts.size() == 1;
      const auto rows = tie_rows(record, layer, event, subjects.states, span.day);
      auto& into = bilateral ? two : event.parts.size() == pairs ? all : more;
      into.insert(into.end(), rows.begin(), rows.end());
      ++(bilateral ? n_two : event.parts.size() == pairs ? n_all : n_more);
      for (const auto& part : event.parts) {
        if (!bilateral && name == "treaties") continue;
        if (tied[part.a * k + part.b]++ == 0) ++tied_pairs;
      }
    }
    if (pairs == 1) {  // the only pair is all of them
      all = two;
      n_all = n_two;
    }
    if (name == "treaties") {
      add("pairs with a treaty of just the two", "share of pairs", two, tied_pairs, pairs);
      add("treaties that join some, more than two", "treaties", more, n_more, std::nullopt);
      add("treaties that join all", "treaties", all, n_all, std::nullopt);
    } else {
      if (pairs > 1) more.insert(more.end(), two.begin(), two.end());
      add("groups that hold some of them", "groups", more, pairs > 1 ? n_more + n_two : 0, std::nullopt);
      add("groups that hold all of them", "groups", all, n_all, std::nullopt);
    }
  }
  findings.front().caveats.push_back(
      "the casebook holds selected treaties and follows selected groups; a group's founding text is a treaty "
      "here only if it is coded as one");
  return findings;
}

}  // namespace blocs::findings
