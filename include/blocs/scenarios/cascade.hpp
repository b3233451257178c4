#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "blocs/scenarios/commitment_graph.hpp"

namespace blocs::scenarios {

/// Who is taken for the aggressor.
enum class Aggressor {
  attacker,  ///< the state that attacks: the premise
  target,    ///< the target started it, and the attacker defends itself
  disputed,  ///< no answer: for a strict reading neither side is the attacked one
};

/// The facts that a scenario takes as given. They are inputs, said on the page, never found out.
struct Facts {
  bool armed_attack = true;
  bool state_of_war = true;  ///< "in a state of war as a result": the treaties of 1961 and 2024 ask for it
  bool threat = true;        ///< a threat of attack; an armed attack implies it
  Aggressor aggressor = Aggressor::attacker;
  bool attacks_helpers = false;  ///< the aggressor strikes whoever helps its victim: opens further waves
  /// Where the attack takes place, as a region's name in a treaty; empty: on the victim's own territory.
  std::string region;

  friend bool operator==(const Facts&, const Facts&) = default;
};

/// How readers of a treaty differ. Strict: every trigger is met and no qualifier is assumed away. Loose: one
/// may be.
enum class Reading { strict, loose };

/// A reader's own reading of a provision, from a scenario file. What is not given stays as coded.
struct Overrule {
  std::optional<std::string> trigger;
  std::optional<std::string> strength;
  std::optional<std::vector<std::string>> qualifiers;
  std::optional<bool> fires;  ///< whatever the facts: it does, or does not
  std::string why;
};

struct Scenario {
  std::string attacker, target;
  Facts facts;
  std::map<std::string, Overrule> overruled;  ///< by provision id
};

/// One provision held against the facts, in one wave.
struct Considered {
  std::size_t duty = 0;  ///< index in the graph
  int wave = 1;
  std::vector<std::string> met;    ///< why it fires
  std::vector<std::string> unmet;  ///< what would have to be assumed: 0 fires strictly, 1 loosely
  /// Duties of forbearance that the debtor owes to the aggressor, by provision id: noted, no obstacle.
  std::vector<std::string> against;
  bool never = false;  ///< no reading fires it: `unmet` says why

  bool fires(Reading reading) const {
    return !never && unmet.size() <= (reading == Reading::loose ? 1U : 0U);
  }
};

/// One state's place in the result.
enum class Bound { bound, bound_in_some, not_bound };
std::string_view word(Bound);

struct StateResult {
  std::string state;
  Bound status = Bound::not_bound;
  bool strict = false, loose = false;  ///< bound to assist under this reading
  std::string side;                    ///< whom it must assist; empty if nobody
  int wave = 0;  ///< the first in which a duty to assist it owes fires, under the loosest reading
  std::vector<std::size_t> considered;  ///< indices into `CascadeResult::considered`
};

/// Duties that cannot all be kept, or that lead back.
struct Contradiction {
  std::string state;
  std::string words;
  std::vector<std::string> provisions;
};

struct CascadeResult {
  std::vector<Considered> considered;
  std::vector<StateResult>
      states;  ///< every state that shares a treaty in force with a belligerent; bound ones first
  std::vector<Contradiction> contradictions;
  std::vector<std::vector<std::string>>
      cycles;  ///< chains of duties to assist that return: each helps the next
  int waves = 0;

  std::size_t bound(Reading reading) const;
  const StateResult* of(const std::string& state) const;
};

/// Runs the commitments through: which provisions fire, and whom they bind to assist whom.
///
/// Wave 1 holds all provisions owed to the victim against the facts. A duty to assist fires strictly if its
/// trigger is met (`armed_attack`; `armed_attack_and_state_of_war` needs both; `threat`; `any_conflict`), its
/// conditions are
/// (`un_charter_51`: an armed attack on the creditor; `region`: the attack takes place there; `adversary`:
/// the aggressor is that state) and its strength leaves no choice. `discretionary` strength and
/// `constitutional_process` leave the deciding to the debtor: to take for granted that it decides to assist
/// is one assumption, and `conditions` that the source counts without giving them, on a provision whose text
/// names such a process, are the same one. `domestic_law` on a mandatory or automatic duty says how it is
/// performed, not whether it arises. `consultative` and `aspirational` never bind. Whoever is bound stands on
/// the victim's side; in the next wave the duties owed to it are held against the facts: it has been attacked
/// only if `attacks_helpers` is given, else that is one assumption. To help a victim of attack is collective
/// self-defence, no attack: it fires nothing in the aggressor's favour under any reading, and a duty to
/// forbear that the debtor owes to the aggressor is no obstacle to it: it is noted. So a treaty more never
/// binds fewer. Assumptions count per provision, not along a chain.
///
/// A state is *bound* if both readings bind it, *bound in some* if the loose one alone does, else *not
/// bound*. Throws Error(usage) if attacker and target are one. Cost: linear in the duties owed to those drawn
/// in.
CascadeResult cascade(const CommitmentGraph& graph, const Scenario& scenario);

/// Whether a treaty's region covers a state's own territory: true, false, or nothing where the name is not
/// known. Names are those of the casebook's provisions; "Pacific", "Far East" and the North Atlantic area are
/// lists of states.
std::optional<bool> region_covers(const std::string& region, const std::string& state);

/// The ways a war between two could bind others, by how many are bound.
struct RankedDyad {
  std::string attacker, target;
  std::size_t strict = 0, loose = 0;
  std::vector<std::string> bound;  ///< under the strict reading
};
/// Every ordered pair of `states` that binds anybody, most bound under the strict reading first, then the
/// loose, then by code. Counts are those of `cascade` without its reasons: sets of states by bits, so that
/// all pairs of the world (some 37,000) take well under a second.
std::vector<RankedDyad> rank_dyads(const CommitmentGraph& graph, const std::vector<std::string>& states,
                                   const Facts& facts);

}  // namespace blocs::scenarios
