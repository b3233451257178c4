#include "wide_chain.hpp"

#include <algorithm>
#include <cmath>

#include "wide_start.hpp"

namespace blocs::inference::ideal {
namespace {

constexpr double kFarthest = 5;       // places are cut off there on each axis, as published
constexpr double kLevelVariance = 4;  // prior of a call's level
// Inverse gamma priors of the variances of lean and habit: shape and scale.
constexpr double kShape = 2;
constexpr double kErraticScale = 0.1;
constexpr double kHabitScale = 0.5;

/// Gamma with this shape (at least 1) and scale 1 (Marsaglia and Tsang 2000, doi 10.1145/358407.358414).
double gamma_number(RandomStream& random, double shape) {
  const double d = shape - 1.0 / 3;
  for (;;) {
    const double x = normal(random);
    const double root = 1 + x / std::sqrt(9 * d);
    if (root <= 0) continue;
    const double v = root * root * root;
    if (std::log(1 - random.uniform()) < x * x / 2 + d * (1 - v + std::log(v))) return d * v;
  }
}

template <std::size_t N>
std::vector<double> flat(const std::vector<std::array<double, N>>& rows) {
  std::vector<double> list;
  list.reserve(rows.size() * N);
  for (const auto& row : rows) list.insert(list.end(), row.begin(), row.end());
  return list;
}

template <std::size_t N>
void unflatten(const std::vector<double>& list, std::vector<std::array<double, N>>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    std::copy_n(list.begin() + static_cast<std::ptrdiff_t>(i * N), N, rows[i].begin());
}

/// The symmetric root of a covariance matrix, and its inverse.
template <std::size_t D>
auto roots_of(const Square<D>& m) {
  if constexpr (D == 1) {
    const double root = m[0] > 0 ? std::sqrt(m[0]) : 1;
    return std::pair{Square<1>{root}, Square<1>{1 / root}};
  } else {
    const double s = std::sqrt(std::max(1e-12, m[0] * m[3] - m[1] * m[2]));  // determinant of the root
    const double t = std::sqrt(m[0] + m[3] + 2 * s);
    const Square<2> root{(m[0] + s) / t, m[1] / t, m[2] / t, (m[3] + s) / t};
    return std::pair{root, Square<2>{root[3] / s, -root[1] / s, -root[2] / s, root[0] / s}};
  }
}

template <std::size_t D>
Vector<D> shifted(const Vector<D>& x, const Vector<D>& by) {
  Vector<D> y = x;
  for (std::size_t a = 0; a < D; ++a) y[a] -= by[a];
  return y;
}

}  // namespace

template <std::size_t D>
WideChain<D>::WideChain(const IdealData& data, const IdealFit& fit, const WideModel& model,
                        const GibbsOptions& options, std::size_t chain)
    : data_(data),
      model_(model),
      walk_(fit.walk),
      first_variance_(options.first_sd * options.first_sd),
      seed_(options.seed * 1'000'003 + chain),
      burn_in_(options.burn_in),
      parts_of_(data.items.size()),
      calls_of_(data.items.size()),
      session_of_part_(data.parts.size()) {
  for (std::uint32_t s = 0; s < data.sessions.size(); ++s) {
    const auto& session = data.sessions[s];
    for (std::uint32_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      parts_of_[data.parts[p].item].push_back(p);
      session_of_part_[p] = s;
    }
  }
  begin(fit);
}

/// About the line of the fit, scattered by twice its standard errors; calls at their share of members.
template <std::size_t D>
void WideChain<D>::begin(const IdealFit& fit) {
  const std::size_t places = data_.places.size();
  at_.theta.resize(places);
  at_.beta.resize(data_.items.size());
  at_.cut1 = fit.mode.cut1;
  at_.cut2 = fit.mode.cut2;
  RandomStream random(seed_, 0);
  for (std::size_t k = 0; k < places; ++k)
    at_.theta[k][0] = fit.mode.theta[k] + 2 * (fit.sd.empty() ? 0.1 : fit.sd[k]) * normal(random);
  for (std::size_t j = 0; j < at_.beta.size(); ++j) at_.beta[j][0] = fit.mode.beta[j];
  if constexpr (D == 2) {
    const auto second = second_axis(data_, fit.mode);
    for (std::size_t k = 0; k < places; ++k) at_.theta[k][1] = second.theta[k] + 0.5 * normal(random);
    for (std::size_t j = 0; j < at_.beta.size(); ++j) at_.beta[j][1] = second.beta[j];
  }
  if (model_.attendance != nullptr) {
    const auto& attendance = *model_.attendance;
    at_.habit.assign(places, 0);
    at_.lean.assign(attendance.calls.size(), {});
    wanted_.resize(attendance.members.size());
    for (std::uint32_t r = 0; r < attendance.calls.size(); ++r) {
      const auto& call = attendance.calls[r];
      calls_of_[call.item].push_back(r);
      const double share = (call.came_end - call.begin + 0.5) / (call.end - call.begin + 1.0);
      at_.level.push_back(std::log(share / (1 - share)) / 1.702);
    }
  }
  at_.centre = at_.theta;
  standardise(true);
  at_.bends.resize(data_.items.size());
  for (std::size_t j = 0; j < data_.items.size(); ++j) at_.bends[j] = bend_of(j);
}

template <std::size_t D>
void WideChain<D>::step() {
  ++iteration_;
  RandomStream random(seed_, 2 * iteration_ - 1);
  auto pulls = latent_answers(random);
  if (model_.attendance != nullptr) attend(pulls, random);
  if (walk_ == Walk::forward)
    move_forward(pulls, random);
  else
    move_paths(pulls, random);
  if (model_.attendance != nullptr) move_habits(pulls, random);
  standardise(false);
  RandomStream more(seed_, 2 * iteration_);
  if (model_.attendance != nullptr) move_calls(more);
  move_items(more);
  if (model_.attendance != nullptr) move_scales(more);
  fit_steps();
}

template <std::size_t D>
typename WideChain<D>::Pulls WideChain<D>::latent_answers(RandomStream& random) {
  Pulls pulls;
  pulls.precision.resize(data_.places.size());
  pulls.pull.resize(data_.places.size());
  for (const auto& session : data_.sessions) {
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto& part = data_.parts[p];
      const auto& beta = at_.beta[part.item];
      const double cut1 = at_.cut1[part.item];
      const double cut2 = data_.items[part.item].cuts == 2 ? at_.cut2[part.item] : cut1;
      for (std::uint32_t b = part.begin; b < part.end; ++b) {
        const std::size_t k = session.first_place + data_.ballots[b];
        const double u = dot<D>(beta, at_.theta[k]);
        const double z = b < part.low_end      ? u + normal_below(random, cut1 - u)
                         : b < part.middle_end ? u + normal_between(random, cut1 - u, cut2 - u)
                                               : u - normal_below(random, u - cut2);
        add_square<D>(pulls.precision[k], beta, 1);
        for (std::size_t a = 0; a < D; ++a) pulls.pull[k][a] += beta[a] * z;
      }
    }
  }
  return pulls;
}

