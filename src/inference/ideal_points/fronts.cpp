#include "fronts.hpp"

#include <algorithm>
#include <cmath>

#include "blocs/core/parallel.hpp"
#include "clones.hpp"
#include "dense.hpp"

namespace blocs::inference::ideal {
namespace {

constexpr std::uint32_t kNone = ~0U;

/// Cholesky factor of the leading `n` x `n` of a symmetric 3 x 3.
bool cholesky3(std::array<double, 9>& a, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i * 3 + j];
      for (std::size_t l = 0; l < j; ++l) sum -= a[i * 3 + l] * a[j * 3 + l];
      if (i == j) {
        if (!(sum > 0)) return false;
        a[i * 3 + i] = std::sqrt(sum);
      } else {
        a[i * 3 + j] = sum / a[j * 3 + j];
      }
    }
  }
  return true;
}

/// Solves U' x = b for the pivots, and takes what they hold out of the rest; `b` has an entry a column.
BLOCS_CLONES void solve_down(const double* rows, std::size_t size, std::size_t gone, double* b) {
  for (std::size_t i = 0; i < gone; ++i) {
    const double* row = rows + i * size;
    const double value = b[i] /= row[i];
    for (std::size_t j = i + 1; j < size; ++j) b[j] -= row[j] * value;
  }
}

/// Solves U x = b for the pivots; the rest of `b` is solved already.
BLOCS_CLONES void solve_up(const double* rows, std::size_t size, std::size_t gone, double* b) {
  for (std::size_t i = gone; i-- > 0;) {
    const double* row = rows + i * size;
    double sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t j = i + 1; j < size; ++j) sum += row[j] * b[j];
    b[i] = (b[i] - sum) / row[i];
  }
}

/// Takes `value` times a row out of `from`.
BLOCS_CLONES void take_row(const double* row, std::size_t n, double value, double* from) {
  for (std::size_t k = 0; k < n; ++k) from[k] -= row[k] * value;
}

BLOCS_CLONES double product(const double* row, std::size_t n, const double* with) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t k = 0; k < n; ++k) sum += row[k] * with[k];
  return sum;
}

std::array<double, 9> own_block(const ItemSums& s) {
  return {s.bb, s.b1, s.b2, s.b1, s.k11, s.k12, s.b2, s.k12, s.k22};
}

}  // namespace

void add_across(const IdealData& data, const ItemPart& part, const Lanes& lanes, double beta, bool full,
                double* rows, std::size_t n) {
  const bool two = data.items[part.item].cuts == 2;
  for (std::size_t i = 0; i < part.end - part.begin; ++i) {
    const auto k = data.ballots[part.begin + i];
    const double w = -(lanes.c1[i] + lanes.c2[i]);
    rows[k] += beta * lanes.theta[i] * w - (full ? lanes.g[i] : 0);
    rows[n + k] += beta * lanes.c1[i];
    if (two) rows[2 * n + k] += beta * lanes.c2[i];
  }
}

Fronts::Fronts(const IdealData& data, bool walks)
    : data_(data), alone_(data.items.size()), across_(data.sessions.size()) {
  plan(walks);
}

