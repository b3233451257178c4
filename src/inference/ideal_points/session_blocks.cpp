#include "session_blocks.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "blocs/core/parallel.hpp"
#include "blocs/core/per_worker.hpp"
#include "dense.hpp"
#include "rows.hpp"

namespace blocs::inference::ideal {
namespace {

std::vector<std::vector<std::uint32_t>> bridges_of(const IdealData& data, const Condensed& condensed) {
  std::vector<std::vector<std::uint32_t>> touched;
  for (std::size_t s = 0; s < data.sessions.size(); ++s) {
    const auto& unknowns = condensed.unknowns(s);
    touched.emplace_back(unknowns.begin() + data.sessions[s].places, unknowns.end());
  }
  return touched;
}

constexpr std::size_t kAligned = 16;  // floats of a row that begin where a vector does

template <typename Number>
float as_float(Number x) {
  return static_cast<float>(x);
}

}  // namespace

SessionBlocks::SessionBlocks(const IdealData& data, Condensed& condensed)
    : data_(data), condensed_(condensed), tree_(condensed.unknowns(), bridges_of(data, condensed)) {
  std::size_t numbers = 0;
  for (std::size_t s = 0; s < data.sessions.size(); ++s) {
    kept_at_.push_back(numbers);
    numbers += data.sessions[s].places * (condensed.unknowns(s).size() + condensed.row_count(s));
  }
  kept_ = std::make_unique_for_overwrite<float[]>(numbers);
}

SessionBlocks::Kept SessionBlocks::kept(std::size_t s) const {
  const std::size_t places = data_.sessions[s].places;
  const std::size_t size = condensed_.unknowns(s).size();
  float* upper = kept_.get() + kept_at_[s];
  float* tied = upper + places * places;
  return {upper, tied, tied + places * (size - places), places, size - places};
}

/// Of a session whose items are condensed; keeps what is found.
template <typename Number>
bool SessionBlocks::eliminate_places(std::size_t s, const std::vector<double>& own, Number* matrix,
                                     std::size_t stride) {
  const auto of = kept(s);
  const std::size_t size = of.places + of.bridging;
  for (std::size_t k = 0; k < of.places; ++k)
    matrix[k * stride + k] += static_cast<Number>(own[data_.sessions[s].first_place + k]);
  if (!eliminate(matrix, size, stride, of.places, 1)) return false;
  solve_upper(matrix, stride, of.places, matrix + of.places, stride, of.bridging);
  for (std::size_t i = 0; i < of.places; ++i) {
    const Number* row = matrix + i * stride;
    std::transform(row + i, row + of.places, of.upper + i * of.places + i, as_float<Number>);
    std::transform(row + of.places, row + size, of.tied + i * of.bridging, as_float<Number>);
  }
  return true;
}

/// What is left for the bridging items goes back into the session's matrix.
bool SessionBlocks::factor_floats(std::size_t s, const Parameters& at, const std::vector<double>& own,
                                  bool full, Desk& desk) {
  const auto of = kept(s);
  const std::size_t size = of.places + of.bridging;
  const std::size_t stride = (size + kAligned - 1) / kAligned * kAligned;
  desk.matrix.resize(std::max(desk.matrix.size(), size * stride));
  float* matrix = desk.matrix.data();
  if (!condensed_.condense(at, full, s, {matrix, stride, of.across}, desk.lanes)) return false;
  if (!eliminate_places(s, own, matrix, stride)) return false;
  for (std::size_t i = of.places; i < size; ++i)
    std::copy_n(matrix + i * stride + i, size - i, condensed_.matrix(s) + i * size + i);
  return true;
}

bool SessionBlocks::factor_doubles(std::size_t s, const std::vector<double>& own) {
  const auto of = kept(s);
  const double* across = condensed_.rows(s);
  std::transform(across, across + condensed_.row_count(s) * of.places, of.across, as_float<double>);
  return eliminate_places(s, own, condensed_.matrix(s), of.places + of.bridging);
}

bool SessionBlocks::factor(const Parameters& at, const std::vector<double>& own, bool full, By by,
                           std::size_t threads) {
  const bool floats = by == By::floats;
  if (!floats && !condensed_.condense(at, full, threads)) return false;
  condensed_.give_up();
  std::vector<char> good(data_.sessions.size(), 1);
  PerWorker<Desk> desks(worker_count(data_.sessions.size(), threads));
  parallel_for(data_.sessions.size(), threads, [&](std::size_t s, std::size_t worker) {
    good[s] = (floats ? factor_floats(s, at, own, full, desks[worker]) : factor_doubles(s, own)) ? 1 : 0;
  });
  if (std::find(good.begin(), good.end(), 0) != good.end()) return false;
  return tree_.factor(threads, [&](std::size_t s, const FrontTree::Cells& cells) {
    const double* matrix = condensed_.matrix(s);
    const auto& unknowns = condensed_.unknowns(s);
    for (std::size_t i = data_.sessions[s].places; i < unknowns.size(); ++i) {
      for (std::size_t j = i; j < unknowns.size(); ++j)
        cells(unknowns[i], unknowns[j]) += matrix[i * unknowns.size() + j];
    }
  });
}

std::vector<double> SessionBlocks::bridging_of(std::size_t s, const std::vector<double>& names) const {
  const auto& unknowns = condensed_.unknowns(s);
  std::vector<double> values;
  for (std::size_t i = data_.sessions[s].places; i < unknowns.size(); ++i)
    values.push_back(names[unknowns[i]]);
  return values;
}

/// The session at which the second of two halves begins that are as much work to sweep.
std::size_t SessionBlocks::middle() const {
  double left = 0;
  for (const auto& session : data_.sessions) left += std::pow(session.places, 2) / 2;
  std::size_t s = 0;
  while (s + 1 < data_.sessions.size() && left > 0) left -= std::pow(data_.sessions[s++].places, 2);
  return s;
}

/// Draws the places session by session, which makes the right-hand `sides`, and finds `x`, where they would
/// go without items that bridge sessions; `drawn` gets where they go if those go where they went last. Two
/// halves of time are swept side by side, each by where the other went last.
void SessionBlocks::sweep(Drawn& drawn, std::vector<double>& sides, std::vector<double>& x,
                          std::size_t threads) const {
  const auto went = drawn.theta;
  std::vector<double> names(x.size(), 0);
  condensed_.to_names(*drawn.items, names);
  std::vector<double> held(went.size());
  parallel_for(data_.sessions.size(), threads, [&](std::size_t s, std::size_t) {
    const auto of = kept(s);
    dot_rows(of.tied, of.bridging, of.places, of.bridging, bridging_of(s, names).data(),
             held.data() + data_.sessions[s].first_place);
  });
  const std::array<std::size_t, 3> ends{0, middle(), data_.sessions.size()};
  parallel_for(2, threads, [&](std::size_t half, std::size_t) {
    const std::size_t begin = data_.sessions[ends[half]].first_place;
    for (std::size_t s = ends[half]; s < ends[half + 1]; ++s) {
      const auto of = kept(s);
      const std::size_t first = data_.sessions[s].first_place;
      for (std::size_t k = first; k < first + of.places; ++k) {
        x[k] = sides[k];
        if (drawn.near[k] < 0) continue;
        const auto near = static_cast<std::size_t>(drawn.near[k]);
        const bool swept = near >= begin && near < first;
        x[k] = sides[k] += drawn.firm[k] * (swept ? drawn.theta[near] : went[near]);
      }
      solve_down(of.upper, of.places, of.places, of.places, x.data() + first);
      solve_up(of.upper, of.places, of.places, of.places, x.data() + first);
      for (std::size_t k = first; k < first + of.places; ++k) drawn.theta[k] = x[k] - held[k];
    }
  });
}

void SessionBlocks::down(Move& side, std::size_t threads) const {
  parallel_for(data_.sessions.size(), threads, [&](std::size_t s, std::size_t) {
    condensed_.down(s, kept(s).across, side.items, side.theta.data() + data_.sessions[s].first_place);
  });
}

void SessionBlocks::solve(Move& side, std::size_t threads, Drawn* drawn) const {
  std::vector<double> x(condensed_.unknowns(), 0);
  condensed_.to_names(side.items, x);
  if (drawn != nullptr) sweep(*drawn, side.theta, x, threads);
  const auto each_session = [&](const auto& act) {
    parallel_for(data_.sessions.size(), threads,
                 [&](std::size_t s, std::size_t) { act(s, x.data() + data_.sessions[s].first_place); });
  };
  std::vector<std::vector<double>> out(data_.sessions.size());  // of the bridging items' right-hand sides
  each_session([&](std::size_t s, double* places) {
    const auto of = kept(s);
    const double* own = side.theta.data() + data_.sessions[s].first_place;
    out[s].assign(of.bridging, 0);
    take_rows(of.tied, of.bridging, of.places, of.bridging, own, out[s].data());
    if (drawn != nullptr) return;
    std::copy_n(own, of.places, places);
    solve_down(of.upper, of.places, of.places, of.places, places);
    solve_up(of.upper, of.places, of.places, of.places, places);
  });
  for (std::size_t s = 0; s < out.size(); ++s) {
    for (std::size_t i = 0; i < out[s].size(); ++i)
      x[condensed_.unknowns(s)[data_.sessions[s].places + i]] += out[s][i];
  }
  tree_.solve(x, 1);
  each_session([&](std::size_t s, double* places) {
    const auto of = kept(s);
    std::vector<double> held(of.places);
    dot_rows(of.tied, of.bridging, of.places, of.bridging, bridging_of(s, x).data(), held.data());
    for (std::size_t k = 0; k < of.places; ++k) places[k] -= held[k];
    condensed_.up(s, of.across, side.items, places);
  });
  std::copy_n(x.begin(), side.theta.size(), side.theta.begin());
  condensed_.from_names(x, side.items);
}

}  // namespace blocs::inference::ideal
