#include <algorithm>
#include <cmath>

#include "blocs/core/parallel.hpp"
#include "dense.hpp"
#include "fronts.hpp"

namespace blocs::inference::ideal {
namespace {

/// Memory that one front after the other works in.
struct Desk {
  std::vector<double> x, across, negative, stay_gone, out;
};

/// Covariances of a front from those of the unknowns that stay: with X = U^-1 U(gone, stay),
/// S(gone, stay) = -X S(stay) and S(gone) = U^-1 U^-T + X S(stay) X'.
const std::vector<double>& of_front(const std::vector<double>& rows, std::size_t gone, std::size_t size,
                                    const std::vector<double>& stay, std::size_t threads, Desk& desk) {
  const std::size_t rest = size - gone;
  auto& [x, across, negative, stay_gone, out] = desk;
  x.assign(gone * size, 0);  // U^-1 and X side by side
  for (std::size_t i = 0; i < gone; ++i) {
    x[i * size + i] = 1;
    std::copy(rows.begin() + static_cast<std::ptrdiff_t>(i * size + gone),
              rows.begin() + static_cast<std::ptrdiff_t>((i + 1) * size),
              x.begin() + static_cast<std::ptrdiff_t>(i * size + gone));
  }
  solve_upper(rows.data(), size, gone, x.data(), size, size);
  across.resize(size * gone);  // the transpose
  for (std::size_t i = 0; i < gone; ++i) {
    for (std::size_t j = 0; j < size; ++j) across[j * gone + i] = x[i * size + j];
  }
  out.assign(size * size, 0);
  // S(gone, stay) = -(X')' S(stay)
  if (rest > 0) {
    subtract_product(out.data() + gone, size, gone, rest, across.data() + gone * gone, gone, stay.data(),
                     rest, rest, false, threads);
  }
  // S(gone): minus a product is what we have, so both terms are taken with the sign turned.
  negative.assign(gone * gone, 0);
  subtract_product(negative.data(), gone, gone, gone, across.data(), gone, across.data(), gone, gone, true,
                   threads);
  if (rest > 0) {
    stay_gone.resize(rest * gone);
    for (std::size_t i = 0; i < gone; ++i) {
      for (std::size_t j = 0; j < rest; ++j) stay_gone[j * gone + i] = -out[i * size + gone + j];
    }
    subtract_product(negative.data(), gone, gone, gone, stay_gone.data(), gone, across.data() + gone * gone,
                     gone, rest, true, threads);
  }
  for (std::size_t i = 0; i < gone; ++i) {
    for (std::size_t j = i; j < gone; ++j) out[i * size + j] = out[j * size + i] = -negative[i * gone + j];
    for (std::size_t j = gone; j < size; ++j) out[j * size + i] = out[i * size + j];
  }
  for (std::size_t i = 0; i < rest; ++i) {
    std::copy(stay.begin() + static_cast<std::ptrdiff_t>(i * rest),
              stay.begin() + static_cast<std::ptrdiff_t>((i + 1) * rest),
              out.begin() + static_cast<std::ptrdiff_t>((gone + i) * size + gone));
  }
  return out;
}

/// -W S for all rows of W at once.
std::vector<double> minus_across(const std::vector<double>& w, const std::vector<double>& places,
                                 std::size_t n, std::size_t threads) {
  const std::size_t rows = n == 0 ? 0 : w.size() / n;
  std::vector<double> turned(w.size());
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t k = 0; k < n; ++k) turned[k * rows + r] = w[r * n + k];
  }
  std::vector<double> out(w.size(), 0);
  subtract_product(out.data(), n, rows, n, turned.data(), rows, places.data(), n, n, false, threads);
  return out;
}

}  // namespace

