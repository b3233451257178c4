#include <algorithm>
#include <cmath>

#include "blocs/core/sha256.hpp"
#include "blocs/inference/ideal_storage.hpp"
#include "packing.hpp"

namespace blocs::inference {
namespace {

using ideal::Reader;
using ideal::Writer;

// The number goes up with every change that gives other points, so that no stored fit outlives its method.
constexpr std::string_view kMethod = "blocs ideal fit 1\n";

void add_text(Writer& to, const std::string& text) {
  to.number(text.size());
  to.bytes(text);
}

void add_options(Writer& to, const IdealFitOptions& options) {
  to.number(static_cast<std::uint64_t>(options.walk));
  to.list(std::vector<double>{options.first_sd, options.tolerance});
  add_text(to, options.positive);
  to.number(options.uncertainty ? 1 : 0);
}

void add_items(Writer& to, const IdealData& data) {
  for (const auto& item : data.items) {
    std::uint64_t chosen = 0;
    for (const bool some : item.chosen) chosen = chosen * 2 + (some ? 1 : 0);
    for (const std::uint64_t n : {std::uint64_t{item.cuts}, chosen}) to.number(n);
  }
  for (const auto& part : data.parts) {
    for (const auto n : {part.item, part.begin, part.low_end, part.middle_end, part.end}) to.number(n);
  }
}

void add_places(Writer& to, const IdealData& data) {
  for (const auto& state : data.states) add_text(to, state);
  for (const auto& session : data.sessions) {
    to.number(static_cast<std::uint64_t>(session.number));
    to.number(session.places);
    to.number(session.parts);
  }
  std::vector<double> steps;
  steps.reserve(data.places.size());
  for (const auto& place : data.places) {
    to.number(place.state);
    steps.push_back(place.step);
  }
  to.list(steps);
}

/// Rows up to the diagonal of each symmetric block, one behind the other.
std::vector<double> halves(const std::vector<std::vector<double>>& blocks) {
  std::vector<double> numbers;
  for (const auto& block : blocks) {
    const auto n = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(block.size()))));
    for (std::size_t i = 0; i < n; ++i) {
      const auto row = block.begin() + static_cast<std::ptrdiff_t>(i * n);
      numbers.insert(numbers.end(), row, row + static_cast<std::ptrdiff_t>(i) + 1);
    }
  }
  return numbers;
}

/// The blocks of a fit of `data` from their halves; nothing if there are more or fewer numbers than it takes.
std::vector<std::vector<double>> whole(const std::vector<double>& halves, const IdealData& data) {
  std::size_t wanted = 0;
  for (const auto& session : data.sessions) wanted += std::size_t{session.places} * (session.places + 1) / 2;
  std::vector<std::vector<double>> blocks;
  if (halves.size() != wanted) return blocks;
  auto at = halves.begin();
  for (const auto& session : data.sessions) {
    const std::size_t n = session.places;
    auto& block = blocks.emplace_back(n * n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j <= i; ++j) block[i * n + j] = block[j * n + i] = *at++;
    }
  }
  return blocks;
}

bool finite(const std::vector<double>& numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](double x) { return std::isfinite(x); });
}

void add_parameters(Writer& to, const IdealParameters& at) {
  for (const auto* list : {&at.theta, &at.beta, &at.cut1, &at.cut2}) to.list(*list);
}

IdealParameters parameters(Reader& from, const IdealData& data) {
  IdealParameters at;
  for (auto* list : {&at.theta, &at.beta, &at.cut1, &at.cut2}) {
    *list = from.list<double>();
    const auto size = list == &at.theta ? data.places.size() : data.items.size();
    if (list->size() != size || !finite(*list)) from.broken();
  }
  return at;
}

std::vector<double> by_place(Reader& from, const IdealData& data) {
  auto list = from.list<double>();
  if (list.size() != data.places.size() || !finite(list)) from.broken();
  return list;
}

}  // namespace

std::string ideal_digest(const IdealData& data, const IdealFitOptions& options) {
  Writer to;
  to.bytes(kMethod);
  add_options(to, options);
  add_places(to, data);
  add_items(to, data);
  to.list(data.ballots);
  Sha256 sum;
  sum.add(to.written());
  return sum.hex();
}

std::string ideal_to_bytes(const IdealFit& fit) {
  Writer to;
  to.bytes(kMethod);
  to.number(static_cast<std::uint64_t>(fit.walk));
  to.number(fit.converged ? 1 : 0);
  to.list(std::vector<double>{fit.least_gain, fit.change, fit.hold});
  to.list(fit.objective);
  add_parameters(to, fit.mode);
  add_parameters(to, fit.mean);
  to.list(fit.sd);
  to.list(fit.step_covariance);
  to.list(halves(fit.covariance));
  return to.take();
}

IdealFit ideal_from_bytes(std::string_view bytes, const IdealData& data, const std::string& where) {
  Reader from(bytes, Error::in_ledger("the ideal points that it holds were cut off or changed", where,
                                      "blocs ideal store --ledger FILE makes them again"));
  if (from.bytes(std::min(bytes.size(), kMethod.size())) != kMethod) from.broken();
  IdealFit fit;
  const auto walk = from.number();
  if (walk > 1) from.broken();
  fit.walk = static_cast<Walk>(walk);
  fit.converged = from.number() != 0;
  const auto numbers = from.list<double>();
  if (numbers.size() != 3 || !finite(numbers)) from.broken();
  fit.least_gain = numbers[0];
  fit.change = numbers[1];
  fit.hold = numbers[2];
  fit.objective = from.list<double>();
  if (fit.objective.empty() || !finite(fit.objective)) from.broken();
  fit.mode = parameters(from, data);
  fit.mean = parameters(from, data);
  fit.sd = by_place(from, data);
  fit.step_covariance = by_place(from, data);
  const auto lower = from.list<double>();
  fit.covariance = whole(lower, data);
  if (fit.covariance.size() != data.sessions.size() || !finite(lower) || !from.done()) from.broken();
  return fit;
}

}  // namespace blocs::inference