void Fronts::plan(bool walks) {
  name_.assign(data_.items.size(), kNone);
  auto next = static_cast<std::uint32_t>(data_.places.size());
  for (std::uint32_t j = 0; j < data_.items.size(); ++j) {
    if (!bridges(j)) continue;
    name_[j] = next;
    next += unknowns_of(j);
  }
  unknowns_ = next;
  std::vector<std::uint32_t> end(unknowns_);  // the session after which nothing touches it
  for (std::size_t k = 0; k < data_.places.size(); ++k) {
    const auto& place = data_.places[k];
    const bool alone = !walks || place.after < 0;
    end[k] = alone ? place.session : data_.places[static_cast<std::size_t>(place.after)].session;
  }
  std::vector<std::vector<std::uint32_t>> starting(data_.sessions.size());
  for (std::uint32_t j = 0; j < data_.items.size(); ++j) {
    if (name_[j] == kNone) continue;
    for (std::uint32_t u = 0; u < unknowns_of(j); ++u) {
      end[name_[j] + u] = data_.items[j].last;
      starting[data_.items[j].first].push_back(name_[j] + u);
    }
  }
  std::vector<std::uint32_t> staying;
  for (std::uint32_t s = 0; s < data_.sessions.size(); ++s) {
    const auto& session = data_.sessions[s];
    std::vector<std::uint32_t> all;  // places first: without walks they are the first pivots
    for (std::uint32_t k = 0; k < session.places; ++k) all.push_back(session.first_place + k);
    all.insert(all.end(), staying.begin(), staying.end());
    staying.clear();
    all.insert(all.end(), starting[s].begin(), starting[s].end());
    Front front;
    for (const auto u : all) (end[u] == s ? front.unknowns : staying).push_back(u);
    front.gone = front.unknowns.size();
    front.unknowns.insert(front.unknowns.end(), staying.begin(), staying.end());
    fronts_.push_back(std::move(front));
  }
}

/// One pass over a session's ballots: items put in this session alone are eliminated into `block`, of items
/// that bridge sessions the rows are kept for `assemble`.
bool Fronts::eliminate_alone(const Parameters& at, bool full, std::size_t s, Session& here) {
  const auto& session = data_.sessions[s];
  const std::size_t n = session.places;
  std::size_t rows = 0;
  for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
    const auto item = data_.parts[p].item;
    if (bridges(item)) continue;
    alone_[item].row = rows;
    rows += unknowns_of(item);
  }
  auto& across = across_[s];
  across.assign(rows * n, 0);
  here.block.assign(n * n, 0);
  here.bridging.clear();
  here.sums.clear();
  Lanes lanes;
  std::vector<double> three;
  for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
    const auto& part = data_.parts[p];
    const double beta = at.beta[part.item];
    ItemSums sums;
    part_derivatives(data_, part, at.theta.data() + session.first_place, beta, at.cut1[part.item],
                     at.cut2[part.item], lanes, &sums);
    three.assign(3 * n, 0);
    add_across(data_, part, lanes, beta, full, three.data(), n);
    for (std::size_t i = 0; i < part.end - part.begin; ++i) {  // what a ballot says of its place by itself
      const std::size_t k = data_.ballots[part.begin + i];
      here.block[k * n + k] -= beta * beta * (lanes.c1[i] + lanes.c2[i]);
    }
    if (bridges(part.item)) {
      here.bridging.insert(here.bridging.end(), three.begin(), three.end());
      here.sums.push_back(sums);
      continue;
    }
    auto& alone = alone_[part.item];
    alone.lower = own_block(sums);
    alone.lower[0] += 1;  // beta's prior
    const std::size_t m = unknowns_of(part.item);
    if (!cholesky3(alone.lower, m)) return false;
    for (std::size_t i = 0; i < m; ++i) {
      double* row = across.data() + (alone.row + i) * n;
      std::copy(three.begin() + static_cast<std::ptrdiff_t>(i * n),
                three.begin() + static_cast<std::ptrdiff_t>((i + 1) * n), row);
      for (std::size_t l = 0; l < i; ++l)
        take_row(across.data() + (alone.row + l) * n, n, alone.lower[i * 3 + l], row);
      const double inverse = 1 / alone.lower[i * 3 + i];
      for (std::size_t k = 0; k < n; ++k) row[k] *= inverse;
    }
  }
  subtract_product(here.block.data(), n, n, n, across.data(), n, across.data(), n, rows, true, 1);
  return true;
}

