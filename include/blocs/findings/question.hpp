#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/findings/finding.hpp"
#include "blocs/views/record.hpp"

namespace blocs::findings {

/// How much of an answer is wanted. A rule grid puts thousands of questions and reads their numbers only:
/// what takes longer to write down than to find out may then be missing from a finding, which is its id, the
/// rule (but for `rule.data["part"]`), evidence, caveats, and details that list rows.
enum class Wanted { findings, numbers };

/// A question as data: the same for the command line, a claim file, a brief and a finding that is asked for
/// again.
struct Question {
  std::string measure;                ///< "votes.agreement"; `measures()` lists all
  std::vector<std::string> subjects;  ///< states or groups, by code or any of their names
  Json options = Json::object();      ///< the rule, and what else the measure takes
  Wanted wanted = Wanted::findings;
  /// What is about parts of the group or of the period too: single pairs, the group without a member,
  /// half-years. Without them the rest is answered alone, sooner.
  bool parts = true;
  /// Told now and then where a long answer stands; changes none. One thread at a time calls it.
  std::function<void(std::string_view)> progress = {};
};

/// What one measure answers, for help texts and for checking claim files.
struct MeasureInfo {
  std::string name;
  std::string answers;   ///< one sentence
  std::string subjects;  ///< "two states or a group"
  std::string options;   ///< names of its options
};
std::vector<MeasureInfo> measures();

/// The findings that answer a question; the first is the main one. Throws Error(usage) for an unknown measure
/// or option, Error(not_found) or Error(ambiguous) for names.
std::vector<Finding> answer(const views::Record& record, const Question& question);

/// Members of a group on a day, or the states of a comma-separated list taken as they stand. `title` is how
/// to call them. Throws Error(not_found) with "did you mean" over states and groups.
struct Subjects {
  std::string name;                 ///< group name, or the codes joined by "-"
  std::string title;                ///< "CRINK" or "China and Russia"
  std::vector<std::string> states;  ///< codes in the order given; a group's in code order
};
Subjects resolve(const views::Record& record, const std::vector<std::string>& names, Date on);

}  // namespace blocs::findings
