#include "grid_readings.hpp"

#include <algorithm>

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

/// How much on record a question about votes or meetings could count up to a day, so that two days of which
/// it is the same come to the same: of whom it is asked then, the rows, and the year, by which counts are
/// split.
struct Content {
  std::vector<std::string> states;
  std::size_t rows = 0;
  int year = 0;

  friend bool operator==(const Content&, const Content&) = default;
};

bool attended_by(const views::Meeting& meeting, const std::vector<std::string>& states) {
  return std::all_of(states.begin(), states.end(),
                     [&](const std::string& state) { return meeting.of(state) != nullptr; });
}

Content content_to(const views::Record& record, const Question& question, Date day) {
  Content content{{}, 0, day.year()};
  if (!question.subjects.empty()) content.states = resolve(record, question.subjects, day).states;
  if (question.measure.starts_with("meetings.")) {
    const auto& rows = record.meetings().rows;
    content.rows = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](const auto& row) {
      return row.start <= day && attended_by(row, content.states);
    }));
    return content;
  }
  const auto body = question.options.find("body");
  const bool assembly = body != question.options.end() && *body == word(views::Body::assembly);
  const auto& calls = record.roll_calls(assembly ? views::Body::assembly : views::Body::council).roll_calls();
  content.rows = static_cast<std::size_t>(
      std::count_if(calls.begin(), calls.end(), [&](const auto& call) { return call.date <= day; }));
  return content;
}

/// For each cut-off the first that comes to the same; each by itself for a question about anything else.
std::vector<std::size_t> same_cut_offs(const views::Record& record, const Question& question,
                                       const std::vector<Date>& days) {
  std::vector<std::size_t> same;
  const bool dated = question.measure == "meetings.count" || question.measure == "meetings.date" ||
                     question.measure == "meetings.hosted" || question.measure.starts_with("votes.");
  if (!dated || question.options.contains("sessions")) return same;
  try {
    std::vector<Content> contents;
    for (const auto day : days) {
      contents.push_back(content_to(record, question, day));
      const auto first = std::find(contents.begin(), contents.end(), contents.back());
      same.push_back(static_cast<std::size_t>(first - contents.begin()));
    }
  } catch (const Error&) {
    return {};  // states that nobody knows: the question itself will say so
  }
  return same;
}

}  // namespace

GridReadings::GridReadings(const Claim& claim, const ClaimGrid& grid, const views::Record& record)
    : claim_(claim), grid_(grid) {
  const std::size_t rules = grid.rules().size();
  readings_.resize(claim.figures.size(), std::vector<Reading>(rules));
  bounds_.resize(claim.figures.size());
  for (std::size_t f = 0; f < claim.figures.size(); ++f) {
    const auto& figure = claim.figures[f];
    if (figure.comparison) {  // reads what the others read
      same_.emplace_back(rules, 0);
      continue;
    }
    std::size_t like = 0;
    while (!same_question(claim.figures[like].question, figure.question)) ++like;
    if (like < f) {
      same_.push_back(same_[like]);
      bounds_[f] = bounds_[like];
      for (auto& ask : asks_) {
        if (ask.figures.front() == like) ask.figures.push_back(f);
      }
      continue;
    }
    bounds_[f] = bounds(record, figure);
    same_.push_back(grid.first_alike(figure, same_cut_offs(record, figure.question, grid.cut_offs(figure))));
    for (std::size_t rule = 0; rule < rules; ++rule) {
      if (same_[f][rule] == rule) asks_.push_back({{f}, rule});
    }
  }
}

std::vector<Bound> GridReadings::bounds(const views::Record& record, const Figure& figure) const {
  std::vector<Bound> bounds;
  auto question = figure.question;
  try {
    for (const auto day : grid_.cut_offs(figure)) {
      question.options["until"] = day.iso();
      bounds.push_back(reach(record, question).bound);
    }
    if (bounds.empty()) bounds.push_back(reach(record, question).bound);
  } catch (const Error&) {
    bounds.assign(1, Bound::exact);  // states that nobody knows: the question itself will say so
  }
  return bounds;
}

Reading GridReadings::at(std::size_t figure, std::size_t rule) const {
  Reading reading = readings_[figure][same_[figure][rule]];
  const auto& bounds = bounds_[figure];
  if (!bounds.empty()) reading.bound = bounds.size() == 1 ? bounds.front() : bounds[grid_.cut_off_of(rule)];
  return reading;
}

void GridReadings::ask(const views::Record& record, std::size_t question) {
  const auto& [figures, rule] = asks_[question];
  auto asked = grid_.question(claim_.figures[figures.front()], rule);
  asked.wanted = Wanted::numbers;
  const auto findings = answer_if_any(record, asked);
  for (const auto f : figures) {
    const auto* finding = picked(claim_.figures[f], findings);
    readings_[f][rule] = finding != nullptr ? read(claim_.figures[f], *finding) : Reading{{}, "undefined"};
  }
}

}  // namespace blocs::findings