void Fronts::covariances(std::size_t threads, std::vector<double>& step,
                         const std::function<void(const View&)>& visit) const {
  constexpr std::uint32_t kNone = ~0U;
  step.assign(data_.places.size(), 0);
  std::vector<double> stay;  // of the unknowns that stay after the session in hand
  std::vector<std::uint32_t> at(unknowns_, kNone);
  std::vector<double> places, next;
  Desk desk;
  for (std::size_t s = fronts_.size(); s-- > 0;) {
    const auto& front = fronts_[s];
    const std::size_t size = front.unknowns.size();
    const auto& all = of_front(front.rows, front.gone, size, stay, threads, desk);
    for (std::size_t i = 0; i < size; ++i) at[front.unknowns[i]] = static_cast<std::uint32_t>(i);
    const auto& session = data_.sessions[s];
    const std::size_t n = session.places;
    places.resize(n * n);
    for (std::size_t a = 0; a < n; ++a) {
      const double* row = all.data() + at[session.first_place + a] * size;
      for (std::size_t b = 0; b < n; ++b) places[a * n + b] = row[at[session.first_place + b]];
      const auto before = data_.places[session.first_place + a].before;
      if (before >= 0) step[session.first_place + a] = row[at[static_cast<std::size_t>(before)]];
    }
    const auto ws = minus_across(across_[s], places, n, threads);
    View view{s, places.data(), n, {}};
    view.item = [&](std::uint32_t item, std::vector<double>& with, std::array<double, 9>& own) {
      const std::size_t m = unknowns_of(item);
      with.assign(3 * n, 0);
      own.fill(0);
      if (name_[item] != kNone) {
        for (std::size_t u = 0; u < m; ++u) {
          const double* row = all.data() + at[name_[item] + u] * size;
          for (std::size_t k = 0; k < n; ++k) with[u * n + k] = row[at[session.first_place + k]];
          for (std::size_t v = 0; v < m; ++v) own[u * 3 + v] = row[at[name_[item] + v]];
        }
        return;
      }
      // With K(item, places) = L W: S(places, item) = -S(places) W' L^-1, S(item) = L^-T (I + W S W') L^-1.
      const auto& lower = alone_[item].lower;
      const double* w = across_[s].data() + alone_[item].row * n;
      const double* minus_ws = ws.data() + alone_[item].row * n;
      std::array<double, 9> inner{};
      for (std::size_t u = 0; u < m; ++u) {
        for (std::size_t v = 0; v < m; ++v) {
          double sum = u == v ? 1 : 0;
          for (std::size_t k = 0; k < n; ++k) sum -= w[u * n + k] * minus_ws[v * n + k];
          inner[u * 3 + v] = sum;
        }
      }
      std::array<double, 9> inverse{};  // L^-1
      for (std::size_t u = 0; u < m; ++u) {
        inverse[u * 3 + u] = 1 / lower[u * 3 + u];
        for (std::size_t v = 0; v < u; ++v) {
          double sum = 0;
          for (std::size_t l = v; l < u; ++l) sum -= lower[u * 3 + l] * inverse[l * 3 + v];
          inverse[u * 3 + v] = sum / lower[u * 3 + u];
        }
      }
      for (std::size_t u = 0; u < m; ++u) {
        for (std::size_t l = u; l < m; ++l) {
          for (std::size_t k = 0; k < n; ++k) with[u * n + k] += inverse[l * 3 + u] * minus_ws[l * n + k];
        }
        for (std::size_t v = 0; v < m; ++v) {
          double sum = 0;
          for (std::size_t a = u; a < m; ++a) {
            for (std::size_t b = v; b < m; ++b)
              sum += inverse[a * 3 + u] * inner[a * 3 + b] * inverse[b * 3 + v];
          }
          own[u * 3 + v] = sum;
        }
      }
    };
    visit(view);
    // The unknowns that stay before this session's front: the ones of the front before that stay.
    if (s == 0) break;
    const auto& earlier = fronts_[s - 1];
    const std::size_t rest = earlier.unknowns.size() - earlier.gone;
    next.resize(rest * rest);
    for (std::size_t i = 0; i < rest; ++i) {
      const double* row = all.data() + at[earlier.unknowns[earlier.gone + i]] * size;
      for (std::size_t j = 0; j < rest; ++j) next[i * rest + j] = row[at[earlier.unknowns[earlier.gone + j]]];
    }
    std::swap(stay, next);
  }
}

}  // namespace blocs::inference::ideal