void Fronts::assemble(const Pulls& pulls, std::size_t s, const Session& here, std::vector<double>& matrix,
                      std::size_t size, const std::vector<std::uint32_t>& at_front) const {
  const auto& session = data_.sessions[s];
  const auto cell = [&](std::uint32_t a, std::uint32_t b) -> double& {
    const auto i = at_front[a];
    const auto j = at_front[b];
    return matrix[std::min(i, j) * size + std::max(i, j)];
  };
  const std::size_t n = session.places;
  for (std::uint32_t a = 0; a < n; ++a) {
    const auto k = session.first_place + a;
    const auto& place = data_.places[k];
    for (std::uint32_t b = a; b < n; ++b) cell(k, session.first_place + b) += here.block[a * n + b];
    cell(k, k) += pulls.own.empty() ? pulls.hold : pulls.own[k];
    if (!pulls.own.empty()) continue;
    const double pull = place.before < 0 ? 1 / pulls.first_variance : 1 / place.step;
    cell(k, k) += pull;
    if (place.before < 0) continue;
    const auto before = static_cast<std::uint32_t>(place.before);
    cell(before, before) += pull;
    cell(before, k) -= pull;
  }
  std::size_t count = 0;
  for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
    const auto& part = data_.parts[p];
    if (!bridges(part.item)) continue;
    const double* three = here.bridging.data() + count * 3 * n;
    auto own = own_block(here.sums[count++]);
    if (data_.items[part.item].first == s) own[0] += 1;  // beta's prior, once
    const auto first = name_[part.item];
    const std::size_t m = unknowns_of(part.item);
    for (std::uint32_t u = 0; u < m; ++u) {
      for (std::uint32_t a = 0; a < n; ++a) {
        if (three[u * n + a] != 0) cell(first + u, session.first_place + a) += three[u * n + a];
      }
      for (std::uint32_t v = u; v < m; ++v) cell(first + u, first + v) += own[u * 3 + v];
    }
  }
}

bool Fronts::factor(const Parameters& at, const Pulls& pulls, bool full, std::size_t threads) {
  sessions_.resize(data_.sessions.size());
  std::vector<char> good(data_.sessions.size(), 1);
  parallel_for(data_.sessions.size(), threads, [&](std::size_t s, std::size_t) {
    good[s] = eliminate_alone(at, full, s, sessions_[s]) ? 1 : 0;
  });
  if (std::find(good.begin(), good.end(), 0) != good.end()) return false;
  auto& carried = carried_;
  auto& matrix = matrix_;
  std::vector<std::uint32_t> who;
  std::vector<std::uint32_t> at_front(unknowns_, kNone);
  for (std::size_t s = 0; s < fronts_.size(); ++s) {
    auto& front = fronts_[s];
    const std::size_t size = front.unknowns.size();
    matrix.assign(size * size, 0);
    for (std::size_t i = 0; i < size; ++i) at_front[front.unknowns[i]] = static_cast<std::uint32_t>(i);
    for (std::size_t i = 0; i < who.size(); ++i) {
      for (std::size_t j = i; j < who.size(); ++j) {
        const auto a = at_front[who[i]];
        const auto b = at_front[who[j]];
        matrix[std::min(a, b) * size + std::max(a, b)] = carried[i * who.size() + j];
      }
    }
    assemble(pulls, s, sessions_[s], matrix, size, at_front);
    if (!eliminate(matrix.data(), size, size, front.gone, threads)) return false;
    front.rows.assign(matrix.begin(), matrix.begin() + static_cast<std::ptrdiff_t>(front.gone * size));
    who.assign(front.unknowns.begin() + static_cast<std::ptrdiff_t>(front.gone), front.unknowns.end());
    carried.resize(who.size() * who.size());
    for (std::size_t i = 0; i < who.size(); ++i) {
      const double* row = matrix.data() + (front.gone + i) * size + front.gone;
      std::copy(row, row + who.size(), carried.begin() + static_cast<std::ptrdiff_t>(i * who.size()));
    }
  }
  return true;
}

/// Adds what the places of a session are drawn by: those before by this sweep, those after by the last one.
void Fronts::draw(Drawn& drawn, std::size_t s, std::vector<double>& x) const {
  const auto& session = data_.sessions[s];
  for (std::size_t k = session.first_place; k < session.first_place + session.places; ++k) {
    if (drawn.near[k] >= 0) x[k] += drawn.firm[k] * drawn.theta[static_cast<std::size_t>(drawn.near[k])];
  }
}