/// How much each member wanted to come, above 0 where it did; what that says of places and habits.
template <std::size_t D>
void WideChain<D>::attend(Pulls& pulls, RandomStream& random) {
  const auto& attendance = *model_.attendance;
  pulls.came.assign(data_.places.size(), 0);
  pulls.leans.assign(data_.places.size(), {});
  pulls.calls.assign(data_.places.size(), 0);
  for (std::size_t r = 0; r < attendance.calls.size(); ++r) {
    const auto& call = attendance.calls[r];
    const auto& lean = at_.lean[r];
    const double level = at_.level[r];
    const std::size_t first = data_.sessions[call.session].first_place;
    for (std::uint32_t m = call.begin; m < call.end; ++m) {
      const std::size_t k = first + attendance.members[m];
      const double mean = level + at_.habit[k] + dot<D>(lean, at_.theta[k]);
      const double w =
          m < call.came_end ? mean - normal_below(random, mean) : mean + normal_below(random, -mean);
      wanted_[m] = w;
      add_square<D>(pulls.precision[k], lean, 1);
      for (std::size_t a = 0; a < D; ++a) pulls.pull[k][a] += lean[a] * (w - level - at_.habit[k]);
      for (std::size_t a = 0; a < D; ++a) pulls.leans[k][a] += lean[a];
      pulls.came[k] += w - level;
      pulls.calls[k] += 1;
    }
  }
}

