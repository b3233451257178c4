#include <fmt/format.h>

#include <algorithm>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"

namespace blocs::findings {
namespace {

using measures::Absence;
using measures::Abstention;
using measures::VoteRule;

template <typename Code>
std::vector<Code> codes(Options& options, const std::string& key, const std::vector<Code>& otherwise) {
  if (!options.has(key)) {
    options.allow(key);
    return otherwise;
  }
  std::vector<Code> found;
  for (const auto& text : options.list(key, {})) {
    const auto one = views::code<Code>(text);
    if (!one) {
      const auto legal = split(views::legal_words<Code>(), ',');
      const auto near = did_you_mean(text, legal);
      throw Error::usage(fmt::format("\"{}\" is not one of {} ({})", text, views::legal_words<Code>(), key),
                         near);
    }
    if (std::find(found.begin(), found.end(), *one) == found.end()) found.push_back(*one);
  }
  std::sort(found.begin(), found.end());
  if (found.empty())
    throw Error::usage("\"" + key + "\" names nothing", std::string(views::legal_words<Code>()));
  return found;
}

template <typename Code>
std::vector<std::string> words(const std::vector<Code>& list) {
  std::vector<std::string> out;
  for (const auto one : list) out.emplace_back(word(one));
  return out;
}

Abstention abstention_from(const std::string& text) {
  for (const auto a : {Abstention::exact, Abstention::half, Abstention::yes_no}) {
    if (word(a) == text) return a;
  }
  throw Error::usage("\"" + text + "\" is no rule for abstentions", "exact, half or yesno");
}

Absence absence_from(const std::string& text) {
  for (const auto a : {Absence::missing, Absence::as_abstention}) {
    if (word(a) == text) return a;
  }
  throw Error::usage("\"" + text + "\" is no rule for absences", "missing or abstention");
}

std::string period_words(const Period& period) {
  if (period.since && period.until)
    return fmt::format(", {} to {}", period.since->iso(), period.until->iso());
  if (period.since) return ", from " + period.since->iso();
  if (period.until) return ", until " + period.until->iso();
  return ", all dates";
}

std::string selection_words(const VoteRule& rule) {
  const bool council = rule.body == views::Body::council;
  auto kinds = words(rule.kinds);
  if (!council) std::replace(kinds.begin(), kinds.end(), std::string("draft"), std::string("resolution"));
  std::string text = (council ? "Security Council " : "General Assembly ") + join(kinds, ", ") + " votes";
  if (rule.outcomes.size() < 3) text += " " + join(words(rule.outcomes), " or ");
  text += period_words(rule.period);
  if (!rule.sessions.empty()) text += ", session " + join(rule.sessions, " and ");
  if (!rule.topics.empty()) text += ", on " + join(rule.topics, " or ");
  if (!rule.agendas.empty()) text += ", agenda item " + join(rule.agendas, " or ");
  if (!rule.ids.empty()) text += fmt::format(", {} named roll calls", rule.ids.size());
  if (rule.natures.size() == 1) text += fmt::format(", {} matters only", word(rule.natures.front()));
  return text + (rule.contested ? ", contested only (at least two distinct recorded ballots)"
                                : ", contested or not");
}

/// Published figures on the Assembly take in amendments, paragraphs and drafts that failed.
void let_in_the_assembly(VoteRule& rule) {
  rule.kinds = {views::Kind::draft, views::Kind::amendment, views::Kind::paragraph};
  rule.outcomes = {views::Outcome::adopted, views::Outcome::vetoed, views::Outcome::failed};
}

}  // namespace

VoteRule vote_rule_from(const Json& json) {
  Options options(json);
  VoteRule rule;
  // Only the Assembly has sessions, so that naming one names the body.
  const auto body =
      views::code<views::Body>(options.text("body", options.has("sessions") ? "assembly" : "council"));
  if (!body) throw Error::usage("no such body", "council or assembly");
  rule.body = *body;
  rule.period = {options.date("since"), options.date("until")};
  if (rule.period.since && rule.period.until && *rule.period.since > *rule.period.until) {
    throw Error::usage("the period ends before it begins", "since <= until");
  }
  rule.sessions = options.list("sessions", {});
  if (rule.body == views::Body::assembly) let_in_the_assembly(rule);
  rule.kinds = codes<views::Kind>(options, "kinds", rule.kinds);
  if (!options.flag("amendments", true)) std::erase(rule.kinds, views::Kind::amendment);
  if (!options.flag("paragraphs", true)) std::erase(rule.kinds, views::Kind::paragraph);
  rule.outcomes = codes<views::Outcome>(options, "outcomes", rule.outcomes);
  rule.natures = codes<views::Nature>(options, "natures", rule.natures);
  rule.topics = options.list("topics", {});
  rule.agendas = options.list("agendas", {});
  rule.ids = options.list("ids", {});
  rule.contested = options.flag("contested", false);
  rule.abstention = abstention_from(options.text("abstention", "exact"));
  rule.absence = absence_from(options.text("absence", "missing"));
  options.finish();
  return rule;
}

Json to_options(const VoteRule& rule) {
  Json json{{"body", word(rule.body)}};
  if (rule.period.since) json["since"] = rule.period.since->iso();
  if (rule.period.until) json["until"] = rule.period.until->iso();
  if (!rule.sessions.empty()) json["sessions"] = rule.sessions;
  json["kinds"] = words(rule.kinds);
  json["outcomes"] = words(rule.outcomes);
  json["natures"] = words(rule.natures);
  if (!rule.topics.empty()) json["topics"] = rule.topics;
  if (!rule.agendas.empty()) json["agendas"] = rule.agendas;
  if (!rule.ids.empty()) json["ids"] = rule.ids;
  json["contested"] = rule.contested;
  json["abstention"] = word(rule.abstention);
  json["absence"] = word(rule.absence);
  return json;
}

std::string selection_in_words(const VoteRule& rule) {
  return selection_words(rule) +
         (rule.absence == Absence::missing ? "; absence is missing" : "; absence counts as abstention");
}

std::string in_words(const VoteRule& rule) {
  std::string text = selection_words(rule);
  switch (rule.abstention) {
    case Abstention::exact:
      text += "; yes, no and abstain are three different ballots";
      break;
    case Abstention::half:
      text += "; an abstention against yes or no is half agreement";
      break;
    case Abstention::yes_no:
      text += "; votes on which either state abstained are left out";
      break;
  }
  return text +
         (rule.absence == Absence::missing ? "; absence is missing" : "; absence counts as abstention");
}

}  // namespace blocs::findings
