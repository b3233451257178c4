#include <algorithm>
#include <cmath>
#include <map>

#include "baselines.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/inference/ideal_prediction.hpp"

namespace blocs::inference {
namespace {

using namespace ideal;

constexpr double kFloor = 0.003;  // of every chance, so that no score is infinite

Chances floored(Chances p) {
  for (double& x : p) x = (1 - kFloor) * x + kFloor / 3;
  return p;
}

/// A fit, with ways from the matrix to its places and items.
class Learned {
 public:
  Learned(const views::RollCallMatrix& matrix, const views::Mask& mask, const IdealSelection& selection,
          const HoldOutOptions& options)
      : smooth_(options.smooth),
        data_(ideal_data(matrix, mask, selection)),
        fit_(fit_ideal(data_, options.fit)) {
    for (std::uint32_t j = 0; j < data_.items.size(); ++j) {
      for (const auto column : data_.items[j].roll_calls) item_[column] = j;
    }
    std::vector<std::uint32_t> in_matrix;
    for (const auto& state : data_.states)
      in_matrix.push_back(static_cast<std::uint32_t>(*matrix.state_index(state)));
    for (std::uint32_t k = 0; k < data_.places.size(); ++k) {
      const auto& place = data_.places[k];
      place_[{in_matrix[place.state], data_.sessions[place.session].number}] = k;
      last_[in_matrix[place.state]] = k;  // sessions come in order
    }
  }

  /// In the session itself.
  std::optional<Chances> now(std::uint32_t state, int session, std::uint32_t column) const {
    const auto item = item_.find(column);
    const auto place = place_.find({state, session});
    if (item == item_.end() || place == place_.end()) return std::nullopt;
    return chances(fit_.mean.theta[place->second], fit_.sd[place->second], item->second);
  }

  /// In a later session: the state a step of its walk further on (one that is not known anywhere on the
  /// line), the item one that was put before, or any of the last session.
  Chances later(std::uint32_t state, std::optional<std::uint32_t> column) const {
    double at = 0;
    double sd = 1;
    if (const auto last = last_.find(state); last != last_.end()) {
      at = fit_.mean.theta[last->second];
      sd = std::sqrt(fit_.sd[last->second] * fit_.sd[last->second] + smooth_ / 2);
    }
    if (column) {
      if (const auto item = item_.find(*column); item != item_.end()) return chances(at, sd, item->second);
    }
    const auto& session = data_.sessions.back();
    Chances sum{};
    for (std::uint32_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto one = chances(at, sd, data_.parts[p].item);
      for (std::size_t c = 0; c < 3; ++c) sum[c] += one[c] / session.parts;
    }
    return sum;
  }

 private:
  /// The noise of a place makes a ballot less certain: beta theta + e has variance 1 + beta^2 sd^2.
  Chances chances(double at, double sd, std::uint32_t item) const {
    IdealParameters one = {{at}, {fit_.mean.beta[item]}, {fit_.mean.cut1[item]}, {fit_.mean.cut2[item]}};
    const double scale = std::sqrt(1 + one.beta[0] * one.beta[0] * sd * sd);
    for (auto* x : {&one.beta[0], &one.cut1[0], &one.cut2[0]}) *x /= scale;
    return item_chances(data_.items[item], one.beta[0] * at, one.cut1[0], one.cut2[0]);
  }

  double smooth_;
  IdealData data_;
  IdealFit fit_;
  std::map<std::uint32_t, std::uint32_t> item_;                   // by column
  std::map<std::pair<std::uint32_t, int>, std::uint32_t> place_;  // by state and session
  std::map<std::uint32_t, std::uint32_t> last_;                   // by state
};

IdealSelection selection_of(const HoldOutOptions& options) {
  IdealSelection selection;
  selection.smooth = options.smooth;
  selection.identical = options.identical;
  return selection;
}

}  // namespace

std::vector<PredictedBallot> predict_at_random(const views::RollCallMatrix& matrix,
                                               const views::Mask& selected, const HoldOutOptions& options) {
  if (!(options.share > 0 && options.share < 1))
    throw Error::usage("the share of ballots held out lies between 0 and 1");
  const auto mask = selected & matrix.contested();
  std::vector<CastBallot> kept, held;
  auto selection = selection_of(options);
  for (const auto& ballot : cast_ballots(matrix, mask)) {
    const std::uint64_t name = std::uint64_t{ballot.column} * matrix.states().size() + ballot.state;
    const bool out = RandomStream(options.seed, name).uniform() < options.share;
    (out ? held : kept).push_back(ballot);
    if (out) selection.held_out.emplace_back(ballot.column, ballot.state);
  }
  std::sort(selection.held_out.begin(), selection.held_out.end());
  const Learned learned(matrix, mask, selection, options);
  const Titles titles(matrix);
  const Baselines plain(matrix, titles, mask, kept);
  std::vector<PredictedBallot> predicted;
  for (const auto& ballot : held) {
    const int session = session_of(matrix.roll_calls()[ballot.column]);
    const auto earlier = titles.before(ballot.column, mask);
    const auto own = plain.own(ballot.state, session);
    predicted.push_back({ballot.column,
                         ballot.state,
                         ballot.cast,
                         earlier.has_value(),
                         {floored(learned.now(ballot.state, session, ballot.column).value_or(own)),
                          floored(own), floored(plain.as_before(ballot.state, session, earlier)),
                          floored(plain.low_rank(ballot.state, session, ballot.column))}});
  }
  return predicted;
}

std::vector<PredictedBallot> predict_session(const views::RollCallMatrix& matrix, const views::Mask& selected,
                                             int session, const HoldOutOptions& options) {
  views::Mask before(selected.size());
  views::Mask here(selected.size());
  for (const auto i : (selected & matrix.contested()).indices()) {
    const int number = session_of(matrix.roll_calls()[i]);
    if (number < session) before.set(i);
    if (number == session) here.set(i);
  }
  if (before.count() == 0 || here.count() == 0) return {};
  const Learned learned(matrix, before, selection_of(options), options);
  const Titles titles(matrix);
  const Baselines plain(matrix, titles, before, cast_ballots(matrix, before));
  std::vector<PredictedBallot> predicted;
  for (const auto& ballot : cast_ballots(matrix, here)) {
    const auto earlier = titles.before(ballot.column, before);
    const int last = plain.last_session(ballot.state).value_or(session);
    predicted.push_back(
        {ballot.column,
         ballot.state,
         ballot.cast,
         earlier.has_value(),
         {floored(learned.later(ballot.state, earlier)), floored(plain.own(ballot.state, last)),
          floored(plain.as_before(ballot.state, last, earlier)),
          floored(plain.low_rank(ballot.state, last, earlier))}});
  }
  return predicted;
}

}  // namespace blocs::inference
