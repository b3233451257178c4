// Every finding of the brief about the group as a whole, asked again without each member.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "../words.hpp"
#include "blocs/core/parallel.hpp"
#include "blocs/findings/text.hpp"
#include "headlines.hpp"
#include "system_layers.hpp"

namespace blocs::findings {
namespace {

constexpr std::size_t kLeastVotes = 10;  // fewer are single occasions, not a measure of the group

/// Measures of a group as a whole, and what they count. The centre has its own; scenarios are no measures.
const std::map<std::string, const char*>& group_measures() {
  static const std::map<std::string, const char*> kWords{
      {"votes.unanimity", "Votes on which all are alike"},
      {"votes.cohesion", "Cohesion in votes"},
      {"meetings.count", "Meetings of all"},
      {"treaties.shared", "Treaties of all"},
      {"memberships.shared", "Groups that hold all"},
      {"system.profile", "Random groups below"},
      {"ladder.rung", "Rung"},
  };
  return kWords;
}

std::string part_of(const Finding& finding) {
  return finding.rule.data.value("part", "");
}

std::vector<Finding> about_all(const BriefBuilder& builder, const std::vector<Finding>& findings) {
  std::vector<Finding> found;
  for (const auto& finding : findings) {
    auto states = finding.subjects;
    std::sort(states.begin(), states.end());
    const bool votes = finding.measure.rfind("votes.", 0) == 0;
    const bool judged = finding.measure == "ladder.rung";
    if (states != builder.members() || (!finding.number() && !judged)) continue;
    if (!group_measures().contains(finding.measure)) continue;
    if (votes && finding.n.value_or(0) < kLeastVotes) continue;
    found.push_back(finding);
  }
  return found;
}

/// The question that a finding answers: being alike is one of several answers about a group's votes, a rung
/// one of several of a ladder.
Question question_of(const Finding& finding) {
  Question question{finding.measure, {}, finding.rule.data};
  question.options.erase("part");
  if (finding.measure == "votes.unanimity")
    question.measure = part_of(finding).empty() ? "votes.agreement" : "votes.cohesion";
  if (finding.measure == "ladder.rung") question.measure = "ladder.rungs";
  return question;
}

/// Whether an answer about fewer states is the one that the finding gives for all. Two states are alike where
/// they agree.
bool same_answer(const Finding& answer, const Finding& finding) {
  if (part_of(answer) != part_of(finding)) return false;
  return answer.measure == finding.measure || answer.measure == question_of(finding).measure;
}

/// The one answer to a finding's question that is about all of some states; nothing where there is no such
/// part.
const Finding* same_among(const std::vector<Finding>& answers, const Finding& finding, std::size_t states) {
  const auto at = std::find_if(answers.begin(), answers.end(), [&](const Finding& answer) {
    const bool of_these = answer.subjects.size() == states;  // not of one pair among them
    return of_these && same_answer(answer, finding);
  });
  return at == answers.end() ? nullptr : &*at;
}

/// A judgement is a code.
std::string shown(const Finding& finding) {
  auto words = value_words(finding);
  if (finding.measure == "ladder.rung") std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

/// A figure that is undefined without a member says nothing of it.
bool moved(const Finding& without, const Finding& whole) {
  if (whole.number()) return without.number() && *without.number() != *whole.number();
  return value_words(without) != value_words(whole);
}

std::string words_of(const Finding& finding) {
  std::string words = group_measures().at(finding.measure);
  if (finding.measure == "ladder.rung") return words + ": " + finding.details.value("title", "");
  const auto part = part_of(finding);
  if (finding.measure != "system.profile") return words;
  return words + ": " + part.substr(0, part.find(", the group"));
}

/// The questions behind findings, each asked once of the group without each member.
class Others {
 public:
  Others(const BriefBuilder& builder, const std::vector<Finding>& whole) : members_(builder.members()) {
    std::vector<Question> questions;
    std::vector<std::vector<std::size_t>> of_question;
    std::map<std::string, std::size_t> known;
    for (std::size_t f = 0; f < whole.size(); ++f) {
      const auto question = question_of(whole[f]);
      const auto [at, added] = known.emplace(question.measure + question.options.dump(), questions.size());
      if (added) {
        questions.push_back(question);
        of_question.emplace_back();
      }
      of_question[at->second].push_back(f);
    }
    answers_.resize(whole.size() * members_.size());
    parallel_for(questions.size() * members_.size(), 0, [&](std::size_t i, std::size_t) {
      const auto& question = questions[i / members_.size()];
      const std::size_t m = i % members_.size();
      auto others = members_;
      std::erase(others, members_[m]);
      const auto answers = builder.ask_together(question.measure, others, question.options);
      for (const auto f : of_question[i / members_.size()]) {
        const auto* same = same_among(answers, whole[f], others.size());
        if (same != nullptr) answers_[f * members_.size() + m] = *same;
      }
    });
  }

  /// What finding number `f` comes to without member number `m`; nothing where there is no such answer.
  const std::optional<Finding>& answer(std::size_t f, std::size_t m) const {
    return answers_[f * members_.size() + m];
  }

 private:
  const std::vector<std::string>& members_;
  std::vector<std::optional<Finding>> answers_;  ///< by finding, then member
};

Exhibit start(const BriefBuilder& builder) {
  Exhibit exhibit;
  exhibit.id = "without-members";
  exhibit.title = "Each measure of the group, whole and without each member";
  exhibit.subtitle = "The same question under the same rule, asked of the others";
  exhibit.sources = {"table:roll_calls", "table:meetings", "table:treaties", "table:memberships"};
  exhibit.table.columns = {{"measure", "Measure", "text"}, {"whole", "All", "text"}};
  if (builder.small()) {
    for (const auto& member : builder.members())
      exhibit.table.columns.push_back({member, "Without " + with_article(builder.name(member)), "text"});
    exhibit.table.columns.push_back({"rule", "Rule", "text"});
  } else {
    for (const auto& [key, label] : {std::pair{"low", "Lowest without a member"},
                                     {"high", "Highest without a member"},
                                     {"moved", "Moves without"}})
      exhibit.table.columns.push_back({key, label, "text"});
  }
  exhibit.table.finding = "finding";
  exhibit.rule = "Findings of this brief whose subject is the whole group; single votes are left out";
  exhibit.notes = {
      "Fewer states agree, meet and share more easily: a rise without a member is no verdict on it."};
  return exhibit;
}

/// A column a member.
void add_each(BriefBuilder& builder, const Others& without, std::size_t f, Exhibit& exhibit, Json& row) {
  const auto& members = builder.members();
  for (std::size_t m = 0; m < members.size(); ++m) {
    const auto& found = without.answer(f, m);
    row[members[m]] = found ? Json(shown(*found)) : Json(nullptr);
    if (found) builder.keep(*found, exhibit);
  }
}

/// "61.3 % (without Turkey)", with how many others are level.
std::string end_words(const BriefBuilder& builder, const Others& without, std::size_t f,
                      const std::vector<std::size_t>& level) {
  std::string words = shown(*without.answer(f, level.front())) + " (without " +
                      with_article(builder.name(builder.members()[level.front()]));
  if (level.size() == 2) words += " or " + with_article(builder.name(builder.members()[level.back()]));
  if (level.size() > 2) words += fmt::format(" or any of {} others", level.size() - 1);
  return words + ")";
}

/// Of many members, those without whom the figure is lowest and highest; of a judgement, how many move it.
void add_ends(BriefBuilder& builder, const Others& without, std::size_t f, const Finding& whole,
              Exhibit& exhibit, Json& row) {
  const auto& members = builder.members();
  std::vector<std::optional<double>> values(members.size());
  std::size_t moves = 0, answered = 0;
  for (std::size_t m = 0; m < members.size(); ++m) {
    const auto& found = without.answer(f, m);
    if (!found) continue;
    ++answered;
    moves += moved(*found, whole) ? 1 : 0;
    values[m] = found->number();
  }
  row["moved"] = fmt::format("{} of {}", moves, answered);
  for (const auto& [key, end] : {std::pair{"low", End::least}, {"high", End::most}}) {
    const auto level = at_end(values, end);
    row[key] = level.empty() ? Json(nullptr) : Json(end_words(builder, without, f, level));
    if (!level.empty()) builder.keep(*without.answer(f, level.front()), exhibit);
  }
}

std::vector<std::pair<std::string, std::size_t>> moves_of(const BriefBuilder& builder, const Others& without,
                                                          const std::vector<Finding>& whole) {
  std::vector<std::pair<std::string, std::size_t>> moves;
  for (std::size_t m = 0; m < builder.members().size(); ++m) {
    std::size_t n = 0;
    for (std::size_t f = 0; f < whole.size(); ++f) {
      const auto& found = without.answer(f, m);
      n += found && moved(*found, whole[f]) ? 1 : 0;
    }
    moves.emplace_back(builder.name(builder.members()[m]), n);
  }
  return moves;
}

}  // namespace

void brief_without(BriefBuilder& builder) {
  const auto& members = builder.members();
  if (members.size() < 3) return;
  const auto whole = about_all(builder, builder.brief().findings);
  if (whole.empty()) return;
  auto exhibit = start(builder);
  const Others without(builder, whole);
  for (std::size_t f = 0; f < whole.size(); ++f) {
    const auto& finding = whole[f];
    Json row{{"measure", words_of(finding)},
             {"whole", shown(finding)},
             {"finding", builder.keep(finding, exhibit)}};
    if (builder.small()) {
      row["rule"] = finding.rule.words;
      add_each(builder, without, f, exhibit, row);
    } else {
      add_ends(builder, without, f, finding, exhibit, row);
    }
    exhibit.table.rows.push_back(std::move(row));
  }
  Section section;
  section.id = "without";
  section.layer = "Without each member";
  section.title = without_headline(moves_of(builder, without, whole), whole.size());
  section.text = {
      "What holds for a group may hold because of one of its members. Each finding about the whole group is "
      "asked "
      "again of the others."};
  section.exhibits.push_back(std::move(exhibit));
  builder.add(std::move(section));
}

}  // namespace blocs::findings
