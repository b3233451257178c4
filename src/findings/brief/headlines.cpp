// The headline of a whole brief. Its words follow from findings by the rules of docs/headlines.md, which the
// brief's method notes repeat.
#include "headlines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "../words.hpp"

namespace blocs::findings {
namespace {

constexpr double kAsOne = 0.9;
constexpr double kHalf = 0.5;
constexpr double kRarely = 0.1;
constexpr std::size_t kLeastForWords = 5;  ///< roll calls below which a share gets no verb

bool defined(const std::optional<Finding>& finding) {
  return finding && finding->number();
}

std::string subject(const HeadlineFacts& facts) {
  return facts.name.empty() ? "These " + spelled(facts.members.size()) + " states" : facts.name;
}

std::string council_clause(const views::States& states, const HeadlineFacts& facts) {
  if (!defined(facts.contested)) return "";
  const std::string votes = out_of(*facts.contested) + " contested Council votes";
  if (facts.sat.size() == 2) return spoken(states, facts.sat) + " voted alike on " + votes;
  return "members in the Council voted as one on " + votes;
}

std::string assembly_clause(const views::States& states, const HeadlineFacts& facts) {
  const std::string who = facts.members.size() == 2 ? spoken(states, facts.members) : "its members";
  const std::string whose = facts.name.empty() && facts.members.size() > 2 ? "they" : who;
  if (defined(facts.session))
    return fmt::format("in {} {} cast one ballot on {} Assembly roll calls", facts.session_words, whose,
                       out_of(*facts.session));
  if (defined(facts.named))
    return fmt::format("{} cast one ballot on {} named Assembly resolutions", whose, out_of(*facts.named));
  return "";
}

/// What comes before the colon, if a rule gives it.
std::string label(const HeadlineFacts& facts, bool& of_votes) {
  const bool one = !facts.name.empty();  // "CRINK meets", but "these four states meet"
  const std::string k = spelled(facts.members.size());
  of_votes = false;
  if (facts.whole && !facts.whole->evidence.empty())
    return fmt::format("{} met as {} {}", subject(facts), k, counted(facts.whole->evidence.size(), "time"));
  if (facts.whole && !most_rows(facts.met).empty())
    return fmt::format("{} {} in pairs, not as {}", subject(facts), one ? "meets" : "meet", k);
  of_votes = true;
  const auto& votes = defined(facts.session) ? facts.session : facts.named;
  const std::string verb = votes ? unity_words(*votes, one) : "";
  return verb.empty() ? subject(facts) + ": what the record holds"
                      : fmt::format("{} {} in the Assembly", subject(facts), verb);
}

}  // namespace

std::string spoken(const views::States& states, const std::vector<std::string>& codes) {
  std::vector<std::string> list;
  for (const auto& code : codes) list.push_back(with_article(states.name(code)));
  return and_list(list);
}

std::string dashed(const views::States& states, const Finding& pair) {
  return states.name(pair.subjects.at(0)) + "–" + states.name(pair.subjects.at(1));
}

std::string unity_words(const Finding& unanimity, bool singular) {
  const auto share = unanimity.number();
  if (!share || unanimity.n.value_or(0) < kLeastForWords) return "";
  if (*share >= kAsOne || level(*share, kAsOne)) return singular ? "votes as one" : "vote as one";
  const std::string be = singular ? "is" : "are";
  if (level(*share, kHalf)) return be + " divided half the time";
  if (*share > kHalf) return singular ? "mostly votes as one" : "mostly vote as one";
  if (*share < kRarely && !level(*share, kRarely))
    return singular ? "rarely votes as one" : "rarely vote as one";
  return be + " divided more often than not";
}

std::string brief_title(const views::States& states, const HeadlineFacts& facts) {
  const std::string council = council_clause(states, facts);
  const std::string assembly = assembly_clause(states, facts);
  if (facts.members.size() == 2) {
    std::string text = council.empty() ? assembly : council;
    if (text.empty()) text = spoken(states, facts.members) + ": what the record holds";
    if (!facts.met.empty())
      text += fmt::format(", and met {}", counted(facts.met.front().evidence.size(), "time"));
    return capital(text);
  }
  bool of_votes = false;
  std::string first = label(facts, of_votes);
  // A word about votes stands before the figure that it is a word about, and no other.
  std::string second = of_votes ? assembly : council.empty() ? assembly : council;
  if (of_votes && !council.empty()) second += (second.empty() ? "" : "; ") + council;
  if (second.empty()) return first;
  const bool bare = first.ends_with(": what the record holds");
  return (bare ? subject(facts) : first) + ": " + second;
}

std::string meetings_summary(const views::States& states, const std::vector<Finding>& met,
                             const Finding& whole, std::size_t members) {
  const auto pairs_met =
      std::count_if(met.begin(), met.end(), [](const Finding& pair) { return !pair.evidence.empty(); });
  const auto top = most_rows(met);
  std::string most;
  if (top.size() == 1 && met.size() > 1) {
    most = fmt::format(", {} most often ({})", spoken(states, met[top.front()].subjects),
                       counted(met[top.front()].evidence.size(), "meeting"));
  } else if (top.size() > 1) {
    std::vector<std::string> names;
    for (const auto i : top) names.push_back(dashed(states, met[i]));
    most = fmt::format("; {} with {} each", leaders(names, met.size(), "pairs"),
                       counted(met[top.front()].evidence.size(), "meeting"));
  }
  return fmt::format(
      "{} of {} met at the rank of minister or above{}. {} of exactly all {} is on record.",
      capital(spelled(static_cast<std::size_t>(pairs_met))), counted(met.size(), "pair"), most,
      whole.evidence.empty() ? "No meeting" : capital(counted(whole.evidence.size(), "meeting")),
      spelled(members));
}

}  // namespace blocs::findings
