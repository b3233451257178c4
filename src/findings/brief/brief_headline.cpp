// The headline, how sure it is, and the key figures. The words themselves follow from findings by the pure
// functions of headlines.hpp, under the rules of docs/headlines.md.
#include <fmt/format.h>

#include <algorithm>

#include "../words.hpp"
#include "blocs/findings/text.hpp"
#include "exhibits.hpp"
#include "headlines.hpp"
#include "layers.hpp"
#include "session_layers.hpp"

namespace blocs::findings {
namespace {

const Section* section(BriefBuilder& builder, const std::string& id) {
  const auto& list = builder.brief().sections;
  const auto at = std::find_if(list.begin(), list.end(), [&](const Section& s) { return s.id == id; });
  return at == list.end() || !at->observed ? nullptr : &*at;
}

/// What the headline rests on, and what only the key figures add.
struct Facts : HeadlineFacts {
  std::optional<Finding> all;  ///< Council, all votes
};

/// The pair that met most, where one did: a tie has none.
const Finding* busiest(const Facts& facts) {
  const auto top = most_rows(facts.met);
  return top.size() == 1 ? &facts.met[top.front()] : nullptr;
}

void look_at_meetings(BriefBuilder& builder, Facts& facts) {
  const auto follow = followed(builder);
  if (section(builder, "meetings") == nullptr || follow.size() != builder.members().size()) return;
  for (const auto& pair : BriefBuilder::pairs(follow))
    facts.met.push_back(builder.ask_one("meetings.count", {pair.first, pair.second}, builder.within()));
  if (follow.size() > 2) facts.whole = exact_meetings(builder, follow, "unknown");
}

/// The latest whole session that the section on sessions shows.
void look_at_sessions(BriefBuilder& builder, Facts& facts) {
  const auto* sessions = section(builder, "assembly-sessions");
  if (sessions == nullptr) return;
  const auto* latest = builder.kept(sessions->exhibits.front().findings.front());
  const int session = session_of(*latest);
  facts.session =
      builder.ask_whole("votes.agreement", builder.members(),
                        {{"body", "assembly"}, {"sessions", Json::array({std::to_string(session)})}});
  const int opened = latest->details.at("opened").get<int>();
  facts.session_words = fmt::format("session {} (opened in {}{})", session, opened,
                                    opened + 1 < builder.since().year() ? ", before the period" : "");
}

Facts look(BriefBuilder& builder) {
  Facts facts;
  if (builder.record().memberships().find(builder.brief_name()) != nullptr) facts.name = builder.brief_name();
  facts.members = builder.members();
  facts.sat = seated(builder);
  if (section(builder, "council") != nullptr) {
    facts.contested = council_figure(builder, true);
    facts.all = council_figure(builder, false);
  }
  if (const auto named = named_resolutions(builder); named && section(builder, "assembly") != nullptr)
    facts.named = builder.ask_whole("votes.agreement", builder.members(), *named);
  look_at_sessions(builder, facts);
  look_at_meetings(builder, facts);
  return facts;
}

/// The titles of the layers, in order, as the short version of the brief.
std::vector<std::string> paragraphs(BriefBuilder& builder, const Facts& facts) {
  std::vector<std::string> text;
  if (facts.whole && !facts.met.empty())
    text.push_back(
        meetings_summary(builder.record().states(), facts.met, *facts.whole, facts.members.size()));
  std::string layers;
  for (const char* id : {"council-conduct", "assembly-sessions", "assembly", "commitments", "memberships",
                         "trade", "sanctions"}) {
    const auto* found = section(builder, id);
    if (found != nullptr) layers += (layers.empty() ? "" : " ") + found->title + ".";
  }
  if (!layers.empty()) text.push_back(layers);
  return text;
}

std::string council_sure(const Facts& facts) {
  if (!facts.contested || !facts.contested->number()) return "";
  std::string text =
      fmt::format("Council votes are a closed record and are counted exactly: {} contested of {}.",
                  facts.contested->n.value_or(0), facts.all ? facts.all->n.value_or(0) : 0);
  if (facts.contested->interval) {
    const auto& i = *facts.contested->interval;
    text += fmt::format(
        " Read as a sample of similar votes, with whole agenda items drawn again, {} could be anything from "
        "{} to "
        "{}{}.",
        percent(*facts.contested->number()), percent(i.low), percent(i.high),
        i.low <= 0.5 && i.high >= 0.5 ? ", so that not even a majority is certain" : "");
  }
  return text;
}

std::string sure(BriefBuilder& builder, const Facts& facts) {
  std::vector<std::string> missing;
  for (const auto& s : builder.brief().sections) {
    // Whole sessions are what a record lacks, not what is not observed of a group.
    if (s.observed || s.id == "assembly-sessions" || s.id == "ideal-points") continue;
    std::string layer = s.layer;
    layer.front() = layer[0] >= 'A' && layer[0] <= 'Z' && s.id != "council" && s.id != "council-conduct" &&
                            s.id != "assembly"
                        ? static_cast<char>(layer[0] - 'A' + 'a')
                        : layer[0];
    missing.push_back(layer);
  }
  std::string text = council_sure(facts);
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : " ") + more; };
  if (facts.named)
    add(has_whole_sessions(builder)
            ? "Whole sessions of the Assembly are on record; figures of named resolutions cover these only."
            : "Assembly figures cover named resolutions only.");
  if (!facts.met.empty()) add("Meetings are those made public and found: their counts move with the rule.");
  if (!missing.empty()) add("Not observed for this group: " + and_list(missing) + ".");
  add("Arms, money, intelligence and informal contact are not observed for any group.");
  return text;
}

