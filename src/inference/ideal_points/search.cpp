#include "search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "blocs/core/error.hpp"
#include "start.hpp"

namespace blocs::inference::ideal {
namespace {

constexpr std::size_t kRounds = 6;       ///< of items, then places, before joint steps
constexpr std::size_t kStartItems = 3;   ///< steps of items alone, from beta 0
constexpr std::size_t kMostJoint = 200;  ///< Newton steps in one go

}  // namespace

Search::Search(const IdealData& data, const IdealFitOptions& options, Condensed& condensed)
    : data_(data),
      options_(options),
      first_variance_(options.first_sd * options.first_sd),
      at_(start(data, options.threads)),
      fronts_(data, condensed) {
  stretch();
  evaluate(ByPlace::unwanted);
  trace_.push_back(value_);
}

void Search::approach() {
  for (std::size_t i = 1; i < kStartItems; ++i) item_step(ByPlace::unwanted);
  item_step(ByPlace::wanted);
  for (std::size_t i = 0; i < kRounds; ++i) {
    place_step();
    item_step(ByPlace::unwanted);
    item_step(ByPlace::wanted);
  }
}

void Search::climb() {
  approach();
  joint_steps();
}

double hold_at(const IdealData& data, const Parameters& at, double first_variance) {
  double items = 0;
  for (const double b : at.beta) items -= b * b / 2;
  const double walk = log_prior(data, at, first_variance) - items;
  return 2 * (walk - items) / static_cast<double>(at.theta.size());
}

double Search::hold() const {
  return hold_at(data_, at_, first_variance_);
}

/// Stretches the line so that places have mean square 1; chances stay.
void Search::stretch() {
  const double sum = spread(at_.theta);
  if (!(sum > 0)) return;
  const double scale = std::sqrt(sum / static_cast<double>(at_.theta.size()));
  for (double& x : at_.theta) x /= scale;
  for (double& x : at_.beta) x *= scale;
}

void Search::evaluate(ByPlace by_place) {
  derivatives(data_, at_, options_.threads, by_place, sums_);
  value_ = sums_.log_likelihood + log_prior(data_, at_, first_variance_);
}

void Search::step_done(const char* stage, double change) {
  change_ = change;
  trace_.push_back(value_);
  if (options_.progress) options_.progress(stage, trace_.size() - 1);
}

void Search::item_step(ByPlace by_place) {
  improve_items(data_, options_.threads, by_place, at_, sums_);
  value_ = sums_.log_likelihood + log_prior(data_, at_, first_variance_);
  step_done("items", std::numeric_limits<double>::infinity());
}

void improve_items(const IdealData& data, std::size_t threads, ByPlace by_place, Parameters& at, Sums& sums) {
  const auto before = at;
  const auto was = sums.items;
  for (std::size_t j = 0; j < data.items.size(); ++j)
    move_item(data, at, j, newton(data.items[j], was[j], at.beta[j]), 1);
  const auto tried = at;
  derivatives(data, at, threads, by_place, sums);
  const auto worth = [](const ItemSums& s, double beta) { return s.log_likelihood - beta * beta / 2; };
  std::vector<char> lost(data.items.size(), 0);
  for (std::size_t j = 0; j < data.items.size(); ++j) {
    if (worth(sums.items[j], at.beta[j]) >= worth(was[j], before.beta[j])) continue;
    lost[j] = 1;
    at.beta[j] = before.beta[j];
    at.cut1[j] = before.cut1[j];
    at.cut2[j] = before.cut2[j];
    sums.items[j] = was[j];
  }
  sums.add_up_items();
  if (by_place == ByPlace::unwanted) return;
  add_by_place(data, tried, lost, -1, threads, sums);
  add_by_place(data, at, lost, 1, threads, sums);
}

std::array<double, 3> newton(const Item& item, const ItemSums& s, double beta) {
  const double gb = s.beta - beta;
  const double bb = s.bb + 1;
  if (item.cuts == 1) {
    const double det = bb * s.k11 - s.b1 * s.b1;
    if (!(det > 0)) return {0, 0, 0};
    return {(gb * s.k11 - s.b1 * s.cut1) / det, (bb * s.cut1 - s.b1 * gb) / det, 0};
  }
  const double c11 = s.k11 * s.k22 - s.k12 * s.k12;
  const double c12 = s.b2 * s.k12 - s.b1 * s.k22;
  const double c13 = s.b1 * s.k12 - s.b2 * s.k11;
  const double c22 = bb * s.k22 - s.b2 * s.b2;
  const double c23 = s.b1 * s.b2 - bb * s.k12;
  const double c33 = bb * s.k11 - s.b1 * s.b1;
  const double det = bb * c11 + s.b1 * c12 + s.b2 * c13;
  if (!(det > 0)) return {0, 0, 0};
  return {(c11 * gb + c12 * s.cut1 + c13 * s.cut2) / det, (c12 * gb + c22 * s.cut1 + c23 * s.cut2) / det,
          (c13 * gb + c23 * s.cut1 + c33 * s.cut2) / det};
}

void move_item(const IdealData& data, Parameters& at, std::size_t j, const std::array<double, 3>& step,
               double share) {
  if (data.items[j].cuts == 2) {
    const double gap = at.cut2[j] - at.cut1[j];
    const double closing = share * (step[1] - step[2]);
    if (closing > 0.9 * gap) share *= 0.9 * gap / closing;
  }
  at.beta[j] += share * step[0];
  at.cut1[j] += share * step[1];
  if (data.items[j].cuts == 2) at.cut2[j] += share * step[2];
}

std::vector<double> Search::place_gradient() const {
  auto gradient = sums_.gradient;
  add_walk_gradient(data_, at_.theta, first_variance_, gradient);
  const double pull = hold();
  for (std::size_t k = 0; k < gradient.size(); ++k) gradient[k] -= pull * at_.theta[k];
  return gradient;
}

/// One Newton step of all places, items fixed: each state's path by itself, a tridiagonal system.
void Search::place_step() {
  auto step = place_gradient();
  const double firm = std::max(0.0, hold());
  std::vector<double> diagonal = sums_.curvature;
  for (std::size_t k = 0; k < data_.places.size(); ++k) {
    const auto& place = data_.places[k];
    diagonal[k] += firm + (place.before < 0 ? 1 / first_variance_ : 1 / place.step);
    if (place.before >= 0) diagonal[static_cast<std::size_t>(place.before)] += 1 / place.step;
  }
  for (std::size_t k = 0; k < step.size(); ++k) {  // places of a state come in the order of sessions
    const auto& place = data_.places[k];
    if (place.before < 0) continue;
    const auto b = static_cast<std::size_t>(place.before);
    const double factor = 1 / (place.step * diagonal[b]);
    diagonal[k] -= factor / place.step;
    step[k] += factor * step[b];
  }
  for (std::size_t k = step.size(); k-- > 0;) {
    const auto& place = data_.places[k];
    if (place.after >= 0) {
      const auto a = static_cast<std::size_t>(place.after);
      step[k] += step[a] / data_.places[a].step;
    }
    step[k] /= diagonal[k];
  }
  take(Move{std::move(step), {}}, "places", ByPlace::unwanted);
}

/// Goes along a direction as far as the objective rises: the whole step, a half, a quarter ... False if it
/// does not rise at all.
bool Search::take(const Move& move, const char* stage, ByPlace by_place) {
  const auto before = at_;
  const double value = value_;
  double share = 1;
  for (int tries = 0; tries < 30; ++tries, share /= 2) {
    for (std::size_t k = 0; k < move.theta.size(); ++k) at_.theta[k] += share * move.theta[k];
    for (std::size_t j = 0; j < move.items.size(); ++j) move_item(data_, at_, j, move.items[j], share);
    stretch();
    evaluate(by_place);
    if (value_ >= value) {
      double change = 0;
      for (std::size_t k = 0; k < at_.theta.size(); ++k)
        change = std::max(change, std::abs(at_.theta[k] - before.theta[k]));
      step_done(stage, change);
      return true;
    }
    at_ = before;
  }
  evaluate(by_place);
  return false;
}

/// A factorisation serves as long as steps shrink fast under it.
void Search::joint_steps() {
  bool fresh = false;
  bool factored = false;
  double last = std::numeric_limits<double>::infinity();
  for (std::size_t tries = 0; tries < kMostJoint; ++tries) {
    if (!factored) {
      fresh = true;
      factored = fronts_.factor(at_, {first_variance_, hold()}, true, options_.threads) ||
                 fronts_.factor(at_, {first_variance_, std::max(0.0, hold())}, false, options_.threads);
      if (!factored) throw Error(ErrorKind::undefined, "the ideal points cannot be told from these ballots");
    }
    Move move{place_gradient(), ByItem(data_.items.size())};
    for (std::size_t j = 0; j < data_.items.size(); ++j) {
      const auto& s = sums_.items[j];
      move.items[j] = {s.beta - at_.beta[j], s.cut1, s.cut2};
    }
    fronts_.solve(move.theta, move.items, options_.threads);
    double wanted = 0;
    for (const double x : move.theta) wanted = std::max(wanted, std::abs(x));
    if (!take(move, "joint", ByPlace::wanted)) {
      // At the top the objective no longer tells points apart; below it, the factorisation is too old.
      change_ = wanted;
      if (fresh || wanted <= options_.tolerance) return;
      factored = false;
      continue;
    }
    if (change_ <= options_.tolerance) return;
    factored = change_ < 0.3 * last;
    fresh = false;
    last = change_;
  }
}

}  // namespace blocs::inference::ideal
