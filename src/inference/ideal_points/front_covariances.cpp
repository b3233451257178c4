#include <algorithm>

#include "blocs/core/parallel.hpp"
#include "dense.hpp"
#include "front_tree.hpp"

namespace blocs::inference::ideal {
namespace {

constexpr std::size_t kBlock = 48;  // pivots at a time

/// Memory in which fronts are worked on, one after the other.
struct Sheet {
  std::vector<double> all;      ///< covariances of the front in hand, size x size
  std::vector<double> staying;  ///< of the unknowns that stay after it
  std::vector<double> solved, turned;
  std::vector<std::uint32_t> at;
};

/// Covariances of the pivots `from` to `to`, those behind them being known: with Y = U(b, b)^-1 U(b, after),
/// S(b, after) = -Y S(after, after) and S(b, b) = U(b, b)^-1 U(b, b)^-T - S(b, after) Y'.
void spread_block(const double* rows, std::size_t size, std::size_t from, std::size_t to, Sheet& sheet) {
  const std::size_t b = to - from;
  const std::size_t after = size - to;
  const std::size_t wide = b + after;
  auto& [all, staying, solved, turned, at] = sheet;
  solved.assign(b * wide, 0);  // U(b, b)^-1 and Y side by side
  for (std::size_t i = 0; i < b; ++i) {
    solved[i * wide + i] = 1;
    std::copy_n(rows + (from + i) * size + to, after, solved.data() + i * wide + b);
  }
  solve_upper(rows + from * size + from, size, b, solved.data(), wide, wide);
  turned.resize(std::max(turned.size(), wide * b));  // the transpose: Y' from row b on
  for (std::size_t i = 0; i < b; ++i) {
    for (std::size_t j = 0; j < wide; ++j) turned[j * b + i] = solved[i * wide + j];
  }
  const double* y = turned.data() + b * b;
  double* own = all.data() + from * size + from;
  for (std::size_t i = 0; i < b; ++i) std::fill_n(own + i * size, wide, 0.0);
  subtract_product(own + b, size, b, after, y, b, all.data() + to * size + to, size, after, false, 1);
  for (std::size_t i = 0; i < b; ++i) {
    for (std::size_t j = 0; j < after; ++j) all[(to + j) * size + from + i] = own[i * size + b + j];
  }
  subtract_product(own, size, b, b, all.data() + to * size + from, size, y, b, after, true, 1);
  for (std::size_t i = 0; i < b; ++i) {
    for (std::size_t j = i; j < b; ++j) {
      double sum = own[i * size + j];
      for (std::size_t l = j; l < b; ++l) sum += solved[i * wide + l] * solved[j * wide + l];
      own[i * size + j] = own[j * size + i] = sum;
    }
  }
}

/// All covariances of a front, from those of the unknowns that stay.
void spread(const double* rows, std::size_t gone, std::size_t size, Sheet& sheet) {
  sheet.all.resize(std::max(sheet.all.size(), size * size));
  const std::size_t rest = size - gone;
  for (std::size_t i = 0; i < rest; ++i)
    std::copy_n(sheet.staying.data() + i * rest, rest, sheet.all.data() + (gone + i) * size + gone);
  for (std::size_t to = gone; to > 0;) {
    const std::size_t from = to > kBlock ? to - kBlock : 0;
    spread_block(rows, size, from, to, sheet);
    to = from;
  }
}

/// Takes the covariances of some unknowns out of those of a front that has them all.
void take_out(const FrontTree::Covariances& all, const std::uint32_t* unknowns, std::size_t n,
              std::vector<double>& out) {
  out.resize(std::max(out.size(), n * n));
  for (std::size_t i = 0; i < n; ++i) {
    const double* row = all.row(unknowns[i]);
    for (std::size_t j = 0; j < n; ++j) out[i * n + j] = row[all.at(unknowns[j])];
  }
}

}  // namespace

void FrontTree::covariances(std::size_t threads,
                            const std::function<void(std::size_t element, const Covariances&)>& visit) const {
  Sheet middle;
  spread(rows(root_), root_.gone, root_.size(), middle);
  middle.at.resize(unknowns_);
  for (std::size_t i = 0; i < root_.size(); ++i) middle.at[root_.unknowns[i]] = static_cast<std::uint32_t>(i);
  const Covariances of_root(middle.all.data(), root_.size(), middle.at);
  parallel_for(2, threads, [&](std::size_t c, std::size_t) {
    Sheet sheet;
    sheet.at.resize(unknowns_);
    const auto& chain = chains_[c];
    for (std::size_t i = chain.size(); i-- > 0;) {
      const auto& front = fronts_[chain[i]];
      const std::size_t size = front.size();
      const bool nearest = i + 1 == chain.size();
      const std::size_t above = nearest ? root_.size() : fronts_[chain[i + 1]].size();
      take_out(nearest ? of_root : Covariances(sheet.all.data(), above, sheet.at),
               front.unknowns.data() + front.gone, size - front.gone, sheet.staying);
      spread(rows(front), front.gone, size, sheet);
      for (std::size_t u = 0; u < size; ++u) sheet.at[front.unknowns[u]] = static_cast<std::uint32_t>(u);
      visit(chain[i], Covariances(sheet.all.data(), size, sheet.at));
    }
  });
}

}  // namespace blocs::inference::ideal
