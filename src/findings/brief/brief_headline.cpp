// The headline, how sure it is, and the key figures. All words follow from findings by the rules below, which
// the brief's method notes repeat:
//
// 1. Where the meetings of all members are followed, a group of three or more "meets in pairs, not as k" if
// two members
//    met at the rank of minister or above and no meeting of exactly all k, of any rank, is on record; it "met
//    as k" if one is.
// 2. Else, where Assembly ballots are on record, it "votes as one" if its members cast one ballot on nine in
// ten named
//    resolutions or more, "mostly votes as one" on half or more, and "often divides" below.
// 3. The second half is the Council figure on contested votes where two members or more sat, else the
// Assembly figure.
// 4. Two states have no such label: the figures speak.
#include <fmt/format.h>

#include <algorithm>

#include "../words.hpp"
#include "blocs/findings/text.hpp"
#include "exhibits.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr double kAsOne = 0.9;
constexpr double kMostly = 0.5;

const Section* section(BriefBuilder& builder, const std::string& id) {
  const auto& list = builder.brief().sections;
  const auto at = std::find_if(list.begin(), list.end(), [&](const Section& s) { return s.id == id; });
  return at == list.end() || !at->observed ? nullptr : &*at;
}

/// What the rules above look at.
struct Facts {
  std::vector<std::string> sat;
  std::optional<Finding> contested;  ///< Council, contested votes
  std::optional<Finding> all;        ///< Council, all votes
  std::optional<Finding> assembly;   ///< unanimity, or agreement of two
  std::optional<Finding> busiest;    ///< the pair that met most
  std::optional<Finding> whole;      ///< meetings of exactly all members, any rank
  std::size_t pairs_met = 0;
  std::size_t pairs = 0;
};

void look_at_meetings(BriefBuilder& builder, Facts& facts) {
  const auto follow = followed(builder);
  if (section(builder, "meetings") == nullptr || follow.size() != builder.members().size()) return;
  for (const auto& pair : BriefBuilder::pairs(follow)) {
    const auto count = builder.ask_one("meetings.count", {pair.first, pair.second}, builder.within());
    ++facts.pairs;
    facts.pairs_met += count.evidence.empty() ? 0 : 1;
    if (!facts.busiest || count.evidence.size() > facts.busiest->evidence.size()) facts.busiest = count;
  }
  if (follow.size() > 2) facts.whole = exact_meetings(builder, follow, "unknown");
}

Facts look(BriefBuilder& builder) {
  Facts facts;
  facts.sat = seated(builder);
  if (section(builder, "council") != nullptr) {
    facts.contested = council_figure(builder, true);
    facts.all = council_figure(builder, false);
  }
  if (const auto named = named_resolutions(builder); named && section(builder, "assembly") != nullptr) {
    const auto answer = builder.ask("votes.agreement", builder.members(), *named);
    const auto* unanimity = of_measure(answer, "votes.unanimity");
    facts.assembly = unanimity != nullptr ? *unanimity : answer.front();
  }
  look_at_meetings(builder, facts);
  return facts;
}

bool is_group(BriefBuilder& builder) {
  return builder.record().memberships().find(builder.brief_name()) != nullptr;
}

/// "CRINK", or "These four states" for a list.
std::string subject(BriefBuilder& builder) {
  return is_group(builder) ? builder.brief_name() : "These " + spelled(builder.members().size()) + " states";
}

std::string council_clause(BriefBuilder& builder, const Facts& facts) {
  if (!facts.contested || !facts.contested->number()) return "";
  if (facts.sat.size() == 2) {
    return fmt::format("{} voted alike on {} contested Council votes", builder.spoken(facts.sat),
                       out_of(*facts.contested));
  }
  return fmt::format("members in the Council voted as one on {} contested votes", out_of(*facts.contested));
}

