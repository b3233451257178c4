#include "session_blocks.hpp"

#include <algorithm>

#include "blocs/core/parallel.hpp"
#include "dense.hpp"

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

}  // namespace

SessionBlocks::SessionBlocks(const IdealData& data, Condensed& condensed)
    : data_(data), condensed_(condensed), tree_(condensed.unknowns(), bridges_of(data, condensed)) {
}

SessionBlocks::Rows SessionBlocks::rows(std::size_t s) const {
  return {condensed_.matrix(s), data_.sessions[s].places, condensed_.unknowns(s).size()};
}

bool SessionBlocks::factor(const Parameters& at, const std::vector<double>& own, bool full,
                           std::size_t threads) {
  if (!condensed_.condense(at, full, threads)) return false;
  std::vector<char> good(data_.sessions.size(), 1);
  parallel_for(data_.sessions.size(), threads, [&](std::size_t s, std::size_t) {
    const auto [cells, places, size] = rows(s);
    double* matrix = condensed_.matrix(s);
    for (std::size_t k = 0; k < places; ++k) matrix[k * size + k] += own[data_.sessions[s].first_place + k];
    good[s] = eliminate(matrix, size, size, places, 1) ? 1 : 0;
  });
  if (std::find(good.begin(), good.end(), 0) != good.end()) return false;
  return tree_.factor(1, [&](std::size_t s, const FrontTree::Cells& cells) {
    const auto [matrix, places, size] = rows(s);
    const auto& unknowns = condensed_.unknowns(s);
    for (std::size_t i = places; i < size; ++i) {
      for (std::size_t j = i; j < size; ++j) cells(unknowns[i], unknowns[j]) += matrix[i * size + j];
    }
  });
}

/// U' y = b over a session's places.
void SessionBlocks::down_places(std::size_t s, double* places) const {
  const auto [rows_of, n, size] = rows(s);
  solve_down(rows_of, size, n, n, places);
}

/// U x = y over a session's places.
void SessionBlocks::up_places(std::size_t s, double* places) const {
  const auto [rows_of, n, size] = rows(s);
  solve_up(rows_of, size, n, n, places);
}

/// Takes what a session's places hold out of the items that bridge it and others.
void SessionBlocks::out_of_bridges(std::size_t s, const double* places, double* bridging) const {
  const auto [rows_of, n, size] = rows(s);
  take_rows(rows_of + n, size, n, size - n, places, bridging);
}

/// Takes what those items hold out of a session's places.
void SessionBlocks::out_of_places(std::size_t s, const std::vector<double>& x, double* places) const {
  const auto [rows_of, n, size] = rows(s);
  if (n == size) return;
  const auto& unknowns = condensed_.unknowns(s);
  std::vector<double> bridging(size - n);
  for (std::size_t i = n; i < size; ++i) bridging[i - n] = x[unknowns[i]];
  std::vector<double> held(n);
  dot_rows(rows_of + n, size, n, size - n, bridging.data(), held.data());
  for (std::size_t i = 0; i < n; ++i) places[i] -= held[i];
}

/// Draws the places session by session: those before as this sweep finds them, those after as they went last.
/// `x` are right-hand sides, solved down; where places go if bridging items go where they went last goes into
/// `drawn`, and what draws them is added to `x`.
void SessionBlocks::sweep(Drawn& drawn, std::vector<double>& x, std::size_t threads) const {
  std::vector<double> last(x.size(), 0);
  condensed_.to_names(*drawn.items, last);
  auto going = x;
  parallel_for(data_.sessions.size(), threads, [&](std::size_t s, std::size_t) {
    out_of_places(s, last, going.data() + data_.sessions[s].first_place);
  });
  std::vector<double> pull;
  for (std::size_t s = 0; s < data_.sessions.size(); ++s) {
    const std::size_t first = data_.sessions[s].first_place;
    const std::size_t n = data_.sessions[s].places;
    pull.assign(n, 0);
    for (std::size_t k = 0; k < n; ++k) {
      if (drawn.near[first + k] >= 0)
        pull[k] = drawn.firm[first + k] * drawn.theta[static_cast<std::size_t>(drawn.near[first + k])];
    }
    down_places(s, pull.data());
    double* to = going.data() + first;
    for (std::size_t k = 0; k < n; ++k) {
      x[first + k] += pull[k];
      to[k] += pull[k];
    }
    up_places(s, to);
    std::copy_n(to, n, drawn.theta.begin() + static_cast<std::ptrdiff_t>(first));
  }
}

void SessionBlocks::solve(std::vector<double>& theta, ByItem& items, std::size_t threads,
                          Drawn* drawn) const {
  std::vector<double> x(condensed_.unknowns(), 0);
  std::copy(theta.begin(), theta.end(), x.begin());
  condensed_.to_names(items, x);
  std::vector<std::vector<double>> bridging(data_.sessions.size());
  const auto each_session = [&](const auto& act) {
    parallel_for(data_.sessions.size(), threads,
                 [&](std::size_t s, std::size_t) { act(s, x.data() + data_.sessions[s].first_place); });
  };
  const auto take_out_of_bridges = [&](std::size_t s, const double* places) {
    bridging[s].assign(condensed_.unknowns(s).size() - data_.sessions[s].places, 0);
    out_of_bridges(s, places, bridging[s].data());
  };
  each_session([&](std::size_t s, double* places) {
    condensed_.down(s, items, places);
    down_places(s, places);
    if (drawn == nullptr) take_out_of_bridges(s, places);
  });
  if (drawn != nullptr) {
    sweep(*drawn, x, threads);
    each_session(take_out_of_bridges);
  }
  for (std::size_t s = 0; s < bridging.size(); ++s) {
    for (std::size_t i = 0; i < bridging[s].size(); ++i)
      x[condensed_.unknowns(s)[data_.sessions[s].places + i]] += bridging[s][i];
  }
  tree_.solve(x, 1);
  each_session([&](std::size_t s, double* places) {
    out_of_places(s, x, places);
    up_places(s, places);
    condensed_.up(s, items, places);
  });
  std::copy_n(x.begin(), theta.size(), theta.begin());
  condensed_.from_names(x, items);
}

}  // namespace blocs::inference::ideal
