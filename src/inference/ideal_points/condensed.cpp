#include "condensed.hpp"

#include <algorithm>
#include <cmath>

#include "blocs/core/parallel.hpp"
#include "blocs/core/per_worker.hpp"
#include "dense.hpp"
#include "rows.hpp"

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

std::array<double, 9> own_block(const ItemSums& s) {
  return {s.bb, s.b1, s.b2, s.b1, s.k11, s.k12, s.b2, s.k12, s.k22};
}

/// Adds of one part what ties its item's unknowns to the session's places: rows beta, cut1, cut2 of -Hessian,
/// `n` places each; and to `own` what each ballot says of its place by itself.
void add_part(const IdealData& data, const ItemPart& part, const Lanes& lanes, double beta, bool full,
              double* rows, std::size_t n, double* own) {
  const bool two = data.items[part.item].cuts == 2;
  for (std::size_t i = 0; i < part.end - part.begin; ++i) {
    const std::size_t k = data.ballots[part.begin + i];
    const double w = -(lanes.c1[i] + lanes.c2[i]);
    rows[k] += beta * lanes.theta[i] * w - (full ? lanes.g[i] : 0);
    rows[n + k] += beta * lanes.c1[i];
    if (two) rows[2 * n + k] += beta * lanes.c2[i];
    own[k] += beta * beta * w;
  }
}

}  // namespace

Condensed::Condensed(const IdealData& data) : data_(data), alone_(data.items.size()) {
  name_.assign(data.items.size(), kNone);
  auto next = static_cast<std::uint32_t>(data.places.size());
  for (std::uint32_t j = 0; j < data.items.size(); ++j) {
    if (!bridges(j)) continue;
    name_[j] = next;
    next += unknowns_of(j);
  }
  unknowns_ = next;
  std::size_t cells = 0;
  std::size_t across = 0;
  for (const auto& session : data.sessions) {
    auto& unknowns = unknowns_of_.emplace_back();
    for (std::uint32_t k = 0; k < session.places; ++k) unknowns.push_back(session.first_place + k);
    std::size_t rows = 0;
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto item = data.parts[p].item;
      if (bridges(item)) {
        for (std::uint32_t u = 0; u < unknowns_of(item); ++u) unknowns.push_back(name_[item] + u);
      } else {
        alone_[item].row = rows;
        rows += unknowns_of(item);
      }
    }
    matrix_at_.push_back(cells);
    across_at_.push_back(across);
    row_count_.push_back(rows);
    cells += unknowns.size() * unknowns.size();
    across += rows * session.places;
  }
  matrices_ = LargeArray(cells);
  across_ = LargeArray(across);
}

bool Condensed::condense(const Parameters& at, bool full, std::size_t threads) {
  if (at_ && full_ == full && at_->theta == at.theta && at_->beta == at.beta && at_->cut1 == at.cut1 &&
      at_->cut2 == at.cut2)
    return true;
  at_.reset();
  std::vector<char> good(data_.sessions.size(), 1);
  PerWorker<Lanes> lanes(worker_count(data_.sessions.size(), threads));
  parallel_for(data_.sessions.size(), threads, [&](std::size_t s, std::size_t worker) {
    const Sheet<double> sheet{matrix(s), unknowns_of_[s].size(), across_.data() + across_at_[s]};
    good[s] = condense_onto(sheet, at, full, s, lanes[worker]) ? 1 : 0;
  });
  if (std::find(good.begin(), good.end(), 0) != good.end()) return false;
  at_ = at;
  full_ = full;
  return true;
}

bool Condensed::condense(const Parameters& at, bool full, std::size_t s, const Sheet<float>& sheet,
                         Lanes& lanes) {
  return condense_onto(sheet, at, full, s, lanes);
}

/// One pass over a session's ballots.
template <typename Number>
bool Condensed::condense_onto(const Sheet<Number>& sheet, const Parameters& at, bool full, std::size_t s,
                              Lanes& lanes) {
  const auto& session = data_.sessions[s];
  const std::size_t n = session.places;
  const std::size_t size = unknowns_of_[s].size();
  for (std::size_t i = 0; i < size; ++i)
    std::fill(sheet.matrix + i * sheet.stride + i, sheet.matrix + i * sheet.stride + size, Number{0});
  std::size_t column = n;  // of the next bridging item
  std::vector<double> own(n, 0), three(3 * n);
  for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
    const auto& part = data_.parts[p];
    const double beta = at.beta[part.item];
    ItemSums sums;
    part_derivatives(data_, part, at.theta.data() + session.first_place, beta, at.cut1[part.item],
                     at.cut2[part.item], lanes, &sums);
    std::fill(three.begin(), three.end(), 0.0);
    add_part(data_, part, lanes, beta, full, three.data(), n, own.data());
    if (bridges(part.item)) {
      bridge(sheet, s, part.item, column, sums, three.data());
      column += unknowns_of(part.item);
      continue;
    }
    if (!take_in(s, part.item, sums, three.data())) return false;
    std::transform(three.begin(), three.begin() + static_cast<std::ptrdiff_t>(unknowns_of(part.item) * n),
                   sheet.rows + alone_[part.item].row * n, [](double x) { return static_cast<Number>(x); });
  }
  for (std::size_t k = 0; k < n; ++k) sheet.matrix[k * sheet.stride + k] = static_cast<Number>(own[k]);
  subtract_product(sheet.matrix, sheet.stride, n, n, sheet.rows, n, sheet.rows, n, row_count_[s], true, 1);
  return true;
}

