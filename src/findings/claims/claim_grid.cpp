#include "claim_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "../words.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kCutOff = "cut-off";

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_about(const Claim& claim, const std::string& prefix) {
  return std::any_of(claim.figures.begin(), claim.figures.end(),
                     [&](const Figure& f) { return f.question.measure.starts_with(prefix); });
}

/// "a week later", "30 days earlier".
std::string step_words(int days) {
  if (days == 0) return "as stated";
  const int size = std::abs(days);
  const std::string span = size == 1 ? "a day" : size == 7 ? "a week" : fmt::format("{} days", size);
  return span + (days < 0 ? " earlier" : " later");
}

bool ends_at_cut_off(const Question& question) {
  return question.options.contains("until") && question.options.at("until") == kCutOff;
}

}  // namespace

std::vector<ClaimGrid::Choice> ClaimGrid::votes() {
  const std::vector<std::string> selecting{"votes.agreement", "votes.count", "votes.ballots", "votes.vetoes",
                                           "votes.companions"};
  const std::vector<std::string> filtering{"votes.agreement", "votes.count", "votes.ballots",
                                           "votes.companions"};
  const std::vector<std::string> comparing{"votes.agreement"};
  return {
      {"kinds",
       selecting,
       {"kinds"},
       {{"drafts", {{"kinds", {"draft"}}}, 0},
        {"amendments let in", {{"kinds", {"draft", "amendment"}}}, 0}}},
      {"outcomes",
       filtering,
       {"outcomes"},
       {{"adopted or vetoed", {{"outcomes", {"adopted", "vetoed"}}}, 0},
        {"failed ones let in", {{"outcomes", {"adopted", "vetoed", "failed"}}}, 0},
        {"adopted only", {{"outcomes", {"adopted"}}}, 0}}},
      {"matters",
       selecting,
       {"natures"},
       {{"all matters", {{"natures", {"substantive", "procedural"}}}, 0},
        {"substantive matters only", {{"natures", {"substantive"}}}, 0}}},
      {"abstention",
       comparing,
       {"abstention"},
       {{"three ballots", {{"abstention", "exact"}}, 0},
        {"an abstention is half agreement", {{"abstention", "half"}}, 0},
        {"abstentions left out", {{"abstention", "yesno"}}, 0}}},
      {"absence",
       {"votes.agreement", "votes.subsets"},
       {"absence"},
       {{"absence is missing", {{"absence", "missing"}}, 0},
        {"absence counts as abstention", {{"absence", "abstention"}}, 0}}},
  };
}

std::vector<ClaimGrid::Choice> ClaimGrid::meetings() {
  const std::vector<std::string> all{"meetings.count", "meetings.date", "meetings.hosted"};
  const auto least = [](const char* rank) { return Json{{"min_rank", rank}, {"ranks", nullptr}}; };
  return {
      {"rank",
       all,
       {"min_rank", "ranks"},
       {{"minister or above", least("minister"), 0},
        {"deputy minister or above", least("deputy_minister"), 0},
        {"deputy prime minister, secretary or speaker or above", least("deputy_prime_minister"), 0},
        {"head of government or above", least("head_of_government"), 0},
        {"any rank, known or not", least("unknown"), 0},
        {"heads, speakers, foreign and defence ministers and security council secretaries only",
         {{"ranks",
           {"head_of_state", "head_of_government", "parliament_speaker", "foreign_minister",
            "defence_minister", "security_council_secretary"}}},
         0}}},
      {"sides",
       all,
       {"sides"},
       {{"the rank holds on every side", {{"sides", "both"}}, 0},
        {"the rank holds on one side", {{"sides", "any"}}, 0}}},
      {"frames",
       all,
       {"frames"},
       {{"own meetings and meetings in the margins",
         {{"frames", {"bilateral", "trilateral", "sidelines"}}},
         0},
        {"own meetings only", {{"frames", {"bilateral", "trilateral"}}}, 0},
        {"multilateral sessions let in",
         {{"frames", {"bilateral", "trilateral", "sidelines", "multilateral_session"}}},
         0}}},
      {"formats",
       all,
       {"formats"},
       {{"in person or by video", {{"formats", {"in_person", "virtual"}}}, 0},
        {"in person only", {{"formats", {"in_person"}}}, 0},
        {"telephone calls let in", {{"formats", {"in_person", "virtual", "telephone"}}}, 0}}},
      {"confidence",
       all,
       {"confidences"},
       {{"rows of any confidence", {{"confidences", {"high", "medium", "low"}}}, 0},
        {"rows of low confidence left out", {{"confidences", {"high", "medium"}}}, 0}}},
  };
}

