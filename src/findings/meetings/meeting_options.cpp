#include <fmt/format.h>

#include "../words.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"

namespace blocs::findings {
namespace {

using measures::MeetingRule;
using measures::Sides;

template <typename Code, typename Parse>
std::vector<Code> codes(Options& options, const std::string& key, const std::vector<Code>& otherwise,
                        Parse parse, const std::vector<std::string>& legal) {
  if (!options.has(key)) {
    options.allow(key);
    return otherwise;
  }
  std::vector<Code> found;
  for (const auto& text : options.list(key, {})) {
    const std::optional<Code> one = parse(text);
    if (!one) {
      throw Error::usage(fmt::format("\"{}\" is not one of {} ({})", text, join(legal, ", "), key),
                         did_you_mean(text, legal));
    }
    found.push_back(*one);
  }
  return found;
}

template <typename Code>
std::vector<std::string> words(const std::vector<Code>& list) {
  std::vector<std::string> out;
  for (const auto one : list) out.emplace_back(word(one));
  return out;
}

std::string rank_words(const MeetingRule& rule) {
  const std::string sides = rule.sides == Sides::both ? "on every side" : "on at least one side";
  if (!rule.ranks.empty()) return spaced(join(words(rule.ranks), ", ")) + " " + sides;
  if (rule.min_rank == views::Rank::unknown) return "any rank";
  return spaced(std::string(word(rule.min_rank))) + " or above " + sides;
}

std::string period_words(const Period& period) {
  if (period.since && period.until)
    return fmt::format("begun {} to {}", period.since->iso(), period.until->iso());
  if (period.since) return "begun from " + period.since->iso();
  if (period.until) return "begun until " + period.until->iso();
  return "all dates";
}

}  // namespace

MeetingRule meeting_rule_from(const Json& json) {
  Options options(json);
  MeetingRule rule;
  rule.period = {options.date("since"), options.date("until")};
  if (rule.period.since && rule.period.until && *rule.period.since > *rule.period.until) {
    throw Error::usage("the period ends before it begins", "since <= until");
  }
  const auto ranks = views::all_ranks();
  rule.min_rank = codes<views::Rank>(options, "min_rank", {rule.min_rank}, views::rank_of, ranks).front();
  rule.ranks = codes<views::Rank>(options, "ranks", {}, views::rank_of, ranks);
  const std::string sides = options.text("sides", "both");
  if (sides != "both" && sides != "any")
    throw Error::usage("\"" + sides + "\" is no rule for sides", "any or both");
  rule.sides = sides == "both" ? Sides::both : Sides::any;
  rule.frames = codes<views::Frame>(options, "frames", rule.frames, views::frame_of, views::all_frames());
  rule.formats =
      codes<views::Format>(options, "formats", rule.formats, views::format_of, views::all_formats());
  rule.confidences = codes<views::Confidence>(options, "confidences", rule.confidences,
                                              views::code<views::Confidence>, {"high", "medium", "low"});
  rule.sectors = options.list("sectors", {});
  rule.hosts = options.list("hosts", {});
  rule.with_agreements = options.flag("with_agreements", false);
  rule.exactly = options.flag("exactly", false);
  rule.supreme_leader_is_head_of_state = options.flag("supreme_leader_is_head_of_state", true);
  options.finish();
  return rule;
}

Json to_options(const MeetingRule& rule) {
  Json json = Json::object();
  if (rule.period.since) json["since"] = rule.period.since->iso();
  if (rule.period.until) json["until"] = rule.period.until->iso();
  if (rule.ranks.empty()) {
    json["min_rank"] = word(rule.min_rank);
  } else {
    json["ranks"] = words(rule.ranks);
  }
  json["sides"] = word(rule.sides);
  json["frames"] = words(rule.frames);
  json["formats"] = words(rule.formats);
  json["confidences"] = words(rule.confidences);
  if (!rule.sectors.empty()) json["sectors"] = rule.sectors;
  if (!rule.hosts.empty()) json["hosts"] = rule.hosts;
  if (rule.with_agreements) json["with_agreements"] = true;
  json["exactly"] = rule.exactly;
  json["supreme_leader_is_head_of_state"] = rule.supreme_leader_is_head_of_state;
  return json;
}

std::string in_words(const MeetingRule& rule) {
  std::string text = "meetings " + period_words(rule.period) + ", " + rank_words(rule) + ", " +
                     spaced(join(words(rule.frames), " or ")) + ", " +
                     spaced(join(words(rule.formats), " or "));
  if (rule.confidences.size() < 3) text += ", confidence " + join(words(rule.confidences), " or ");
  if (!rule.sectors.empty()) text += ", on " + join(rule.sectors, " or ");
  if (!rule.hosts.empty()) text += ", hosted by " + join(rule.hosts, " or ");
  if (rule.with_agreements) text += ", with something recorded as agreed";
  if (rule.exactly) text += ", of exactly these states (complete lists of participants only)";
  if (!rule.supreme_leader_is_head_of_state)
    text += "; Iran's Supreme Leader is not counted as head of state";
  return text;
}

}  // namespace blocs::findings