void add_figure(BriefBuilder& builder, const Finding& finding, std::string value, std::string words,
                std::string where) {
  auto& figures = builder.brief().key_figures;
  if (figures.size() < 5 && section(builder, where) != nullptr) {
    figures.push_back({std::move(value), std::move(words), builder.keep(finding), std::move(where)});
  }
}

void council_figures(BriefBuilder& builder, const Facts& facts) {
  if (facts.contested && facts.contested->number()) {
    const std::string who =
        facts.sat.size() == 2 ? builder.spoken(facts.sat) + " voted alike" : "members voted as one";
    add_figure(
        builder, *facts.contested, out_of(*facts.contested),
        fmt::format("contested Council votes on which {} ({})", who, percent(*facts.contested->number())),
        "council");
    if (facts.all && facts.all->number()) {
      add_figure(
          builder, *facts.all, out_of(*facts.all),
          fmt::format("of all Council votes, uncontested ones let in ({})", percent(*facts.all->number())),
          "council");
    }
    return;
  }
  const auto permanent = permanent_among(builder);
  if (permanent.size() == 1) {
    const auto vetoes = builder.ask_one("votes.vetoes", permanent, builder.within());
    if (!vetoes.number()) return;
    add_figure(builder, vetoes, std::to_string(vetoes.evidence.size()),
               fmt::format("{} by {}", vetoes.evidence.size() == 1 ? "draft vetoed" : "drafts vetoed",
                           with_article(builder.name(permanent.front()))),
               "council-conduct");
  }
}

void key_figures(BriefBuilder& builder, const Facts& facts) {
  council_figures(builder, facts);
  const char* who = builder.members().size() == 2 ? "the two" : "all members present";
  if (facts.session && facts.session->number()) {
    add_figure(builder, *facts.session, out_of(*facts.session),
               fmt::format("Assembly roll calls of {} on which {} cast one ballot", facts.session_words, who),
               "assembly-sessions");
  }
  if (facts.named && facts.named->number()) {
    add_figure(builder, *facts.named, out_of(*facts.named),
               fmt::format("named Assembly resolutions on which {} cast one ballot", who), "assembly");
  }
  if (const auto* most = busiest(facts)) {
    const std::size_t n = most->evidence.size();
    add_figure(
        builder, *most, std::to_string(n),
        fmt::format("{} of {} at the rank of minister or above{}", n == 1 ? "meeting" : "meetings",
                    builder.spoken(most->subjects), facts.met.size() > 1 ? ", the most of any pair" : ""),
        "meetings");
  }
  if (facts.whole) {
    add_figure(builder, *facts.whole, std::to_string(facts.whole->evidence.size()),
               fmt::format("{} of exactly all {}, at any rank",
                           facts.whole->evidence.size() == 1 ? "meeting" : "meetings",
                           spelled(builder.members().size())),
               "meetings");
  }
  const auto all_treaties =
      builder.ask_one("treaties.shared", builder.members(), {{"on", builder.until().iso()}});
  if (all_treaties.number()) {
    add_figure(builder, all_treaties, std::to_string(all_treaties.evidence.size()),
               fmt::format("{} on record to which all members are parties",
                           all_treaties.evidence.size() == 1 ? "text" : "texts"),
               "commitments");
  }
  const auto shared =
      builder.ask_one("memberships.shared", builder.members(), {{"on", builder.until().iso()}});
  add_figure(
      builder, shared, std::to_string(shared.evidence.size()),
      fmt::format("{} on record of which all are members", shared.evidence.size() == 1 ? "group" : "groups"),
      "memberships");
}

}  // namespace

void brief_headline(BriefBuilder& builder) {
  const Facts facts = look(builder);
  auto& headline = builder.brief().headline;
  headline.title = brief_title(builder.record().states(), facts);
  headline.text = paragraphs(builder, facts);
  headline.sure = sure(builder, facts);
  key_figures(builder, facts);
}

}  // namespace blocs::findings
