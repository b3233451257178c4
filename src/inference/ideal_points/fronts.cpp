#include "fronts.hpp"

#include "blocs/core/parallel.hpp"

namespace blocs::inference::ideal {
namespace {

/// By session: its places and bridging items, and the places before, to which the walk ties it.
std::vector<std::vector<std::uint32_t>> touched_by(const IdealData& data, const Condensed& condensed) {
  std::vector<std::vector<std::uint32_t>> touched;
  for (std::size_t s = 0; s < data.sessions.size(); ++s) {
    auto& all = touched.emplace_back(condensed.unknowns(s));
    const auto& session = data.sessions[s];
    for (std::size_t k = session.first_place; k < session.first_place + session.places; ++k) {
      if (data.places[k].before >= 0) all.push_back(static_cast<std::uint32_t>(data.places[k].before));
    }
  }
  return touched;
}

}  // namespace

Fronts::Fronts(const IdealData& data, Condensed& condensed)
    : data_(data), condensed_(condensed), tree_(condensed.unknowns(), touched_by(data, condensed)) {
}

bool Fronts::factor(const Parameters& at, const Pulls& pulls, bool full, std::size_t threads) {
  return condensed_.condense(at, full, threads) &&
         tree_.factor(threads,
                      [&](std::size_t s, const FrontTree::Cells& cells) { assemble(pulls, s, cells); });
}

void Fronts::assemble(const Pulls& pulls, std::size_t s, const FrontTree::Cells& cells) const {
  const auto& unknowns = condensed_.unknowns(s);
  const double* matrix = condensed_.matrix(s);
  for (std::size_t i = 0; i < unknowns.size(); ++i) {
    for (std::size_t j = i; j < unknowns.size(); ++j)
      cells(unknowns[i], unknowns[j]) += matrix[i * unknowns.size() + j];
  }
  const auto& session = data_.sessions[s];
  for (std::uint32_t k = session.first_place; k < session.first_place + session.places; ++k) {
    const auto& place = data_.places[k];
    const double pull = place.before < 0 ? 1 / pulls.first_variance : 1 / place.step;
    cells(k, k) += pulls.hold + pull;
    if (place.before < 0) continue;
    const auto before = static_cast<std::uint32_t>(place.before);
    cells(before, before) += pull;
    cells(before, k) -= pull;
  }
}

void Fronts::solve(std::vector<double>& theta, ByItem& items, std::size_t threads) const {
  std::vector<double> x(condensed_.unknowns(), 0);
  std::copy(theta.begin(), theta.end(), x.begin());
  condensed_.to_names(items, x);
  const auto each_session = [&](const auto& act) {
    parallel_for(data_.sessions.size(), threads, [&](std::size_t s, std::size_t) { act(s); });
  };
  each_session([&](std::size_t s) { condensed_.down(s, items, x.data() + data_.sessions[s].first_place); });
  tree_.solve(x, threads);
  each_session([&](std::size_t s) { condensed_.up(s, items, x.data() + data_.sessions[s].first_place); });
  std::copy_n(x.begin(), theta.size(), theta.begin());
  condensed_.from_names(x, items);
}

}  // namespace blocs::inference::ideal