/// Where a session's places go if the items that bridge sessions go where they went last.
void Fronts::sweep(Drawn& drawn, const Front& front, std::size_t s, std::vector<double> b,
                   const std::vector<double>& last) const {
  const auto& session = data_.sessions[s];
  for (std::size_t i = session.places; i < b.size(); ++i) b[i] = last[front.unknowns[i]];
  solve_up(front.rows.data(), b.size(), session.places, b.data());
  std::copy(b.begin(), b.begin() + session.places,
            drawn.theta.begin() + static_cast<std::ptrdiff_t>(session.first_place));
}

/// Items that bridge sessions, by the names of their unknowns.
void Fronts::name_bridging(const std::vector<std::array<double, 3>>& items, std::vector<double>& x) const {
  for (std::size_t j = 0; j < items.size(); ++j) {
    for (std::uint32_t u = 0; name_[j] != kNone && u < unknowns_of(static_cast<std::uint32_t>(j)); ++u)
      x[name_[j] + u] = items[j][u];
  }
}

void Fronts::solve(std::vector<double>& theta, std::vector<std::array<double, 3>>& items,
                   Drawn* drawn) const {
  std::vector<double> x(unknowns_, 0);
  std::copy(theta.begin(), theta.end(), x.begin());
  name_bridging(items, x);
  std::vector<double> last;
  if (drawn != nullptr) {
    last.assign(unknowns_, 0);
    name_bridging(*drawn->items, last);
  }
  const auto each_alone = [&](const auto& act) {
    for (std::size_t s = 0; s < data_.sessions.size(); ++s) {
      const auto& session = data_.sessions[s];
      for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
        const auto item = data_.parts[p].item;
        if (!bridges(item))
          act(item, across_[s].data() + alone_[item].row * session.places, session.places,
              x.data() + session.first_place);
      }
    }
  };
  each_alone([&](std::uint32_t item, const double* rows, std::size_t n, double* places) {
    const auto& lower = alone_[item].lower;
    for (std::size_t i = 0; i < unknowns_of(item); ++i) {
      double value = items[item][i];
      for (std::size_t l = 0; l < i; ++l) value -= lower[i * 3 + l] * items[item][l];
      items[item][i] = value /= lower[i * 3 + i];
      take_row(rows + i * n, n, value, places);
    }
  });
  std::vector<double> b;
  const auto at_front = [&](const Front& front, const auto& act) {
    b.resize(front.unknowns.size());
    for (std::size_t i = 0; i < b.size(); ++i) b[i] = x[front.unknowns[i]];
    act(front.rows.data(), b.size(), front.gone, b.data());
    for (std::size_t i = 0; i < b.size(); ++i) x[front.unknowns[i]] = b[i];
  };
  for (std::size_t s = 0; s < fronts_.size(); ++s) {
    if (drawn != nullptr) draw(*drawn, s, x);
    at_front(fronts_[s], solve_down);
    if (drawn != nullptr) sweep(*drawn, fronts_[s], s, b, last);
  }
  for (std::size_t s = fronts_.size(); s-- > 0;) at_front(fronts_[s], solve_up);
  each_alone([&](std::uint32_t item, const double* rows, std::size_t n, double* places) {
    const auto& lower = alone_[item].lower;
    for (std::size_t i = unknowns_of(item); i-- > 0;) {
      double value = items[item][i];
      value -= product(rows + i * n, n, places);
      for (std::size_t l = i + 1; l < unknowns_of(item); ++l) value -= lower[l * 3 + i] * items[item][l];
      items[item][i] = value / lower[i * 3 + i];
    }
  });
  std::copy(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(theta.size()), theta.begin());
  for (std::size_t j = 0; j < items.size(); ++j) {
    for (std::uint32_t u = 0; name_[j] != kNone && u < unknowns_of(static_cast<std::uint32_t>(j)); ++u)
      items[j][u] = x[name_[j] + u];
  }
}

}  // namespace blocs::inference::ideal
