#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/scenarios/council_rules.hpp"
#include "blocs/scenarios/positions.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::scenarios {

/// The family of topics that a vote belongs to: the topic's slug where it is coded, else one read from the
/// words of the agenda ("The situation in Mali" is `africa-sahel`). Agenda items that hold several topics
/// ("The situation in the Middle East") have a family of their own, `middle-east`; what fits nothing is
/// `other`.
std::string topic_family(std::string_view topic, std::string_view agenda);

/// A draft as far as it is known before the vote.
struct DraftDescription {
  Date date{2022, 1, 1};
  views::Kind kind = views::Kind::draft;
  views::Nature nature = views::Nature::substantive;
  std::string family;                 ///< see `topic_family`
  std::string item;                   ///< agenda item in its own words; may be empty
  std::vector<std::string> sponsors;  ///< may be empty: not known
};

/// A vote that was cast.
struct PastVote {
  DraftDescription draft;
  std::string id;
  std::string source;
  views::Outcome outcome = views::Outcome::adopted;
  std::vector<MemberBallot> ballots;
  bool contested = false;  ///< at least two distinct recorded ballots
};

/// The roll calls of a matrix in date order, but for those adopted without a vote (nobody cast a ballot) and
/// those of which only who vetoed is on record: they teach nothing and can be scored by nothing. Features
/// that the record gives unevenly over outcomes (the whole record, not the period alone) are empty: see
/// `fillings`.
std::vector<PastVote> past_votes(const views::RollCallMatrix& matrix, const Period& period = {});

/// Chances of yes, no and abstain (absence counts with it), in this order; they add up to 1.
using Chances3 = std::array<double, 3>;
/// The index of a ballot in `Chances3`; -1 for an unknown one.
int ballot_index(views::Ballot ballot);

/// How strongly the parts of the model lean on each other: each number is worth that many ballots. Defaults
/// maximise the one-step-ahead log score of the Council's votes from 2006 to 2025; `docs/council.md` says how
/// they were found.
struct ModelRule {
  double half_life_years = 2;     ///< a ballot counts half after this many years
  double family = 60;             ///< all members on a family, towards all members on all
  double member = 200;            ///< one elected member on all families, towards all members
  double permanent = 60;          ///< the same for a permanent member, whose record is long
  double member_family = 200;     ///< one elected member on a family, towards what member and family suggest
  double permanent_family = 200;  ///< the same for a permanent member
  double member_item = 10;        ///< one member on one agenda item, towards its family
  double member_sponsor = 10;     ///< one member on drafts of one side, towards the above; not searched
  /// With positions: what members on a family suggest that stand near, towards what member and family do.
  double near = 20;
  double reach = 0.5;    ///< how near: standard deviation of the weight of a member by its distance
  double loading = 0.8;  ///< of every member on the factor that all share; see `outcome_chances`

  friend bool operator==(const ModelRule&, const ModelRule&) = default;
};

/// A hierarchical (partially pooled) multinomial model of ballots by member and family of topics.
///
/// Each level is a Dirichlet-multinomial: with counts c (each ballot weighted by 2^(-age / half-life)) and
/// weight k, its chances are (c + k * parent) / (sum c + k). Levels: all ballots of a kind (draft, amendment)
/// on top; each family over all members; each member over all families; member and family, whose parent is
/// proportional to member * family / all; member and agenda item; and, where sponsors are given, member and
/// the sponsors' side. A member never seen before gets what all members do on the family. See Gelman et al.,
/// Bayesian Data Analysis, chapter 5; plug-in weights make it empirical Bayes.
///
/// With positions of states (their ideal points in the Assembly), member and family have another parent: the
/// ballots of other members on the family, each weighted by exp(-distance^2 / (2 reach^2)), towards the
/// parent above.
///
/// Learning is online and in date order: a model that has learned the votes before a day knows nothing of
/// later ones. Cost: O(1) for each ballot learned or predicted; with positions, the members seen on the
/// family.
class BallotModel {
 public:
  /// `positions`, if given, must live as long as the model.
  explicit BallotModel(ModelRule rule = {}, const Positions* positions = nullptr)
      : rule_(rule), positions_(positions) {}

  /// Votes must come in date order.
  void learn(const PastVote& vote);
  void learn(std::span<const PastVote> votes, Date before);

  Chances3 chances(const std::string& state, const DraftDescription& draft) const;
  /// Ballots learned of a member, and of a member on a family: how much a prediction rests on.
  std::size_t seen(const std::string& state) const;
  std::size_t seen(const std::string& state, const std::string& family) const;
  const ModelRule& rule() const { return rule_; }

 private:
  struct Counts {
    Chances3 sum{};
    int day = 0;  // to which the sums are aged
    std::size_t ballots = 0;
  };
  void add(const std::string& key, int ballot, int day);
  Chances3 level(const std::string& key, const Chances3& parent, double weight, int day) const;

  Chances3 near(const std::string& state, const DraftDescription& draft, const Chances3& parent) const;

  ModelRule rule_;
  const Positions* positions_;
  std::unordered_map<std::string, std::vector<std::string>> on_family_;  ///< members seen, by family
  std::unordered_map<std::string, Counts> counts_;
};

/// Which side drafts come from: `rus-chn` where a sponsor is China or Russia and none is a western permanent
/// member, `usa`, `gbr-fra`, `elected` (no permanent member), `mixed`; empty for no sponsors.
std::string sponsor_side(const std::vector<std::string>& sponsors);

}  // namespace blocs::scenarios
