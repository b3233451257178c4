#include "blocs/measures/tie_layer.hpp"

#include <algorithm>
#include <cmath>

#include "blocs/measures/commitments.hpp"

namespace blocs::measures {
namespace {
using views::Ballot;

TieEvent::Part part(std::size_t a, std::size_t b, double weight) {
  return {static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), weight};
}

std::vector<std::size_t> members_at(const std::vector<std::string>& states,
                                    const std::vector<std::string>& among) {
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (std::find(among.begin(), among.end(), states[i]) != among.end()) at.push_back(i);
  }
  return at;
}

/// An event that ties all of `at`, in order, to each other.
void add_clique(TieLayer& layer, const std::string& id, const std::vector<std::size_t>& at,
                std::size_t of_first) {
  TieEvent event{id, {}};
  for (std::size_t i = 0; i < at.size() && at[i] < of_first; ++i) {
    for (std::size_t j = i + 1; j < at.size(); ++j) event.parts.push_back(part(at[i], at[j], 1));
  }
  if (!event.parts.empty()) layer.events.push_back(std::move(event));
}

/// A ballot on the scale yes 0, abstain 1, no 2; nothing if it does not count.
std::optional<int> place(Ballot ballot, const VoteRule& rule) {
  if (ballot == Ballot::yes) return 0;
  if (ballot == Ballot::no) return 2;
  const bool abstains =
      ballot == Ballot::abstain || (ballot == Ballot::absent && rule.absence == Absence::as_abstention);
  if (abstains && rule.abstention != Abstention::yes_no) return 1;
  return std::nullopt;
}

double alike(int a, int b, Abstention abstention) {
  if (a == b) return 1;
  return abstention == Abstention::half && (a == 1 || b == 1) ? 0.5 : 0;
}

}  // namespace

TieLayer vote_layer(const views::RollCallMatrix& matrix, const VoteRule& rule,
                    const std::vector<std::string>& states, std::size_t of_first) {
  TieLayer layer{"votes", true, states, {}};
  std::vector<std::optional<std::size_t>> rows;
  for (const auto& state : states) rows.push_back(matrix.state_index(state));
  for (const auto r : select(matrix, rule).indices()) {
    TieEvent event{matrix.roll_calls()[r].id, {}};
    std::vector<std::optional<int>> at;
    for (const auto& row : rows) at.push_back(row ? place(matrix.ballot(*row, r), rule) : std::nullopt);
    for (std::size_t i = 0; i < std::min(of_first, states.size()); ++i) {
      for (std::size_t j = i + 1; j < states.size() && at[i]; ++j) {
        if (at[j]) event.parts.push_back(part(i, j, alike(*at[i], *at[j], rule.abstention)));
      }
    }
    if (!event.parts.empty()) layer.events.push_back(std::move(event));
  }
  return layer;
}

TieLayer meeting_layer(const views::Meetings& meetings, const MeetingRule& rule,
                       const std::vector<std::string>& states, std::size_t of_first) {
  TieLayer layer{"meetings", false, states, {}};
  std::vector<std::vector<std::pair<std::size_t, std::size_t>>> pairs(meetings.rows.size());
  for (std::size_t i = 0; i < std::min(of_first, states.size()); ++i) {
    for (std::size_t j = i + 1; j < states.size(); ++j) {
      for (const auto row : count_meetings(meetings, rule, {states[i], states[j]}).rows)
        pairs[row].emplace_back(i, j);
    }
  }
  for (std::size_t row = 0; row < pairs.size(); ++row) {
    if (pairs[row].empty()) continue;
    TieEvent event{meetings.rows[row].id, {}};
    for (const auto& [i, j] : pairs[row]) event.parts.push_back(part(i, j, 1));
    layer.events.push_back(std::move(event));
  }
  return layer;
}

TieLayer treaty_layer(const views::Commitments& commitments, const views::Memberships& memberships,
                      const std::vector<std::string>& states, Date day, std::size_t of_first) {
  TieLayer layer{"treaties", false, states, {}};
  for (const auto& treaty : commitments.treaties) {
    if (treaty.holds_on(day))
      add_clique(layer, treaty.id, members_at(states, parties_on(treaty, memberships, day)), of_first);
  }
  return layer;
}

TieLayer membership_layer(const views::Memberships& memberships, const std::vector<std::string>& states,
                          Date day, std::size_t of_first) {
  TieLayer layer{"memberships", false, states, {}};
  for (const auto& group : memberships.groups) {
    if (group.kind != "analytic")
      add_clique(layer, group.name, members_at(states, memberships.members(group.name, day)), of_first);
  }
  return layer;
}

