#include "blocs/inference/meeting_nulls.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "blocs/core/random.hpp"

namespace blocs::inference {
namespace {

constexpr std::size_t kChains = 8;

/// One table on its way through its chain.
class Chain {
 public:
  Chain(const AttendanceTable& table, const std::vector<bool>& group, const NullSettings& settings,
        std::size_t index)
      : table_(table),
        group_(group),
        settings_(settings),
        random_(settings.seed, index),
        seats_(table.seats),
        there_(table.days.size() * table.states, false),
        size_(table.days.size(), 0),
        inside_(table.days.size(), 0) {
    for (const auto& seat : seats_) {
      there_[at(seat.meeting, seat.state)] = true;
      ++size_[seat.meeting];
      inside_[seat.meeting] += group_[seat.state] ? 1U : 0U;
    }
    for (std::size_t m = 0; m < size_.size(); ++m) value_ += counts(m) ? 1 : 0;
  }

  std::size_t value() const { return value_; }
  std::size_t moved() const { return moved_; }
  std::size_t proposed() const { return proposed_; }

  void run(std::size_t steps) {
    proposed_ += steps;
    for (std::size_t s = 0; s < steps; ++s) step();
  }

 private:
  std::size_t at(std::size_t meeting, std::size_t state) const { return meeting * table_.states + state; }
  bool counts(std::size_t meeting) const {
    return size_[meeting] == settings_.size && static_cast<std::size_t>(inside_[meeting]) == settings_.size;
  }

  bool may_swap(const AttendanceTable::Seat& a, const AttendanceTable::Seat& b) const {
    if (a.meeting == b.meeting || a.state == b.state) return false;
    if (settings_.model == Null::by_rank && a.rank != b.rank) return false;
    if (settings_.model == Null::in_time &&
        std::abs(table_.days[a.meeting] - table_.days[b.meeting]) > settings_.window)
      return false;
    return !there_[at(a.meeting, b.state)] && !there_[at(b.meeting, a.state)];
  }

  void step() {
    auto& a = seats_[random_.below(seats_.size())];
    auto& b = seats_[random_.below(seats_.size())];
    if (!may_swap(a, b)) return;
    ++moved_;
    there_[at(a.meeting, a.state)] = there_[at(b.meeting, b.state)] = false;
    there_[at(a.meeting, b.state)] = there_[at(b.meeting, a.state)] = true;
    if (group_[a.state] != group_[b.state]) {
      value_ -= (counts(a.meeting) ? 1U : 0U) + (counts(b.meeting) ? 1U : 0U);
      const bool gains = group_[b.state];  // a's meeting gets a member of the group, or loses one
      ++inside_[(gains ? a : b).meeting];
      --inside_[(gains ? b : a).meeting];
      value_ += (counts(a.meeting) ? 1U : 0U) + (counts(b.meeting) ? 1U : 0U);
    }
    std::swap(a.state, b.state);
  }