/// An item of this session alone: L, and its rows against the places in the place of what ties it to them.
bool Condensed::take_in(std::size_t s, std::uint32_t item, const ItemSums& sums, double* three) {
  const std::size_t n = data_.sessions[s].places;
  auto& alone = alone_[item];
  alone.lower = own_block(sums);
  alone.lower[0] += 1;  // beta's prior
  const std::size_t m = unknowns_of(item);
  if (!cholesky3(alone.lower, m)) return false;
  for (std::size_t i = 0; i < m; ++i) {
    double* from = three + i * n;
    take_rows(three, n, i, n, &alone.lower[i * 3], from);
    const double inverse = 1 / alone.lower[i * 3 + i];
    for (std::size_t k = 0; k < n; ++k) from[k] *= inverse;
  }
  return true;
}

template <typename Number>
void Condensed::bridge(const Sheet<Number>& sheet, std::size_t s, std::uint32_t item, std::size_t column,
                       const ItemSums& sums, const double* three) const {
  const std::size_t n = data_.sessions[s].places;
  auto own = own_block(sums);
  if (data_.items[item].first == s) own[0] += 1;  // beta's prior, once
  const std::size_t m = unknowns_of(item);
  for (std::size_t u = 0; u < m; ++u) {
    for (std::size_t k = 0; k < n; ++k)
      sheet.matrix[k * sheet.stride + column + u] = static_cast<Number>(three[u * n + k]);
    for (std::size_t v = u; v < m; ++v)
      sheet.matrix[(column + u) * sheet.stride + column + v] = static_cast<Number>(own[u * 3 + v]);
  }
}

void Condensed::to_names(const ByItem& items, std::vector<double>& x) const {
  for (std::uint32_t j = 0; j < items.size(); ++j) {
    for (std::uint32_t u = 0; name_[j] != kNone && u < unknowns_of(j); ++u) x[name_[j] + u] = items[j][u];
  }
}

void Condensed::from_names(const std::vector<double>& x, ByItem& items) const {
  for (std::uint32_t j = 0; j < items.size(); ++j) {
    for (std::uint32_t u = 0; name_[j] != kNone && u < unknowns_of(j); ++u) items[j][u] = x[name_[j] + u];
  }
}

template <typename Act>
void Condensed::each_alone(std::size_t s, const Act& act) const {
  const auto& session = data_.sessions[s];
  for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
    const auto item = data_.parts[p].item;
    if (!bridges(item)) act(item, alone_[item].row * session.places);
  }
}

template <typename Stored>
void Condensed::down_by(std::size_t s, const Stored* rows, ByItem& items, double* places) const {
  const std::size_t n = data_.sessions[s].places;
  each_alone(s, [&](std::uint32_t item, std::size_t at) {
    const auto& lower = alone_[item].lower;
    for (std::size_t i = 0; i < unknowns_of(item); ++i) {
      double value = items[item][i];
      for (std::size_t l = 0; l < i; ++l) value -= lower[i * 3 + l] * items[item][l];
      items[item][i] = value / lower[i * 3 + i];
    }
    take_rows(rows + at, n, unknowns_of(item), n, items[item].data(), places);
  });
}

template <typename Stored>
void Condensed::up_by(std::size_t s, const Stored* rows, ByItem& items, const double* places) const {
  const std::size_t n = data_.sessions[s].places;
  each_alone(s, [&](std::uint32_t item, std::size_t at) {
    const auto& lower = alone_[item].lower;
    std::array<double, 3> held{};
    dot_rows(rows + at, n, unknowns_of(item), n, places, held.data());
    for (std::size_t i = unknowns_of(item); i-- > 0;) {
      double value = items[item][i] - held[i];
      for (std::size_t l = i + 1; l < unknowns_of(item); ++l) value -= lower[l * 3 + i] * items[item][l];
      items[item][i] = value / lower[i * 3 + i];
    }
  });
}

void Condensed::down(std::size_t s, ByItem& items, double* places) const {
  down_by(s, rows(s), items, places);
}
void Condensed::down(std::size_t s, const float* rows, ByItem& items, double* places) const {
  down_by(s, rows, items, places);
}
void Condensed::up(std::size_t s, ByItem& items, const double* places) const {
  up_by(s, rows(s), items, places);
}
void Condensed::up(std::size_t s, const float* rows, ByItem& items, const double* places) const {
  up_by(s, rows, items, places);
}

}  // namespace blocs::inference::ideal
