#include "baselines.hpp"

#include <algorithm>

#include "blocs/core/text.hpp"
#include "blocs/inference/ideal_data.hpp"

namespace blocs::inference::ideal {
namespace {

constexpr double kDraw = 3;   // ballots of all states that a state's own are drawn to
constexpr double kRidge = 1;  // of the factors
constexpr int kRounds = 12;   // of states and items in turn

/// (A + ridge I) x = b, 2 x 2.
std::array<double, 2> solve2(const std::array<double, 3>& a, const std::array<double, 2>& b) {
  const double p = a[0] + kRidge;
  const double q = a[2] + kRidge;
  const double det = p * q - a[1] * a[1];
  return {(q * b[0] - a[1] * b[1]) / det, (p * b[1] - a[1] * b[0]) / det};
}

Chances normalised(Chances p) {
  double sum = 0;
  for (double& x : p) sum += x = std::max(x, 1e-6);
  for (double& x : p) x /= sum;
  return p;
}

}  // namespace

std::vector<CastBallot> cast_ballots(const views::RollCallMatrix& matrix, const views::Mask& selected) {
  constexpr std::array kOrder{views::Ballot::yes, views::Ballot::abstain, views::Ballot::no};
  std::vector<CastBallot> ballots;
  for (std::uint32_t s = 0; s < matrix.states().size(); ++s) {
    for (std::uint8_t choice = 0; choice < 3; ++choice) {
      for (const auto i : (matrix.plane(s, kOrder[choice]) & selected).indices())
        ballots.push_back({static_cast<std::uint32_t>(i), s, choice});
    }
  }
  return ballots;
}

Titles::Titles(const views::RollCallMatrix& matrix) : family_of_(matrix.roll_calls().size()) {
  std::map<std::pair<std::string, views::Kind>, std::uint32_t> known;
  for (std::uint32_t i = 0; i < family_of_.size(); ++i) {
    const auto& call = matrix.roll_calls()[i];
    const auto title = folded(call.title);
    auto family = static_cast<std::uint32_t>(families_.size());
    if (!title.empty()) family = known.try_emplace({title, call.kind}, family).first->second;
    if (family == families_.size()) families_.emplace_back();
    families_[family].push_back(i);
    family_of_[i] = family;
  }
}

std::optional<std::uint32_t> Titles::before(std::uint32_t column, const views::Mask& among) const {
  const auto& family = families_[family_of_[column]];
  auto at = std::lower_bound(family.begin(), family.end(), column);
  while (at != family.begin()) {
    if (among.test(*--at)) return *at;
  }
  return std::nullopt;
}

Baselines::Baselines(const views::RollCallMatrix& matrix, const Titles& titles, const views::Mask& learned,
                     const std::vector<CastBallot>& ballots) {
  std::map<int, std::vector<CastBallot>> by_session;
  double all = 0;
  for (const auto& b : ballots) {
    const int session = session_of(matrix.roll_calls()[b.column]);
    ++counts_[{b.state, session}].of[b.cast];
    ++overall_[b.cast];
    ++all;
    int& last = last_[b.state];
    last = std::max(last, session);
    cast_[{b.column, b.state}] = b.cast;
    by_session[session].push_back(b);
  }
  for (double& x : overall_) x = all > 0 ? x / all : 1.0 / 3;
  count_repeats(titles, learned);
  for (const auto& [session, list] : by_session) factor(session, list);
}

/// How often a state votes on a title as it did when it was last put.
void Baselines::count_repeats(const Titles& titles, const views::Mask& learned) {
  double same = 1;  // as if one of two had agreed
  double pairs = 2;
  for (const auto& [key, cast] : cast_) {
    const auto earlier = titles.before(key.first, learned);
    if (!earlier) continue;
    const auto at = cast_.find({*earlier, key.second});
    if (at == cast_.end()) continue;
    same += at->second == cast ? 1 : 0;
    ++pairs;
  }
  agree_ = same / pairs;
}

Chances Baselines::own(std::uint32_t state, int session) const {
  const auto at = counts_.find({state, session});
  const Counts counts = at == counts_.end() ? Counts{} : at->second;
  Chances p{};
  for (std::size_t c = 0; c < 3; ++c) p[c] = (counts.of[c] + kDraw * overall_[c]) / (counts.all() + kDraw);
  return p;
}

Chances Baselines::as_before(std::uint32_t state, int session, std::optional<std::uint32_t> earlier) const {
  Chances p = own(state, session);
  if (!earlier) return p;
  const auto at = cast_.find({*earlier, state});
  if (at == cast_.end()) return p;
  const double others = 1 - p[at->second];
  for (std::size_t c = 0; c < 3; ++c)
    p[c] = c == at->second ? agree_ : (1 - agree_) * (others > 0 ? p[c] / others : 0.5);
  return p;
}

std::optional<int> Baselines::last_session(std::uint32_t state) const {
  const auto at = last_.find(state);
  return at == last_.end() ? std::nullopt : std::optional(at->second);
}

/// Least squares of 0 and 1 by choice, less item mean and state mean: states and items in turn.
void Baselines::factor(int session, const std::vector<CastBallot>& ballots) {
  std::map<std::uint32_t, Counts> by_item;
  for (const auto& b : ballots) ++by_item[b.column].of[b.cast];
  for (const auto& [column, counts] : by_item) {
    auto& item = items_[column];
    for (std::size_t c = 0; c < 3; ++c) item.mean[c] = (counts.of[c] + overall_[c]) / (counts.all() + 1);
    // A start that tells items apart: by how the column's number falls.
    for (std::size_t c = 0; c < 3; ++c) item.factors[c] = {c == 0 ? 0.5 : -0.5, column % 2 == 0 ? 0.3 : -0.3};
  }
  struct Row {
    ItemFit* item;
    std::uint32_t state;
    Chances left;
  };
  std::vector<Row> rows;
  for (const auto& b : ballots) {
    auto& item = items_[b.column];
    const auto mean = own(b.state, session);
    Row row{&item, b.state, {}};
    for (std::size_t c = 0; c < 3; ++c)
      row.left[c] = (c == b.cast ? 1.0 : 0.0) - item.mean[c] - (mean[c] - overall_[c]);
    rows.push_back(row);
  }
  struct Sums {
    std::array<double, 3> a{};
    std::array<double, 2> b{};
    void add(const Factors& x, double y) {
      a[0] += x[0] * x[0];
      a[1] += x[0] * x[1];
      a[2] += x[1] * x[1];
      b[0] += x[0] * y;
      b[1] += x[1] * y;
    }
  };
  for (int round = 0; round < kRounds; ++round) {
    std::map<std::uint32_t, Sums> states;
    for (const auto& row : rows) {
      for (std::size_t c = 0; c < 3; ++c) states[row.state].add(row.item->factors[c], row.left[c]);
    }
    for (const auto& [state, sums] : states) scores_[{state, session}] = solve2(sums.a, sums.b);
    std::map<std::pair<ItemFit*, std::size_t>, Sums> loadings;
    for (const auto& row : rows) {
      for (std::size_t c = 0; c < 3; ++c)
        loadings[{row.item, c}].add(scores_[{row.state, session}], row.left[c]);
    }
    for (const auto& [key, sums] : loadings) key.first->factors[key.second] = solve2(sums.a, sums.b);
  }
}

Chances Baselines::low_rank(std::uint32_t state, int session, std::optional<std::uint32_t> column) const {
  const auto mean = own(state, session);
  const auto item = column ? items_.find(*column) : items_.end();
  if (item == items_.end()) return mean;
  const auto score = scores_.find({state, session});
  Chances p{};
  for (std::size_t c = 0; c < 3; ++c) {
    p[c] = item->second.mean[c] + mean[c] - overall_[c];
    if (score == scores_.end()) continue;
    for (std::size_t r = 0; r < kRank; ++r) p[c] += score->second[r] * item->second.factors[c][r];
  }
  return normalised(p);
}

}  // namespace blocs::inference::ideal