  const AttendanceTable& table_;
  const std::vector<bool>& group_;
  const NullSettings& settings_;
  RandomStream random_;
  std::vector<AttendanceTable::Seat> seats_;
  std::vector<bool> there_;
  std::vector<std::size_t> size_;
  std::vector<std::size_t> inside_;
  std::size_t value_ = 0;
  std::size_t moved_ = 0;
  std::size_t proposed_ = 0;
};

using Draws = std::vector<std::vector<std::uint16_t>>;

double mean_of(const std::uint16_t* draws, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += draws[i];
  return sum / static_cast<double>(n);
}

double variance_of(const std::uint16_t* draws, std::size_t n) {
  const double mean = mean_of(draws, n);
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += (draws[i] - mean) * (draws[i] - mean);
  return sum / static_cast<double>(n - 1);
}

/// Halves of all chains: their variances within and between.
struct Variances {
  double within = 0;
  double total = 0;  ///< the pooled estimate, (n - 1) / n W + B / n
  std::size_t length = 0;
};

Variances variances(const Draws& chains) {
  Variances v;
  v.length = chains.front().size() / 2;
  std::vector<double> means;
  for (const auto& chain : chains) {
    for (const std::size_t from : {std::size_t{0}, v.length}) {
      means.push_back(mean_of(chain.data() + from, v.length));
      v.within += variance_of(chain.data() + from, v.length);
    }
  }
  const auto k = static_cast<double>(means.size());
  v.within /= k;
  double grand = 0;
  for (const auto m : means) grand += m / k;
  double between = 0;
  for (const auto m : means) between += (m - grand) * (m - grand) / (k - 1);
  const auto n = static_cast<double>(v.length);
  v.total = (n - 1) / n * v.within + between;
  return v;
}

/// Autocovariance at a lag, averaged over chains.
double covariance_at(const Draws& chains, std::size_t lag) {
  double total = 0;
  for (const auto& chain : chains) {
    const double mean = mean_of(chain.data(), chain.size());
    double sum = 0;
    for (std::size_t i = 0; i + lag < chain.size(); ++i) sum += (chain[i] - mean) * (chain[i + lag] - mean);
    total += sum / static_cast<double>(chain.size());
  }
  return total / static_cast<double>(chains.size());
}

/// Draws over the integrated autocorrelation time, by Geyer's initial positive pairs.
double effective_size(const Draws& chains, double variance) {
  const double all = static_cast<double>(chains.size() * chains.front().size());
  if (variance <= 0) return 0;
  double time = 1;
  constexpr std::size_t kMostLags = 400;
  for (std::size_t lag = 1; lag + 1 < std::min(kMostLags, chains.front().size()); lag += 2) {
    const double pair = (covariance_at(chains, lag) + covariance_at(chains, lag + 1)) / variance;
    if (pair <= 0) break;
    time += 2 * pair;
  }
  return std::min(all, all / time);
}

/// p of every value that could have been observed, on its more telling side.
double p_at(const std::vector<std::size_t>& counts, std::size_t draws, std::size_t value, bool upper) {
  std::size_t extreme = 1;
  for (std::size_t v = 0; v < counts.size(); ++v) {
    if (upper ? v >= value : v <= value) extreme += counts[v];
  }
  return std::min(1.0, static_cast<double>(extreme) / static_cast<double>(draws + 1));
}

/// Numbers that the null's margins let come out, as far as draws tell.
bool attainable(const NullResult& result, std::size_t value) {
  return result.counts[value] > 0 || value == result.observed;
}

/// The smallest p of any number that can come out: beyond the null's reach there is nothing to observe.
double least_p_of(const NullResult& result) {
  double least = 1;
  for (std::size_t v = 0; v < result.counts.size(); ++v) {
    if (!attainable(result, v)) continue;
    least = std::min(
        {least, p_at(result.counts, result.draws, v, false), p_at(result.counts, result.draws, v, true)});
  }
  return least;
}

/// Chance that the test rejects were each meeting of members only twice as likely: the null's own draws, each
/// weighed by 2 for every such meeting in it.
double power_of(const NullResult& result) {
  double rejected = 0;
  double all = 0;
  const int top = static_cast<int>(result.of_size);
  for (std::size_t v = 0; v < result.counts.size(); ++v) {
    const double weight = std::ldexp(static_cast<double>(result.counts[v]), static_cast<int>(v) - top);
    const double p =
        std::min(p_at(result.counts, result.draws, v, true), p_at(result.counts, result.draws, v, false));
    all += weight;
    if (2 * p < 0.05) rejected += weight;
  }
  return all > 0 ? rejected / all : 0;
}

void check(const AttendanceTable& table, const NullSettings& settings) {
  if (settings.size < 2) throw Error::usage("a meeting has two states or more");
  if (settings.draws < 4 * kChains) throw Error::usage("a null model needs at least 32 draws");
  if (table.seats.size() < 2) throw Error(ErrorKind::undefined, "there is no attendance to shuffle");
  if (table.days.size() > 65'000) throw Error::usage("a null model has room for 65,000 meetings");
}

}  // namespace

std::string_view word(Null model) {
  switch (model) {
    case Null::configuration:
      return "configuration";
    case Null::in_time:
      return "time";
    case Null::by_rank:
      return "rank";
  }
  return "";
}

NullResult null_of_meetings(const AttendanceTable& table, const std::vector<bool>& group,
                            const NullSettings& settings) {
  check(table, settings);
  const std::size_t each = settings.draws / kChains;
  Draws draws(kChains);
  std::vector<std::size_t> moved(kChains), proposed(kChains);
  parallel_for(kChains, settings.threads, [&](std::size_t c, std::size_t) {
    Chain chain(table, group, settings, c);
    constexpr std::size_t kBurnIn = 50;
    chain.run(kBurnIn * table.seats.size());
    draws[c].reserve(each);
    for (std::size_t d = 0; d < each; ++d) {
      chain.run(table.seats.size());
      draws[c].push_back(static_cast<std::uint16_t>(chain.value()));
    }
    moved[c] = chain.moved();
    proposed[c] = chain.proposed();
  });
  NullResult result;
  std::vector<std::size_t> size(table.days.size(), 0);
  for (const auto& seat : table.seats) ++size[seat.meeting];
  result.of_size = static_cast<std::size_t>(std::count(size.begin(), size.end(), settings.size));
  result.observed = Chain(table, group, settings, 0).value();
  result.counts.assign(result.of_size + 1, 0);
  result.draws = each * kChains;
  std::size_t all_moved = 0;
  std::size_t all_proposed = 0;
  for (std::size_t c = 0; c < kChains; ++c) {
    for (const auto value : draws[c]) {
      ++result.counts[value];
      result.mean += value;
    }
    all_moved += moved[c];
    all_proposed += proposed[c];
  }
  result.mean /= static_cast<double>(result.draws);
  result.accepted = static_cast<double>(all_moved) / static_cast<double>(all_proposed);
  result.p_lower = p_at(result.counts, result.draws, result.observed, false);
  result.p_upper = p_at(result.counts, result.draws, result.observed, true);
  result.least_p = least_p_of(result);
  result.power = power_of(result);
  const Variances v = variances(draws);
  if (v.within > 0) result.r_hat = std::sqrt(v.total / v.within);
  result.effective = effective_size(draws, covariance_at(draws, 0));
  return result;
}

}  // namespace blocs::inference