/// As `Chain::sample_forward`.
template <std::size_t D>
void WideChain<D>::move_forward(Pulls& pulls, RandomStream& random) {
  std::vector<Vector<D>> centre(at_.centre.size());
  for (std::size_t k = 0; k < centre.size(); ++k) {
    const auto& place = data_.places[k];
    const auto near = place.before >= 0 ? place.before : place.after;
    if (near >= 0) {
      const double step = place.before >= 0 ? place.step : data_.places[static_cast<std::size_t>(near)].step;
      add_diagonal<D>(pulls.precision[k], 1 / step);
      for (std::size_t a = 0; a < D; ++a)
        pulls.pull[k][a] += at_.centre[static_cast<std::size_t>(near)][a] / step;
    } else {
      add_diagonal<D>(pulls.precision[k], 1 / first_variance_);
    }
    const auto lower = lower_factor<D>(pulls.precision[k]);
    centre[k] = solve<D>(lower, pulls.pull[k]);
    at_.theta[k] = normal_about<D>(random, centre[k], lower);
    for (double& x : at_.theta[k]) x = std::clamp(x, -kFarthest, kFarthest);
  }
  at_.centre = std::move(centre);
}

/// Whole paths, as `Chain::sample_paths`.
template <std::size_t D>
void WideChain<D>::move_paths(Pulls& pulls, RandomStream& random) {
  auto& precision = pulls.precision;
  auto& pull = pulls.pull;
  for (std::size_t k = 0; k < precision.size(); ++k) {
    const auto& place = data_.places[k];
    add_diagonal<D>(precision[k], place.before < 0 ? 1 / first_variance_ : 1 / place.step);
    if (place.before >= 0) add_diagonal<D>(precision[static_cast<std::size_t>(place.before)], 1 / place.step);
  }
  for (std::size_t k = 0; k < precision.size(); ++k) {
    const auto& place = data_.places[k];
    if (place.before < 0) continue;
    const auto b = static_cast<std::size_t>(place.before);
    const auto lower = lower_factor<D>(precision[b]);
    const auto from = solve<D>(lower, pull[b]);
    for (std::size_t a = 0; a < D; ++a) {
      Vector<D> unit{};
      unit[a] = 1;
      const auto column = solve<D>(lower, unit);
      for (std::size_t i = 0; i < D; ++i) precision[k][i * D + a] -= column[i] / (place.step * place.step);
      pull[k][a] += from[a] / place.step;
    }
  }
  for (std::size_t k = precision.size(); k-- > 0;) {
    const auto& place = data_.places[k];
    if (place.after >= 0) {
      const auto next = static_cast<std::size_t>(place.after);
      for (std::size_t a = 0; a < D; ++a) pull[k][a] += at_.theta[next][a] / data_.places[next].step;
    }
    const auto lower = lower_factor<D>(precision[k]);
    at_.theta[k] = normal_about<D>(random, solve<D>(lower, pull[k]), lower);
  }
}