std::vector<ClaimGrid::Choice> ClaimGrid::facts(const Claim& claim) {
  Choice reporter{
      "reporter", {"trade.total"}, {"reporter"}, {{"the first total on record", Json::object(), 0}}};
  for (const auto& figure : claim.figures) {
    if (figure.question.measure != "trade.total") continue;
    for (const auto& state : figure.question.subjects) {
      const std::string words = "as " + state + " reports it";
      const bool there = std::any_of(reporter.levels.begin(), reporter.levels.end(),
                                     [&](const Level& level) { return level.words == words; });
      if (!there) reporter.levels.push_back({words, {{"reporter", state}}, 0});
    }
  }
  return {
      {"date of a treaty",
       {"treaties.date"},
       {"field"},
       {{"the day of signature", {{"field", "signed"}}, 0},
        {"entry into force", {{"field", "in_force"}}, 0}}},
      {"texts",
       {"treaties.shared"},
       {"binding"},
       {{"treaties and other texts", {{"binding", false}}, 0},
        {"binding treaties only", {{"binding", true}}, 0}}},
      {"members",
       {"memberships.count"},
       {"statuses"},
       {{"full members", {{"statuses", {"member"}}}, 0},
        {"invited states and partners counted too", {{"statuses", {"member", "partner"}}}, 0}}},
      std::move(reporter),
      {"ends of a span",
       {"milestones.span"},
       {"ends"},
       {{"difference of the dates", {{"ends", "difference"}}, 0},
        {"first and last day counted", {{"ends", "both"}}, 0}}},
  };
}

std::vector<ClaimGrid::Choice> ClaimGrid::ties() {
  const auto of = [](const char* words, std::vector<std::string> layers) {
    return Level{words, {{"layers", std::move(layers)}}, 0};
  };
  return {{"layers of a ring",
           {"system.ring"},
           {"layers"},
           {of("votes, treaties and memberships", {"votes", "treaties", "memberships"}),
            of("votes only", {"votes"}), of("treaties only", {"treaties"}),
            of("memberships only", {"memberships"})}},
          {"layers of a centre",
           {"system.centre"},
           {"layers"},
           {of("votes, meetings, treaties and memberships", {"votes", "meetings", "treaties", "memberships"}),
            of("votes left out", {"meetings", "treaties", "memberships"}),
            of("meetings left out", {"votes", "treaties", "memberships"}),
            of("treaties left out", {"votes", "meetings", "memberships"}),
            of("memberships left out", {"votes", "meetings", "treaties"})}}};
}

ClaimGrid::Choice ClaimGrid::cut_off(const Claim& claim, const Document& document) {
  Choice choice{kCutOff, {}, {}, {}};
  const bool used = std::any_of(claim.figures.begin(), claim.figures.end(),
                                [](const Figure& f) { return ends_at_cut_off(f.question); });
  if (!used) return choice;
  if (!document.cut_off) {
    throw Error::bad_input("claim \"" + claim.id + "\" asks until the cut-off, and the document has none",
                           claim.at, "give [document] a cut_off, or a date");
  }
  // Of meetings fewer days: most of them are known to the week, and a grid of meetings is large as it is.
  const std::vector<int> steps = is_about(claim, "votes.")
                                     ? std::vector<int>{0, -1, -7, -30, -45, 1, 7, 30, 45}
                                     : std::vector<int>{0, -7, -30, 7, 30};
  for (const int days : steps) {
    choice.levels.push_back(
        {fmt::format("to {} ({})", document.cut_off->plus_days(days).iso(), step_words(days)), Json::object(),
         days});
  }
  return choice;
}

bool ClaimGrid::takes(const Choice& choice, const Question& question) {
  if (choice.name == kCutOff) return ends_at_cut_off(question);
  return contains(choice.measures, question.measure) &&
         std::none_of(choice.keys.begin(), choice.keys.end(),
                      [&](const std::string& key) { return question.options.contains(key); });
}