std::string assembly_clause(BriefBuilder& builder, const Facts& facts) {
  if (!facts.assembly || !facts.assembly->number()) return "";
  return fmt::format("{} cast one ballot on {} named Assembly resolutions",
                     builder.members().size() == 2 ? builder.spoken(builder.members()) : "its members",
                     out_of(*facts.assembly));
}

std::string lead(BriefBuilder& builder, const Facts& facts) {
  const bool one = is_group(builder);  // "CRINK meets", but "these four states meet"
  const std::string k = spelled(builder.members().size());
  if (facts.whole && facts.whole->evidence.empty() && facts.pairs_met > 0) {
    return fmt::format("{} {} in pairs, not as {}", subject(builder), one ? "meets" : "meet", k);
  }
  if (facts.whole && !facts.whole->evidence.empty()) {
    return fmt::format("{} met as {} {}", subject(builder), k, counted(facts.whole->evidence.size(), "time"));
  }
  if (facts.assembly && facts.assembly->number()) {
    const double share = *facts.assembly->number();
    const char* verb = share >= kAsOne    ? (one ? "votes as one" : "vote as one")
                       : share >= kMostly ? (one ? "mostly votes as one" : "mostly vote as one")
                                          : (one ? "often divides" : "often divide");
    return fmt::format("{} {}", subject(builder), verb);
  }
  return subject(builder) + ": what the record holds";
}

std::string title(BriefBuilder& builder, const Facts& facts) {
  const std::string council = council_clause(builder, facts);
  const std::string assembly = assembly_clause(builder, facts);
  if (builder.members().size() == 2) {
    std::string text = council.empty() ? assembly : council;
    if (text.empty()) text = builder.spoken(builder.members()) + ": what the record holds";
    if (facts.busiest) text += fmt::format(", and met {}", counted(facts.busiest->evidence.size(), "time"));
    return capital(text);
  }
  const std::string second = council.empty() ? assembly : council;
  return second.empty() ? lead(builder, facts) : lead(builder, facts) + ": " + second;
}

/// The titles of the layers, in order, as the short version of the brief.
std::vector<std::string> paragraphs(BriefBuilder& builder, const Facts& facts) {
  std::vector<std::string> text;
  if (facts.whole && facts.busiest) {
    text.push_back(fmt::format(
        "{} of {} met at the rank of minister or above, {} most often ({}). {} of exactly all {} is on "
        "record.",
        capital(spelled(facts.pairs_met)), counted(facts.pairs, "pair"),
        builder.spoken(facts.busiest->subjects), counted(facts.busiest->evidence.size(), "meeting"),
        facts.whole->evidence.empty() ? "No meeting"
                                      : capital(counted(facts.whole->evidence.size(), "meeting")),
        spelled(builder.members().size())));
  }
  std::string layers;
  for (const char* id : {"council-conduct", "assembly", "assembly-sessions", "commitments", "memberships",
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
  if (facts.assembly)
    add(has_whole_sessions(builder)
            ? "The Assembly figures above cover named resolutions; whole sessions have sections of their own."
            : "Assembly figures cover named resolutions only.");
  if (facts.busiest) add("Meetings are those made public and found: their counts move with the rule.");
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
  if (facts.assembly && facts.assembly->number()) {
    add_figure(builder, *facts.assembly, out_of(*facts.assembly),
               fmt::format("named Assembly resolutions on which {} cast one ballot",
                           builder.members().size() == 2 ? "the two" : "all members present"),
               "assembly");
  }
  if (facts.busiest) {
    add_figure(
        builder, *facts.busiest, std::to_string(facts.busiest->evidence.size()),
        fmt::format("{} of {} at the rank of minister or above{}",
                    facts.busiest->evidence.size() == 1 ? "meeting" : "meetings",
                    builder.spoken(facts.busiest->subjects), facts.pairs > 1 ? ", the most of any pair" : ""),
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
  headline.title = title(builder, facts);
  headline.text = paragraphs(builder, facts);
  headline.sure = sure(builder, facts);
  key_figures(builder, facts);
}

}  // namespace blocs::findings