/// Gives places mean 0 and the identity as covariance. With `items`, items move along, so that no chance
/// changes. Within a chain they stay, as published, and follow in the steps after: were they scaled in every
/// iteration, one whose steps hardly fit would be carried off, a little each time and without end.
template <std::size_t D>
void WideChain<D>::standardise(bool items) {
  const auto n = static_cast<double>(at_.theta.size());
  Vector<D> mean{};
  for (const auto& x : at_.theta) {
    for (std::size_t a = 0; a < D; ++a) mean[a] += x[a] / n;
  }
  Square<D> covariance{};
  for (const auto& x : at_.theta) add_square<D>(covariance, shifted<D>(x, mean), 1 / n);
  const auto [root, inverse] = roots_of<D>(covariance);
  for (auto* list : {&at_.theta, &at_.centre}) {
    for (auto& x : *list) x = times<D>(inverse, shifted<D>(x, mean));
  }
  if (!items) return;
  for (std::size_t j = 0; j < at_.beta.size(); ++j) {
    const double moved = dot<D>(at_.beta[j], mean);
    at_.cut1[j] -= moved;
    at_.cut2[j] -= moved;
    at_.beta[j] = times<D>(root, at_.beta[j]);
  }
}

/// How readily each state comes; in every session the habits are centred, their mean going to the calls.
template <std::size_t D>
void WideChain<D>::move_habits(const Pulls& pulls, RandomStream& random) {
  const auto& attendance = *model_.attendance;
  std::vector<double> mean(data_.sessions.size(), 0);
  for (std::size_t k = 0; k < at_.habit.size(); ++k) {
    const double precision = pulls.calls[k] + 1 / at_.habits;
    const double pull = pulls.came[k] - dot<D>(pulls.leans[k], at_.theta[k]);
    at_.habit[k] = pull / precision + normal(random) / std::sqrt(precision);
    const auto session = data_.places[k].session;
    mean[session] += at_.habit[k] / data_.sessions[session].places;
  }
  for (std::size_t k = 0; k < at_.habit.size(); ++k) at_.habit[k] -= mean[data_.places[k].session];
  for (std::size_t r = 0; r < at_.level.size(); ++r) at_.level[r] += mean[attendance.calls[r].session];
}

/// Level and lean of every call: a regression of what members wanted on where they stand.
template <std::size_t D>
void WideChain<D>::move_calls(RandomStream& random) {
  const auto& attendance = *model_.attendance;
  for (std::size_t r = 0; r < attendance.calls.size(); ++r) {
    const auto& call = attendance.calls[r];
    const std::size_t first = data_.sessions[call.session].first_place;
    Square<D + 1> precision{};
    Vector<D + 1> pull{};
    add_diagonal<D + 1>(precision, 1 / at_.erratic);
    precision[0] = 1 / kLevelVariance;
    for (std::size_t a = 0; a < D; ++a) pull[a + 1] = at_.kappa * at_.beta[call.item][a] / at_.erratic;
    for (std::uint32_t m = call.begin; m < call.end; ++m) {
      const std::size_t k = first + attendance.members[m];
      Vector<D + 1> x{1};
      std::copy(at_.theta[k].begin(), at_.theta[k].end(), x.begin() + 1);
      add_square<D + 1>(precision, x, 1);
      const double y = wanted_[m] - at_.habit[k];
      for (std::size_t a = 0; a <= D; ++a) pull[a] += x[a] * y;
    }
    const auto lower = lower_factor<D + 1>(precision);
    const auto drawn = normal_about<D + 1>(random, solve<D + 1>(lower, pull), lower);
    at_.level[r] = drawn[0];
    std::copy(drawn.begin() + 1, drawn.end(), at_.lean[r].begin());
  }
}

template <std::size_t D>
double WideChain<D>::item_value(std::size_t item, const Vector<D>& beta, double cut1, double cut2) {
  double sum = -dot<D>(beta, beta) / 2;
  for (const auto p : parts_of_[item]) {
    const auto& session = data_.sessions[session_of_part_[p]];
    u_.resize(session.places);
    for (std::size_t k = 0; k < session.places; ++k) u_[k] = dot<D>(beta, at_.theta[session.first_place + k]);
    sum += part_logarithm(data_, data_.parts[p], u_.data(), 1, cut1, cut2, lanes_);
  }
  return sum + lean_value(item, beta);
}