ClaimGrid::ClaimGrid(const Claim& claim, const Document& document) : cut_off_(document.cut_off) {
  static const auto kVotes = votes();
  static const auto kMeetings = meetings();
  static const auto kTies = ties();
  const auto add_open = [&](const std::vector<Choice>& choices) {
    std::copy_if(choices.begin(), choices.end(), std::back_inserter(choices_), [&](const Choice& choice) {
      return choice.levels.size() > 1 &&
             std::any_of(claim.figures.begin(), claim.figures.end(),
                         [&](const Figure& f) { return takes(choice, f.question); });
    });
  };
  add_open({cut_off(claim, document)});
  add_open(kVotes);
  add_open(kMeetings);
  add_open(facts(claim));
  add_open(kTies);
  std::vector<inference::Axis> axes;
  for (const auto& choice : choices_) {
    inference::Axis axis{choice.name, {}};
    for (const auto& level : choice.levels) axis.levels.push_back(level.words);
    axes.push_back(std::move(axis));
  }
  try {
    rules_ = inference::RuleGrid(std::move(axes));
  } catch (const Error& error) {
    throw Error::bad_input("claim \"" + claim.id + "\": " + error.message(), claim.at,
                           "split the claim: its figures are of too many kinds");
  }
}

Question ClaimGrid::question(const Figure& figure, std::size_t rule) const {
  Question question = figure.question;
  const auto levels = rules_.levels(rule);
  int days_later = 0;
  for (std::size_t c = 0; c < choices_.size(); ++c) {
    if (!takes(choices_[c], figure.question)) continue;
    const auto& level = choices_[c].levels[levels[c]];
    question.options.merge_patch(level.options);
    days_later += level.days_later;
  }
  if (ends_at_cut_off(question) && cut_off_)
    question.options["until"] = cut_off_->plus_days(days_later).iso();
  return question;
}

std::vector<Date> ClaimGrid::cut_offs(const Figure& figure) const {
  std::vector<Date> days;
  if (choices_.empty() || choices_.front().name != kCutOff || !takes(choices_.front(), figure.question))
    return days;
  for (const auto& level : choices_.front().levels) days.push_back(cut_off_->plus_days(level.days_later));
  return days;
}

std::size_t ClaimGrid::cut_off_of(std::size_t rule) const {
  return choices_.empty() || choices_.front().name != kCutOff ? 0 : rules_.levels(rule).front();
}

std::vector<std::size_t> ClaimGrid::first_alike(const Figure& figure,
                                                const std::vector<std::size_t>& same_cut_off) const {
  std::vector<std::size_t> first(rules_.size());
  std::size_t below = rules_.size();  // rules that share the levels of the choices before
  for (std::size_t c = 0; c < choices_.size(); ++c) {
    below /= choices_[c].levels.size();
    if (!takes(choices_[c], figure.question)) continue;
    for (std::size_t rule = 0; rule < first.size(); ++rule) {
      const std::size_t level = rule / below % choices_[c].levels.size();
      const bool shared = choices_[c].name == kCutOff && !same_cut_off.empty();
      first[rule] += (shared ? same_cut_off[level] : level) * below;
    }
  }
  return first;
}

std::string ClaimGrid::words(std::size_t rule) const {
  std::vector<std::string> parts;
  const auto levels = rules_.levels(rule);
  for (std::size_t c = 0; c < choices_.size(); ++c) {
    if (levels[c] > 0) parts.push_back(choices_[c].levels[levels[c]].words);
  }
  return parts.empty() ? "default rule" : join(parts, "; ");
}

std::string ClaimGrid::shared(const std::vector<std::size_t>& chosen) const {
  const auto used = rules_.used(chosen);
  std::vector<std::string> parts;
  for (std::size_t c = 0; c < choices_.size(); ++c) {
    std::vector<std::string> levels;
    for (std::size_t l = 0; l < used[c].size(); ++l) {
      if (used[c][l]) levels.push_back(choices_[c].levels[l].words);
    }
    if (levels.size() < used[c].size()) parts.push_back(or_list(levels));
  }
  return join(parts, "; ");
}

}  // namespace blocs::findings
