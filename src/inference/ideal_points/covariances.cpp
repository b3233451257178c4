#include <algorithm>
#include <optional>

#include "blocs/core/parallel.hpp"
#include "dense.hpp"
#include "fronts.hpp"
#include "rows.hpp"

namespace blocs::inference::ideal {
namespace {

using Three = std::array<double, 9>;

/// -W S for all rows of W at once.
std::vector<double> minus_across(const double* w, std::size_t rows, const std::vector<double>& places,
                                 std::size_t n) {
  std::vector<double> turned(rows * n);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t k = 0; k < n; ++k) turned[k * rows + r] = w[r * n + k];
  }
  std::vector<double> out(rows * n, 0);
  subtract_product(out.data(), n, rows, n, turned.data(), rows, places.data(), n, n, false, 1);
  return out;
}

/// The inverse of the leading `m` x `m` of a lower triangle.
Three inverse_of(const Three& lower, std::size_t m) {
  Three inverse{};
  for (std::size_t u = 0; u < m; ++u) {
    inverse[u * 3 + u] = 1 / lower[u * 3 + u];
    for (std::size_t v = 0; v < u; ++v) {
      double sum = 0;
      for (std::size_t l = v; l < u; ++l) sum -= lower[u * 3 + l] * inverse[l * 3 + v];
      inverse[u * 3 + v] = sum / lower[u * 3 + u];
    }
  }
  return inverse;
}

}  // namespace

Fronts::View::View(std::size_t s, const Condensed& condensed, const FrontTree::Covariances& all,
                   std::size_t count)
    : session(s), n(count), places(n * n), condensed_(&condensed) {
  const auto& unknowns = condensed.unknowns(s);
  for (std::size_t a = 0; a < n; ++a) {
    const double* row = all.row(unknowns[a]);
    for (std::size_t b = 0; b < n; ++b) places[a * n + b] = row[all.at(unknowns[b])];
  }
  for (std::size_t a = n; a < unknowns.size(); ++a) {
    const double* row = all.row(unknowns[a]);
    for (const auto b : unknowns) bridging_.push_back(row[all.at(b)]);
  }
}

void Fronts::View::condense() {
  minus_across_ = minus_across(condensed_->rows(session), condensed_->row_count(session), places, n);
}

void Fronts::View::bridging(std::uint32_t item, std::vector<double>& with, Three& own) const {
  const auto& unknowns = condensed_->unknowns(session);
  const auto at = static_cast<std::size_t>(
      std::find(unknowns.begin() + static_cast<std::ptrdiff_t>(n), unknowns.end(), condensed_->name(item)) -
      unknowns.begin());
  for (std::uint32_t u = 0; u < condensed_->unknowns_of(item); ++u) {
    const double* row = bridging_.data() + (at - n + u) * unknowns.size();
    std::copy_n(row, n, with.begin() + static_cast<std::ptrdiff_t>(u * n));
    for (std::uint32_t v = 0; v < condensed_->unknowns_of(item); ++v) own[u * 3 + v] = row[at + v];
  }
}

/// With K(item, places) = L W: S(item, places) = -L^-T W S(places), S(item) = L^-T (1 + W S(places) W') L^-1.
void Fronts::View::item(std::uint32_t item, std::vector<double>& with, Three& own) const {
  with.assign(3 * n, 0);
  own.fill(0);
  if (condensed_->bridges(item)) return bridging(item, with, own);
  const std::size_t m = condensed_->unknowns_of(item);
  const double* w = condensed_->rows(session) + condensed_->row(item) * n;
  const double* minus_ws = minus_across_.data() + condensed_->row(item) * n;
  Three inner{};
  for (std::size_t u = 0; u < m; ++u) {
    dot_rows(minus_ws, n, m, n, w + u * n, &inner[u * 3]);
    for (std::size_t v = 0; v < m; ++v) inner[u * 3 + v] = (u == v ? 1 : 0) - inner[u * 3 + v];
  }
  const auto inverse = inverse_of(condensed_->lower(item), m);
  for (std::size_t u = 0; u < m; ++u) {
    for (std::size_t l = u; l < m; ++l) {
      for (std::size_t k = 0; k < n; ++k) with[u * n + k] += inverse[l * 3 + u] * minus_ws[l * n + k];
    }
    for (std::size_t v = 0; v < m; ++v) {
      double sum = 0;
      for (std::size_t a = u; a < m; ++a) {
        for (std::size_t b = v; b < m; ++b) sum += inverse[a * 3 + u] * inner[a * 3 + b] * inverse[b * 3 + v];
      }
      own[u * 3 + v] = sum;
    }
  }
}

void Fronts::covariances(std::size_t threads, std::vector<double>& step,
                         const std::function<void(View&&)>& visit) const {
  step.assign(data_.places.size(), 0);
  std::vector<std::optional<View>> views(data_.sessions.size());
  tree_.covariances(threads, [&](std::size_t s, const FrontTree::Covariances& all) {
    const auto& session = data_.sessions[s];
    for (std::uint32_t k = session.first_place; k < session.first_place + session.places; ++k) {
      const auto before = data_.places[k].before;
      if (before >= 0) step[k] = all(k, static_cast<std::uint32_t>(before));
    }
    views[s].emplace(s, condensed_, all, session.places);
  });
  // Apart from the tree, whose two chains have unlike numbers of sessions.
  parallel_for(views.size(), threads, [&](std::size_t s, std::size_t) {
    views[s]->condense();
    visit(std::move(*views[s]));
    views[s].reset();
  });
}

}  // namespace blocs::inference::ideal