/// ln p(lean of the item's calls | beta), up to a constant.
template <std::size_t D>
double WideChain<D>::lean_value(std::size_t item, const Vector<D>& beta) const {
  double sum = 0;
  for (const auto r : calls_of_[item]) {
    for (std::size_t a = 0; a < D; ++a) {
      const double off = at_.lean[r][a] - at_.kappa * beta[a];
      sum -= off * off / (2 * at_.erratic);
    }
  }
  return sum;
}

/// A single place of the chain may be a poor guide: an item may stand where its ballots are all but certain
/// and its curvature is next to nothing. So a mean is taken once the chain is under way.
template <std::size_t D>
void WideChain<D>::fit_steps() {
  constexpr std::uint64_t kTimes = 20;
  const std::uint64_t every = std::max<std::uint64_t>(1, burn_in_ / kTimes);
  if (iteration_ > burn_in_ || iteration_ % every != 0) return;
  const std::uint64_t half = burn_in_ / 2;
  const auto before = static_cast<double>(iteration_ > half ? iteration_ / every - half / every : 1);
  for (std::size_t j = 0; j < data_.items.size(); ++j) {
    const auto bend = bend_of(j);
    for (std::size_t i = 0; i < bend.size(); ++i) at_.bends[j][i] += (bend[i] - at_.bends[j][i]) / before;
  }
}

/// An item's curvature where the chain stands, prior included. Cutpoints, which have none, are given that of
/// a standard deviation of 2, so that no step is longer than about that.
template <std::size_t D>
Square<D + 2> WideChain<D>::bend_of(std::size_t item) {
  constexpr std::size_t kSize = D + 2;
  Square<kSize> m{};
  for (std::size_t a = 0; a < kSize; ++a) m[a * kSize + a] = a < D ? 1 : 0.25;
  for (const auto p : parts_of_[item]) {
    const auto& part = data_.parts[p];
    const auto& session = data_.sessions[session_of_part_[p]];
    u_.resize(session.places);
    for (std::size_t k = 0; k < session.places; ++k)
      u_[k] = dot<D>(at_.beta[item], at_.theta[session.first_place + k]);
    part_derivatives(data_, part, u_.data(), 1, at_.cut1[item], at_.cut2[item], lanes_);
    for (std::uint32_t b = part.begin; b < part.end; ++b) {
      const auto& x = at_.theta[session.first_place + data_.ballots[b]];
      const std::size_t i = b - part.begin;
      const std::array<double, 2> with{lanes_.c1[i], lanes_.c2[i]};
      for (std::size_t a = 0; a < D; ++a) {
        for (std::size_t c = 0; c < D; ++c) m[a * kSize + c] -= (with[0] + with[1]) * x[a] * x[c];
        for (std::size_t c = 0; c < 2; ++c) m[a * kSize + D + c] += x[a] * with[c];
      }
      for (std::size_t c = 0; c < 2; ++c) m[(D + c) * kSize + D + c] += lanes_.d[i] - with[c];
      m[D * kSize + D + 1] -= lanes_.d[i];
    }
  }
  if (data_.items[item].cuts == 1) m.back() = 1;  // there is no second cutpoint
  for (std::size_t r = 0; r < kSize; ++r) {
    for (std::size_t c = 0; c < r; ++c) m[r * kSize + c] = m[c * kSize + r];
  }
  return m;
}

