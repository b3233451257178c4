#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "blocs/findings/brief.hpp"
#include "blocs/findings/question.hpp"

namespace blocs::findings {

/// Two members, in code order.
using Pair = std::pair<std::string, std::string>;

/// What every layer of a brief works with: the record, the group, the period, and the brief that grows. A
/// layer is a function of a builder; it asks questions, keeps the findings that it states, and adds a
/// section.
class BriefBuilder {
 public:
  using Progress = std::function<void(std::string_view)>;

  BriefBuilder(const views::Record& record, Brief& brief, Progress progress = {})
      : record_(record), brief_(brief), progress_(std::move(progress)) {}

  const views::Record& record() const { return record_; }
  Brief& brief() { return brief_; }
  const std::vector<std::string>& members() const { return brief_.group.members; }
  const std::string& brief_name() const { return brief_.group.name; }
  bool is_member(const std::string& state) const;
  Date since() const { return brief_.since; }
  Date until() const { return brief_.until; }
  Period period() const { return {since(), until()}; }
  /// What is being worked on, for those who wait.
  void tell(std::string_view what) const {
    if (progress_) progress_(what);
  }

  /// All pairs of `states`, in their order.
  static std::vector<Pair> pairs(const std::vector<std::string>& states);
  /// Few enough members to show every pair.
  bool small() const { return members().size() <= 12; }

  std::string name(const std::string& state) const { return record_.states().name(state); }
  std::vector<std::string> names(const std::vector<std::string>& states) const;
  /// "China and Russia", "China, Iran and Russia".
  std::string spoken(const std::vector<std::string>& states) const;
  std::string spoken(const Pair& pair) const {
    return spoken(std::vector<std::string>{pair.first, pair.second});
  }
  /// "China–Russia".
  std::string dashed(const Pair& pair) const { return name(pair.first) + "–" + name(pair.second); }

  /// Asks a question; the findings are not yet part of the brief.
  std::vector<Finding> ask(const std::string& measure, const std::vector<std::string>& subjects,
                           Json options) const;
  /// The same without what takes longer to write down than to find out (`Wanted::numbers`).
  std::vector<Finding> ask_numbers(const std::string& measure, const std::vector<std::string>& subjects,
                                   Json options) const;
  /// What is said of all subjects together, the first of it; of two, what is said of the pair.
  Finding ask_whole(const std::string& measure, const std::vector<std::string>& subjects, Json options) const;
  /// All that is said of the subjects together, parts of them or of the period left aside.
  std::vector<Finding> ask_together(const std::string& measure, const std::vector<std::string>& subjects,
                                    Json options) const;
  /// The first, main one.
  Finding ask_one(const std::string& measure, const std::vector<std::string>& subjects, Json options) const;
  /// {"since", "until"} of the brief, with more options.
  Json within(const Json& more = Json::object()) const;

  /// Takes a finding into the brief, once, and gives its id.
  std::string keep(const Finding& finding);
  const Finding* kept(const std::string& id) const;

  /// Takes a finding into the brief and into an exhibit.
  std::string keep(const Finding& finding, Exhibit& exhibit);

  void add(Section section);
  /// Adds what another builder made of the same group and period: sections, findings, claims, notes.
  void take(Brief&& part);
  /// A section that says why there is nothing to show.
  /// `fill`: in one line, what would fill the section.
  void not_observed(std::string id, std::string layer, std::string title, std::string why, std::string fill);

 private:
  const views::Record& record_;
  Brief& brief_;
  Progress progress_;
  std::set<std::string> kept_;
};

/// Fills in, for every exhibit, the sources of the rows it rests on, and for the brief all evidence, sources
/// and state names in use. `Exhibit::sources` may already name record tables ("meetings"): they stand for all
/// sources of that table where the exhibit's own rows give none or too many to list.
void walk_back(BriefBuilder& builder);

}  // namespace blocs::findings