std::vector<std::optional<double>> tie_matrix(const TieLayer& layer, const std::vector<std::size_t>& times) {
  const std::size_t n = layer.states.size();
  std::vector<double> sum(n * n);
  std::vector<double> count(n * n);
  for (std::size_t e = 0; e < layer.events.size(); ++e) {
    const double often = times.empty() ? 1 : static_cast<double>(times[e]);
    if (often == 0) continue;  // more than a third of a sample drawn with replacement
    for (const auto& part : layer.events[e].parts) {
      sum[part.a * n + part.b] += often * part.weight;
      count[part.a * n + part.b] += often;
    }
  }
  std::vector<std::optional<double>> ties(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      const std::size_t at = i * n + j;
      if (!layer.mean)
        ties[at] = sum[at];
      else if (count[at] > 0)
        ties[at] = sum[at] / count[at];
      ties[j * n + i] = ties[at];
    }
  }
  return ties;
}

std::vector<Centrality> tie_weights(const TieLayer& layer, const std::vector<std::optional<double>>& ties) {
  const std::size_t n = layer.states.size();
  double all = 0;
  std::vector<double> own(n);
  bool whole = true;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      const auto& tie = ties[i * n + j];
      whole = whole && tie.has_value();
      all += tie.value_or(0);
      own[i] += tie.value_or(0);
      own[j] += tie.value_or(0);
    }
  }
  const double pairs = static_cast<double>(n * (n - 1)) / 2;
  const double others = static_cast<double>((n - 1) * (n - 2)) / 2;
  std::vector<Centrality> found(n);
  for (std::size_t i = 0; i < n; ++i) {
    auto& c = found[i];
    if (!layer.mean && all > 0) c.share = own[i] / all;
    if (whole && n > 2) c.lost = all / pairs - (all - own[i]) / others;
  }
  return found;
}

std::vector<Centrality> centrality(const TieLayer& layer, const std::vector<std::optional<double>>& ties) {
  const std::size_t n = layer.states.size();
  auto found = tie_weights(layer, ties);
  for (std::size_t i = 0; i < n; ++i) {
    auto& c = found[i];
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t k = j + 1; k < n; ++k) {
        if (i == j || i == k || !ties[i * n + j] || !ties[i * n + k] || !ties[j * n + k]) continue;
        ++c.pairs;
        if (std::min(*ties[i * n + j], *ties[i * n + k]) > *ties[j * n + k]) ++c.between;
      }
    }
  }
  return found;
}

std::vector<double> mean_ranks(const std::vector<double>& scores) {
  std::vector<double> rank(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    double above = 0;
    double equal = 0;
    for (const double other : scores) {
      above += other > scores[i] ? 1 : 0;
      equal += other == scores[i] ? 1 : 0;
    }
    rank[i] = above + (equal + 1) / 2;
  }
  return rank;
}

namespace {

/// The sum of t^3 - t over groups of t equal ranks.
double tied_in(const std::vector<double>& rank) {
  double sum = 0;
  for (const double r : rank) {
    const auto equal = static_cast<double>(std::count(rank.begin(), rank.end(), r));
    sum += equal * equal - 1;  // over the t equal ones: t^3 - t
  }
  return sum;
}

}  // namespace

std::optional<double> kendall_w(const std::vector<std::vector<double>>& scores) {
  if (scores.size() < 2 || scores.front().size() < 2) return std::nullopt;
  const auto m = static_cast<double>(scores.size());
  const auto n = static_cast<double>(scores.front().size());
  std::vector<double> sum(scores.front().size());
  double tied = 0;
  for (const auto& list : scores) {
    const auto rank = mean_ranks(list);
    tied += tied_in(rank);
    for (std::size_t i = 0; i < rank.size(); ++i) sum[i] += rank[i];
  }
  double spread = 0;
  for (const double s : sum) spread += (s - m * (n + 1) / 2) * (s - m * (n + 1) / 2);
  const double most = m * m * (n * n * n - n) - m * tied;
  if (!(most > 0)) return std::nullopt;
  return 12 * spread / most;
}

std::optional<double> kendall_tau(const std::vector<double>& a, const std::vector<double>& b) {
  double score = 0;
  double by_a = 0;
  double by_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = i + 1; j < a.size(); ++j) {
      const int in_a = (a[i] > a[j]) - (a[i] < a[j]);
      const int in_b = (b[i] > b[j]) - (b[i] < b[j]);
      score += in_a * in_b;
      by_a += in_a * in_a;
      by_b += in_b * in_b;
    }
  }
  if (by_a == 0 || by_b == 0) return std::nullopt;
  return score / std::sqrt(by_a * by_b);
}

}  // namespace blocs::measures
