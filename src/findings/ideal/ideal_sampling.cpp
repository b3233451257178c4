#include "ideal_sampling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"

namespace blocs::findings {
namespace {

double most_of(const IdealAsk& ask, std::vector<double> inference::IdealDraws::* numbers) {
  const auto most = [&](const inference::IdealDraws& draws) {
    return *std::max_element((draws.*numbers).begin(), (draws.*numbers).end());
  };
  return ask.second ? std::max(most(*ask.draws), most(*ask.second)) : most(*ask.draws);
}

double least_of(const IdealAsk& ask, std::vector<double> inference::IdealDraws::* numbers) {
  const auto least = [&](const inference::IdealDraws& draws) {
    return *std::min_element((draws.*numbers).begin(), (draws.*numbers).end());
  };
  return ask.second ? std::min(least(*ask.draws), least(*ask.second)) : least(*ask.draws);
}

std::string number_words(const inference::IdealDraws& numbers, std::size_t which) {
  return fmt::format("{:.2f} (90 % of draws {:.2f} to {:.2f})", numbers.mean[which], numbers.q5[which],
                     numbers.q95[which]);
}

std::string attendance_words(const inference::Attendance& attendance, const inference::IdealDraws& numbers) {
  return fmt::format(
      "absence: {} of {} times that a member could have voted it did not ({} told from membership alone, "
      "where the source lists no absences). A roll call draws states to stay away by kappa times what it "
      "draws "
      "them to no by, and by chance: kappa is {}, below 0 where those drawn to no stay away; the chance part "
      "has standard deviation {}; states' habits of coming have standard deviation {}",
      attendance.absent, attendance.members.size(), attendance.inferred,
      number_words(numbers, inference::kLeaning), number_words(numbers, inference::kErratic),
      number_words(numbers, inference::kHabit));
}

void sample_wide(IdealAsk& ask, const views::States& states, const inference::GibbsOptions& options) {
  inference::WideModel model;
  model.dimensions = ask.wider.dimensions;
  inference::Attendance attendance;
  if (ask.wider.strategic) {
    attendance = inference::attendance_of(ask.matrix(), states, ask.data);
    if (attendance.absent == 0)
      throw Error(ErrorKind::undefined, "no member stayed away from a vote of this selection", {},
                  "without absences there is nothing to model: leave --absence out");
    model.attendance = &attendance;
  }
  auto wide = inference::draw_wide(ask.data, ask.fit, model, options);
  ask.draws = std::move(wide.axes[0]);
  if (ask.wider.dimensions == 2) {
    ask.second = std::move(wide.axes[1]);
    ask.correlation = std::move(wide.correlation);
    ask.caveats.push_back(fmt::format(
        "items' discrimination has mean square {:.2f} along the first axis and {:.2f} along the second",
        wide.weight[0], wide.weight[1]));
  }
  if (wide.attendance) ask.caveats.push_back(attendance_words(attendance, *wide.attendance));
}

}  // namespace

Wider wider_options(Json& options, const std::string& measure, const std::string& method) {
  Wider wider;
  wider.dimensions = count_option(options, "dimensions", 1);
  if (wider.dimensions != 1 && wider.dimensions != 2)
    throw Error::usage("ideal points have one dimension or two");
  const auto absence = text_option(options, "absence", "missing");
  if (absence != "missing" && absence != "strategic")
    throw Error::usage("absence is missing (default: it tells nothing) or strategic");
  wider.strategic = absence == "strategic";
  if (!wider.asked()) return wider;
  const std::string what = wider.dimensions == 2 ? "a second dimension" : "a model of absence";
  if (measure != "ideal.points")
    throw Error::usage(what + " is known to where states stand only (ideal.points)",
                       "ideal show CHN RUS --method exact --dimensions 2");
  if (method != "exact") throw Error::usage(what + " needs draws from the posterior", "add --method exact");
  return wider;
}

std::string frame_words(const IdealAsk& ask) {
  if (ask.wider.dimensions == 1)
    return fmt::format(
        "the line has mean 0 and standard deviation 1 over all {} places, the United States positive",
        ask.data.places.size());
  return fmt::format(
      "both axes have mean 0 and standard deviation 1 over all {} places and no correlation; the first runs "
      "where items discriminate most, the second across it; the United States positive on the first and "
      "Russia on the second, or where they are not there the states with most sessions",
      ask.data.places.size());
}

void sample(IdealAsk& ask, const views::States& states, const IdealRun& run) {
  auto options = ask.sampler;
  const std::size_t all = options.chains * (options.burn_in + options.draws);
  std::mutex lock;
  std::size_t said = 0;
  if (run.progress) {
    options.progress = [&](std::size_t done) {
      const std::lock_guard hold(lock);
      const std::size_t share = 20 * done / all;  // a line every 5 %
      if (share <= said) return;
      said = share;
      run.progress(fmt::format("sampling: {} of {} iterations", done, all));
    };
  }
  options.save = run.save;
  options.load = run.load;
  if (ask.wider.asked())
    sample_wide(ask, states, options);
  else
    ask.draws = inference::draw_ideal(ask.data, ask.fit, options);
  ask.fit.mean.theta = ask.draws->mean;
  ask.fit.sd = ask.draws->sd;
  ask.sampling = fmt::format(
      "{} chains of {} draws after {}, seed {}; R-hat at most {:.3f}, effective draws at least {:.0f}; "
      "{:.0f} "
      "% of items' proposals taken",
      options.chains, options.draws, options.burn_in, options.seed,
      most_of(ask, &inference::IdealDraws::r_hat), least_of(ask, &inference::IdealDraws::effective),
      100 * ask.draws->accepted);
}

}  // namespace blocs::findings