template <std::size_t D>
void WideChain<D>::move_items(RandomStream& random) {
  for (std::size_t j = 0; j < data_.items.size(); ++j) {
    const bool two = data_.items[j].cuts == 2;
    // One step in four is short: where the long ones do not fit, these still move the item.
    const double length = random.uniform() < 0.25 ? 0.5 : 2.38;
    const double scale = length / std::sqrt(static_cast<double>(D + (two ? 2 : 1)));
    Vector<D + 2> step = normal_about<D + 2>(random, {}, lower_factor<D + 2>(at_.bends[j]));
    for (double& x : step) x *= scale;
    const double u = random.uniform();
    ++proposed_;
    Vector<D> beta = at_.beta[j];
    for (std::size_t a = 0; a < D; ++a) beta[a] += step[a];
    const double cut1 = at_.cut1[j] + step[D];
    const double cut2 = two ? at_.cut2[j] + step[D + 1] : at_.cut2[j];
    if (two && cut1 >= cut2) continue;
    const double gain =
        item_value(j, beta, cut1, cut2) - item_value(j, at_.beta[j], at_.cut1[j], at_.cut2[j]);
    if (std::log(1 - u) >= gain) continue;
    at_.beta[j] = beta;
    at_.cut1[j] = cut1;
    at_.cut2[j] = cut2;
    ++taken_;
  }
}

/// kappa and the two variances.
template <std::size_t D>
void WideChain<D>::move_scales(RandomStream& random) {
  const auto& calls = model_.attendance->calls;
  double precision = 1;  // kappa ~ N(0, 1)
  double pull = 0;
  for (std::size_t r = 0; r < calls.size(); ++r) {
    precision += dot<D>(at_.beta[calls[r].item], at_.beta[calls[r].item]) / at_.erratic;
    pull += dot<D>(at_.beta[calls[r].item], at_.lean[r]) / at_.erratic;
  }
  at_.kappa = pull / precision + normal(random) / std::sqrt(precision);
  double off = 0;
  for (std::size_t j = 0; j < data_.items.size(); ++j) off -= lean_value(j, at_.beta[j]) * at_.erratic;
  at_.erratic =
      (kErraticScale + off) / gamma_number(random, kShape + static_cast<double>(calls.size() * D) / 2);
  double square = 0;
  for (const double a : at_.habit) square += a * a;
  at_.habits =
      (kHabitScale + square / 2) / gamma_number(random, kShape + static_cast<double>(at_.habit.size()) / 2);
}

template <std::size_t D>
void WideChain<D>::keep(std::vector<float>& kept) const {
  const auto add = [&](double x) { kept.push_back(static_cast<float>(x)); };
  for (std::size_t a = 0; a < D; ++a) {
    for (const auto& x : at_.theta) add(x[a]);
  }
  Square<D> sum{};
  const auto ballots = static_cast<double>(data_.ballots.size());
  for (std::size_t j = 0; j < at_.beta.size(); ++j)
    add_square<D>(sum, at_.beta[j], data_.items[j].ballots / ballots);
  for (const double x : sum) add(x);
  if (model_.attendance == nullptr) return;
  for (const double x : {at_.kappa, std::sqrt(at_.erratic), std::sqrt(at_.habits)}) add(x);
}

template <std::size_t D>
ChainNumbers WideChain<D>::numbers() const {
  return {iteration_,
          proposed_,
          taken_,
          {flat(at_.theta),
           flat(at_.centre),
           flat(at_.beta),
           at_.cut1,
           at_.cut2,
           at_.habit,
           at_.level,
           flat(at_.lean),
           flat(at_.bends),
           {at_.kappa, at_.erratic, at_.habits}}};
}

template <std::size_t D>
void WideChain<D>::go_on(ChainNumbers numbers) {
  iteration_ = numbers.iteration;
  proposed_ = numbers.proposed;
  taken_ = numbers.taken;
  auto& lists = numbers.lists;
  unflatten(lists[0], at_.theta);
  unflatten(lists[1], at_.centre);
  unflatten(lists[2], at_.beta);
  at_.cut1 = std::move(lists[3]);
  at_.cut2 = std::move(lists[4]);
  at_.habit = std::move(lists[5]);
  at_.level = std::move(lists[6]);
  unflatten(lists[7], at_.lean);
  unflatten(lists[8], at_.bends);
  at_.kappa = lists[9][0];
  at_.erratic = lists[9][1];
  at_.habits = lists[9][2];
}

template class WideChain<1>;
template class WideChain<2>;

}  // namespace blocs::inference::ideal
