// What the rungs rest on, as findings of their own, so that each can be walked back to its rows.
#include <algorithm>
#include <initializer_list>

#include "blocs/findings/options.hpp"
#include "blocs/findings/question.hpp"
#include "ladder.hpp"

namespace blocs::findings {
namespace {

/// Collects answers and notes them on rungs.
class Basis {
 public:
  Basis(const views::Record& record, std::vector<Rung>& rungs) : record_(record), rungs_(rungs) {}

  void ask(const Question& question, std::initializer_list<std::string_view> rungs) {
    for (auto& finding : answer(record_, question)) {
      for (auto& rung : rungs_) {
        if (std::find(rungs.begin(), rungs.end(), rung.id) != rungs.end())
          rung.findings.push_back(finding.id);
      }
      findings_.push_back(std::move(finding));
    }
  }
  bool has(std::string_view id) const {
    return std::any_of(rungs_.begin(), rungs_.end(), [&](const Rung& rung) { return rung.id == id; });
  }
  std::vector<Finding> take() { return std::move(findings_); }

 private:
  const views::Record& record_;
  std::vector<Rung>& rungs_;
  std::vector<Finding> findings_;
};

/// Meetings of exactly the states asked about; a formal session of more than two that has only them is
/// theirs.
Json own_meetings(const LadderRule& rule, bool pair) {
  auto own = rule.meetings;
  own.exactly = true;
  const auto session = views::Frame::multilateral_session;
  if (!pair && std::find(own.frames.begin(), own.frames.end(), session) == own.frames.end())
    own.frames.push_back(session);
  return to_options(own);
}

}  // namespace

std::vector<Finding> ladder_basis(const views::Record& record, const std::vector<std::string>& states,
                                  const LadderRule& rule, std::vector<Rung>& rungs) {
  Basis basis(record, rungs);
  const std::string day = rule.meetings.period.until->iso();
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (std::size_t j = i + 1; j < states.size(); ++j) {
      const std::vector<std::string> pair{states[i], states[j]};
      basis.ask({"meetings.count", pair, own_meetings(rule, true)}, {"pairs", "all-pairs"});
      basis.ask({"treaties.shared", pair, {{"on", day}, {"binding", rule.binding}}}, {"pairs", "all-pairs"});
      basis.ask({"treaties.shared",
                 pair,
                 {{"on", day}, {"binding", rule.binding}, {"obligation", "mutual_defence"}}},
                {"defence-some", "defence-all"});
    }
  }
  if (basis.has("triples")) {
    for (std::size_t i = 0; i < states.size(); ++i) {
      for (std::size_t j = i + 1; j < states.size(); ++j) {
        for (std::size_t k = j + 1; k < states.size(); ++k)
          basis.ask({"meetings.count", {states[i], states[j], states[k]}, own_meetings(rule, false)},
                    {"triples"});
      }
    }
  }
  if (basis.has("whole")) basis.ask({"meetings.count", states, own_meetings(rule, false)}, {"whole"});
  basis.ask({"treaties.shared", states, {{"on", day}}}, {"body"});
  basis.ask({"memberships.shared", states, {{"on", day}}}, {"body"});
  return basis.take();
}

}  // namespace blocs::findings
