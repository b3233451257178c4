#include "course_basis.hpp"

#include <cmath>
#include <numbers>

#include "blocs/core/error.hpp"

namespace blocs::inference {

CourseBasis::CourseBasis(const HawkesCourse& course, double days)
    : steps_(course.terms.empty() ? 0 : course.steps) {
  if (course.terms.empty()) return;
  if (course.steps == 0) throw Error::usage("a course with terms and no steps to lay them on");
  const double step = days / static_cast<double>(course.steps);
  const auto add = [&](auto&& value) {
    auto& column = columns_.emplace_back(steps_);
    double mean = 0;
    for (std::size_t at = 0; at < steps_; ++at) {
      column[at] = value((static_cast<double>(at) + 0.5) * step);
      mean += column[at] / static_cast<double>(steps_);
    }
    for (auto& x : column) x -= mean;
  };
  for (const auto& term : course.terms) {
    if (term.form == CourseTerm::Form::shift) {
      add([&](double t) { return t > term.days ? 1.0 : 0.0; });
      continue;
    }
    const double turn = 2 * std::numbers::pi / term.days;
    add([&](double t) { return std::cos(turn * t); });
    add([&](double t) { return std::sin(turn * t); });
  }
}

void CourseBasis::append_levels(const double* coefficients, std::vector<double>& levels) const {
  const std::size_t begin = levels.size();
  levels.resize(begin + steps_);
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    for (std::size_t at = 0; at < steps_; ++at) levels[begin + at] += coefficients[c] * columns_[c][at];
  }
  for (std::size_t at = begin; at < levels.size(); ++at) levels[at] = std::exp(levels[at]);
}

void CourseBasis::slopes(const double* levels, const double* by_level, double* by_coefficient) const {
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    double sum = 0;
    for (std::size_t at = 0; at < steps_; ++at) sum += columns_[c][at] * levels[at] * by_level[at];
    by_coefficient[c] = sum;
  }
}

}  // namespace blocs::inference
