// What a reader needs to know to trust or to doubt the figures.
#include <fmt/format.h>

#include "../words.hpp"
#include "layers.hpp"
#include "meeting_layers.hpp"

namespace blocs::findings {

void brief_method(BriefBuilder& builder) {
  auto& notes = builder.brief().method;
  const auto add = [&](const char* title, std::string text) { notes.push_back({title, std::move(text)}); };
  add("What is counted",
      fmt::format(
          "Everything here is counted from a record of what states did, {} to {}: votes, meetings, treaties, "
          "memberships, "
          "flows. Each figure names its counting rule and lists the rows it rests on. Members are those of "
          "the last "
          "day of the period. Rows of low confidence are in unless a rule says otherwise, and are marked.",
          long_date(builder.since()), long_date(builder.until())));
  add("Missing is not zero",
      "A layer that the record does not cover for the group is called not observed and is never shown as "
      "zero. A share of "
      "nothing is undefined. An absence from a vote leaves that vote out for the states concerned.");
  add("Votes",
      "Agreement is the share of votes on which two states cast the same ballot: yes, no and abstain are "
      "three different ballots. "
      "A vote is contested if at least two members of the body cast different ballots; absences are ignored. "
      "The Council votes "
      "of this brief are drafts that were adopted or vetoed; failed drafts and amendments come in by other "
      "rules, whose effect "
      "is shown. A group votes as one where all its members with a ballot, two or more, cast the same one. "
      "The Assembly "
      "list holds named resolutions; whole sessions are shown apart from them, where they are on record, "
      "with an "
      "abstention as half agreement and every group of as many states beside the group.");
  add("Intervals",
      "A closed record has no sampling error, so that a count bears no interval. Where one is given it is "
      "inference to similar "
      "votes: of the Council agenda items, not single votes, are drawn again 2,000 times, since votes on one "
      "item hang together; of sessions of the Assembly single votes, 1,000 times.");
  add("Meetings", builder.record().meetings().rows.empty()
                      ? "The record holds no meetings."
                      : frame_sentence(builder) +
                            " A meeting belongs to the day on which it began. By default both sides take "
                            "part at the rank of minister "
                            "or above, in person or by video, on their own or in the margins of something "
                            "larger. A meeting of "
                            "three or more counts for the group only if the list of participants is complete "
                            "and names exactly "
                            "these states; being in the same room is co-attendance and is kept apart.");
  add("Treaties and memberships",
      "Treaties, groups and sanctions regimes are selected ones: what is not listed may exist. The strongest "
      "obligation of a "
      "treaty is the highest on a scale of kinds, from assistance in war down to cooperation.");
  add("The headline",
      "Its words follow from figures by rule. Where the meetings of all members are followed, a group of "
      "three or more meets in "
      "pairs, not as a whole, if two members met and no meeting of exactly all is on record. Else its words "
      "are about the Assembly: the latest whole session where one is on record, or named resolutions. It "
      "votes as one if its members cast one ballot on nine in ten or more, mostly so above a half, is "
      "divided "
      "more often than not below a half, and rarely votes as one below one in ten; on fewer than five there "
      "is "
      "no such word. A first, a most or a least is named only where no other is level with it.");
  add("Claims",
      "A published figure is reproduced if the record gives it to the last printed digit under the default "
      "rule; reproduced under some "
      "rules if another rule of a grid that was written down beforehand gives it; else it differs. Figures "
      "from one sentence must "
      "hold together under one rule. A row whose source is the claim’s own document confirms nothing.");
  std::string who = builder.brief_name();
  if (builder.record().memberships().find(who) == nullptr) {
    for (auto& c : who) c = c == '-' ? ',' : c;
  }
  add("Make it again",
      fmt::format(
          "blocs brief {} --since {} --until {} gives this brief; blocs explain lists the rows behind any "
          "finding in its JSON form.",
          who, builder.since().iso(), builder.until().iso()));
}

}  // namespace blocs::findings
