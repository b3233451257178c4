#include "blocs/findings/question.hpp"

#include <algorithm>
#include <iterator>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "question_list.hpp"

namespace blocs::findings {
namespace {

const std::vector<Measure>& all() {
  static const std::vector<Measure> list = [] {
    std::vector<Measure> found;
    for (auto part : {
             vote_measures(),
             pair_measures(),
             cohesion_measures(),
             base_rate_measures(),
             series_measures(),
             history_measures(),
             roll_call_measures(),
             meeting_measures(),
             meeting_rate_measures(),
             meeting_shape_measures(),
             meeting_higher_measures(),
             ladder_measures(),
             ladder_validate_measures(),
             tie_measures(),
             sanction_measures(),
             date_measures(),
             council_measures(),
             default_measures(),
             prediction_measures(),
             backtest_measures(),
             cascade_measures(),
             commitment_measures(),
             theatre_measures(),
             ideal_measures(),
             system_measures(),
         }) {
      std::move(part.begin(), part.end(), std::back_inserter(found));
    }
    return found;
  }();
  return list;
}

}  // namespace

Date asked_day(Options& options) {
  return options.date("on").value_or(end_of_record());
}

std::string on_day_words(Date day) {
  return day == end_of_record() ? "at the end of the record" : "on " + day.iso();
}

std::vector<MeasureInfo> measures() {
  std::vector<MeasureInfo> infos;
  for (const auto& measure : all()) infos.push_back(measure.info);
  return infos;
}

std::vector<Finding> answer(const views::Record& record, const Question& question) {
  const auto at = std::find_if(all().begin(), all().end(),
                               [&](const Measure& m) { return m.info.name == question.measure; });
  if (at == all().end()) {
    std::vector<std::string> names;
    for (const auto& measure : all()) names.push_back(measure.info.name);
    throw Error::usage("there is no measure \"" + question.measure + "\"",
                       did_you_mean(question.measure, names));
  }
  auto findings = at->ask(record, question);
  if (question.wanted == Wanted::findings) {
    for (auto& finding : findings) set_id(finding);
  }
  return findings;
}

}  // namespace blocs::findings
