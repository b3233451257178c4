#include "grid_readings.hpp"

#include <optional>

#include "blocs/core/error.hpp"
#include "claim_reading.hpp"
#include "reach.hpp"

namespace blocs::findings {
namespace {

bool same_question(const Question& a, const Question& b) {
  return a.measure == b.measure && a.subjects == b.subjects && a.options == b.options;
}

/// A row that only the document has is not found in the record without it.
std::vector<Finding> answer_if_any(const views::Record& record, const Question& question) {
  try {
    return answer(record, question);
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

GridReadings::GridReadings(const Claim& claim, const ClaimGrid& grid) : claim_(claim), grid_(grid) {
  const std::size_t rules = grid.rules().size();
  readings_.resize(claim.figures.size(), std::vector<Reading>(rules));
  for (std::size_t f = 0; f < claim.figures.size(); ++f) {
    if (claim.figures[f].comparison) {  // reads what the others read
      same_.emplace_back(rules, 0);
      continue;
    }
    std::size_t like = 0;
    while (!same_question(claim.figures[like].question, claim.figures[f].question)) ++like;
    if (like < f) {
      same_.push_back(same_[like]);
      for (auto& ask : asks_) {
        if (ask.figures.front() == like) ask.figures.push_back(f);
      }
      continue;
    }
    same_.push_back(grid.first_alike(claim.figures[f]));
    for (std::size_t rule = 0; rule < rules; ++rule) {
      if (same_[f][rule] == rule) asks_.push_back({{f}, rule});
    }
  }
}

void GridReadings::ask(const views::Record& record, std::size_t question) {
  const auto& [figures, rule] = asks_[question];
  auto asked = grid_.question(claim_.figures[figures.front()], rule);
  asked.wanted = Wanted::numbers;
  const auto findings = answer_if_any(record, asked);
  const auto bound = findings.empty() ? Bound::exact : reach(record, asked).bound;
  for (const auto f : figures) {
    const auto* finding = picked(claim_.figures[f], findings);
    readings_[f][rule] = finding != nullptr ? read(claim_.figures[f], *finding) : Reading{{}, "undefined"};
    readings_[f][rule].bound = bound;
  }
}

}  // namespace blocs::findings
