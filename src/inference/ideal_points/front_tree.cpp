#include "front_tree.hpp"

#include <algorithm>

#include "blocs/core/parallel.hpp"
#include "dense.hpp"
#include "rows.hpp"

namespace blocs::inference::ideal {
namespace {

/// Multiplications that eliminating `gone` of `size` unknowns takes.
double work(std::size_t gone, std::size_t size) {
  const auto g = static_cast<double>(gone);
  const auto rest = static_cast<double>(size - gone);
  return g * (g * g / 6 + g * rest / 2 + rest * rest / 2);
}

/// Makes the upper triangle of a front 0.
void clear(std::vector<double>& matrix, std::size_t size) {
  matrix.resize(std::max(matrix.size(), size * size));
  for (std::size_t i = 0; i < size; ++i)
    std::fill(matrix.begin() + static_cast<std::ptrdiff_t>(i * size + i),
              matrix.begin() + static_cast<std::ptrdiff_t>((i + 1) * size), 0.0);
}

/// Adds what is left of unknowns that stay to the front that comes next.
void add_carried(const std::vector<double>& carried, const std::vector<std::uint32_t>& staying,
                 const FrontTree::Cells& cells) {
  for (std::size_t i = 0; i < staying.size(); ++i) {
    for (std::size_t j = i; j < staying.size(); ++j)
      cells(staying[i], staying[j]) += carried[i * staying.size() + j];
  }
}

/// Copies the upper triangle of what is left behind the first `gone` of `size` unknowns.
void copy_rest(const std::vector<double>& matrix, std::size_t gone, std::size_t size,
               std::vector<double>& rest) {
  const std::size_t n = size - gone;
  rest.resize(std::max(rest.size(), n * n));
  for (std::size_t i = 0; i < n; ++i) {
    const double* row = matrix.data() + (gone + i) * size + gone;
    std::copy(row + i, row + n, rest.begin() + static_cast<std::ptrdiff_t>(i * n + i));
  }
}

}  // namespace

FrontTree::FrontTree(std::size_t unknowns, const std::vector<std::vector<std::uint32_t>>& touched)
    : unknowns_(unknowns), fronts_(touched.size()) {
  std::vector<Span> spans(unknowns);
  for (std::uint32_t e = 0; e < touched.size(); ++e) {
    for (const auto u : touched[e]) {
      spans[u].first = std::min(spans[u].first, e);
      spans[u].last = std::max(spans[u].last, e);
    }
  }
  const auto elements = static_cast<std::uint32_t>(touched.size());
  const auto split = middle(spans, elements);
  for (std::uint32_t e = 0; e < split; ++e) chains_[0].push_back(e);
  for (std::uint32_t e = elements; e-- > split;) chains_[1].push_back(e);
  for (std::uint32_t u = 0; u < unknowns; ++u) {
    if (spans[u].first < split && split <= spans[u].last) root_.unknowns.push_back(u);
  }
  root_.gone = root_.size();
  for (const auto& chain : chains_) {
    const bool backward = &chain == &chains_[1];
    plan_chain(chain, touched, [&](std::uint32_t u) { return backward ? spans[u].first : spans[u].last; });
  }
  std::size_t cells = 0;
  for (auto& front : fronts_) {
    front.rows = cells;
    cells += front.gone * front.size();
  }
  root_.rows = cells;
  rows_ = LargeArray(cells + root_.gone * root_.gone);
  for (auto& desk : desks_) desk.at.resize(unknowns);
}

/// The element at which the chain from the end stops, so that both chains have the same to do.
std::uint32_t FrontTree::middle(const std::vector<Span>& spans, std::size_t elements) const {
  std::vector<std::size_t> beginning(elements + 1, 0);
  std::vector<std::size_t> ending(elements + 1, 0);
  for (const auto& span : spans) {
    if (span.first > span.last) continue;  // nothing touches it
    ++beginning[span.first];
    ++ending[span.last];
  }
  std::vector<double> from_front{0};  // work of the chain through the elements before
  std::vector<double> at_end;         // by element: of the other chain
  std::size_t size = 0;
  for (std::size_t e = 0; e < elements; ++e) {
    size += beginning[e];
    from_front.push_back(from_front.back() + work(ending[e], size));
    at_end.push_back(work(beginning[e], size));
    size -= ending[e];
  }
  auto split = static_cast<std::uint32_t>(elements);
  double from_end = 0;
  while (split > 0 && from_end + at_end[split - 1] <= from_front[split - 1]) from_end += at_end[--split];
  return split;
}

/// `end` says which element of the chain is the last to touch an unknown.
void FrontTree::plan_chain(const Chain& chain, const std::vector<std::vector<std::uint32_t>>& touched,
                           const std::function<std::uint32_t(std::uint32_t)>& end) {
  std::vector<char> there(unknowns_, 0);
  std::vector<std::uint32_t> staying;
  for (const auto e : chain) {
    auto all = staying;
    for (const auto u : touched[e]) {
      if (there[u] == 0) all.push_back(u);
      there[u] = 1;
    }
    staying.clear();
    auto& front = fronts_[e];
    for (const auto u : all) (end(u) == e ? front.unknowns : staying).push_back(u);
    front.gone = front.size();
    front.unknowns.insert(front.unknowns.end(), staying.begin(), staying.end());
  }
}

bool FrontTree::eliminate_chain(const Chain& chain, std::size_t threads, const Assemble& assemble,
                                Desk& desk) {
  desk.staying.clear();
  for (const auto e : chain) {
    const auto& front = fronts_[e];
    const std::size_t size = front.size();
    for (std::size_t i = 0; i < size; ++i) desk.at[front.unknowns[i]] = static_cast<std::uint32_t>(i);
    clear(desk.matrix, size);
    const Cells cells(desk.matrix.data(), size, desk.at);
    add_carried(desk.carried, desk.staying, cells);
    assemble(e, cells);
    if (!eliminate(desk.matrix.data(), size, size, front.gone, threads)) return false;
    std::copy_n(desk.matrix.data(), front.gone * size, rows_.data() + front.rows);
    desk.staying.assign(front.unknowns.begin() + static_cast<std::ptrdiff_t>(front.gone),
                        front.unknowns.end());
    copy_rest(desk.matrix, front.gone, size, desk.carried);
  }
  return true;
}

bool FrontTree::eliminate_root(std::size_t threads) {
  const std::size_t size = root_.size();
  auto& [matrix, carried, staying, at] = desks_[0];
  for (std::size_t i = 0; i < size; ++i) at[root_.unknowns[i]] = static_cast<std::uint32_t>(i);
  clear(matrix, size);
  for (const auto& desk : desks_) add_carried(desk.carried, desk.staying, Cells(matrix.data(), size, at));
  if (!eliminate(matrix.data(), size, size, size, threads)) return false;
  std::copy_n(matrix.data(), size * size, rows_.data() + root_.rows);
  return true;
}

bool FrontTree::factor(std::size_t threads, const Assemble& assemble) {
  std::array<char, 2> good{};
  const std::size_t all = worker_count(~std::size_t{0}, threads);
  parallel_for(2, threads, [&](std::size_t c, std::size_t) {
    good[c] = eliminate_chain(chains_[c], std::max<std::size_t>(1, all / 2), assemble, desks_[c]) ? 1 : 0;
  });
  return good[0] != 0 && good[1] != 0 && eliminate_root(threads);
}

void FrontTree::down(const Front& front, std::vector<double>& x) const {
  std::vector<double> b(front.size());
  for (std::size_t i = 0; i < b.size(); ++i) b[i] = x[front.unknowns[i]];
  solve_down(rows(front), b.size(), b.size(), front.gone, b.data());
  for (std::size_t i = 0; i < b.size(); ++i) x[front.unknowns[i]] = b[i];
}

void FrontTree::up(const Front& front, std::vector<double>& x) const {
  std::vector<double> b(front.size());
  for (std::size_t i = 0; i < b.size(); ++i) b[i] = x[front.unknowns[i]];
  solve_up(rows(front), b.size(), b.size(), front.gone, b.data());
  for (std::size_t i = 0; i < front.gone; ++i) x[front.unknowns[i]] = b[i];
}

void FrontTree::solve(std::vector<double>& x, std::size_t threads) const {
  // What both chains take out of the root's unknowns is kept apart until both are done.
  auto second = x;
  for (const auto u : root_.unknowns) second[u] = 0;
  std::array<std::vector<double>*, 2> sides{&x, &second};
  parallel_for(2, threads, [&](std::size_t c, std::size_t) {
    for (const auto e : chains_[c]) down(fronts_[e], *sides[c]);
  });
  for (const auto e : chains_[1]) {
    const auto& front = fronts_[e];
    for (std::size_t i = 0; i < front.gone; ++i) x[front.unknowns[i]] = second[front.unknowns[i]];
  }
  for (const auto u : root_.unknowns) x[u] += second[u];
  down(root_, x);
  up(root_, x);
  parallel_for(2, threads, [&](std::size_t c, std::size_t) {
    for (std::size_t i = chains_[c].size(); i-- > 0;) up(fronts_[chains_[c][i]], x);
  });
}

}  // namespace blocs::inference::ideal
