#include <algorithm>
#include <cstdint>
#include <tuple>
#include <unordered_map>

#include "blocs/scenarios/cascade.hpp"
#include "trigger.hpp"

namespace blocs::scenarios {
namespace {

/// A set of states by index.
class StateSet {
 public:
  explicit StateSet(std::size_t states) : words_((states + 63) / 64, 0) {}

  void set(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  void clear(std::size_t i) { words_[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }
  bool test(std::size_t i) const { return ((words_[i / 64] >> (i % 64)) & 1U) != 0; }

  StateSet& operator|=(const StateSet& other) {
    for (std::size_t w = 0; w < words_.size(); ++w) words_[w] |= other.words_[w];
    return *this;
  }
  StateSet& remove(const StateSet& other) {
    for (std::size_t w = 0; w < words_.size(); ++w) words_[w] &= ~other.words_[w];
    return *this;
  }
  std::vector<std::size_t> indices() const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < words_.size() * 64; ++i) {
      if (test(i)) found.push_back(i);
    }
    return found;
  }

 private:
  std::vector<std::uint64_t> words_;
};

/// Who assists one creditor, before it is asked whom against: without an assumption, and with at most one.
struct Helpers {
  StateSet none, one;
};

/// The graph boiled down to sets: what a cascade's result is, without its reasons.
class Ranking {
 public:
  Ranking(const CommitmentGraph& graph, const Facts& facts) : graph_(graph), facts_(facts) {
    for (const auto& state : graph.states()) at_.emplace(state, at_.size());
    const StateSet nobody(at_.size());
    first_.assign(at_.size(), {nobody, nobody});
    later_ = first_;
    for (const auto& duty : graph.duties()) take(duty);
  }

  RankedDyad rank(const std::string& attacker, const std::string& target) const {
    const bool swapped = facts_.aggressor == Aggressor::target;
    const std::string& aggressor = swapped ? target : attacker;
    const std::string& victim = swapped ? attacker : target;
    const auto strict = drawn_in(aggressor, victim, Reading::strict).indices();
    RankedDyad dyad{
        attacker, target, strict.size(), drawn_in(aggressor, victim, Reading::loose).indices().size(), {}};
    for (const auto i : strict) dyad.bound.push_back(graph_.states()[i]);
    return dyad;
  }

 private:
  std::optional<std::size_t> index(const std::string& state) const {
    const auto at = at_.find(state);
    return at == at_.end() ? std::nullopt : std::optional(at->second);
  }

  void take(const Duty& duty) {
    if (duty.kind != DutyKind::assist) return;
    const auto debtor = at_.at(duty.debtor);
    const auto creditor = at_.at(duty.creditor);
    const auto& provision = graph_.provision(duty);
    for (const auto& qualifier : provision.qualifiers) {
      if (qualifier.starts_with("adversary:")) return named_[creditor].push_back(&duty);
    }
    const bool known = facts_.aggressor != Aggressor::disputed;
    note(first_[creditor], debtor, assumptions(duty, {"", known, "attacked"}));
    note(later_[creditor], debtor, assumptions(duty, {"", facts_.attacks_helpers, "attacked"}));
  }

  std::size_t assumptions(const Duty& duty, const Occasion& occasion) const {
    Considered one;
    hold_against(graph_.provision(duty), nullptr, facts_, occasion, duty.creditor, one);
    return one.never ? 2 : one.unmet.size();
  }

  static void note(Helpers& helpers, std::size_t debtor, std::size_t assumptions) {
    if (assumptions == 0) helpers.none.set(debtor);
    if (assumptions <= 1) helpers.one.set(debtor);
  }

  /// Those who assist a creditor against an aggressor under a reading.
  StateSet helpers(std::size_t creditor, const std::string& aggressor, bool first, Reading reading) const {
    Helpers found = first ? first_[creditor] : later_[creditor];
    if (const auto named = named_.find(creditor); named != named_.end()) {
      const bool attacked = first ? facts_.aggressor != Aggressor::disputed : facts_.attacks_helpers;
      for (const auto* duty : named->second) {
        note(found, at_.at(duty->debtor), assumptions(*duty, {aggressor, attacked, "attacked"}));
      }
    }
    return reading == Reading::strict ? found.none : found.one;
  }

  StateSet drawn_in(const std::string& aggressor, const std::string& victim, Reading reading) const {
    StateSet bound(at_.size());
    const auto start = index(victim);
    const auto enemy = index(aggressor);
    const auto keep_out = [&](StateSet set) {
      if (start) set.clear(*start);
      if (enemy) set.clear(*enemy);
      return set;
    };
    std::vector<std::size_t> wave;
    if (start) wave.push_back(*start);
    for (bool first = true; !wave.empty(); first = false) {
      StateSet joined(at_.size());
      for (const auto creditor : wave) joined |= keep_out(helpers(creditor, aggressor, first, reading));
      joined.remove(bound);
      wave = joined.indices();
      bound |= joined;
    }
    if (facts_.aggressor == Aggressor::disputed && enemy && reading == Reading::loose) {
      bound |= keep_out(first_[*enemy].one);
    }
    return bound;
  }

  const CommitmentGraph& graph_;
  const Facts& facts_;
  std::unordered_map<std::string, std::size_t> at_;
  std::vector<Helpers> first_, later_;  // by creditor: in the first wave, and after it
  std::unordered_map<std::size_t, std::vector<const Duty*>>
      named_;  // by creditor: duties against a named adversary
};

}  // namespace

std::vector<RankedDyad> rank_dyads(const CommitmentGraph& graph, const std::vector<std::string>& states,
                                   const Facts& facts) {
  const Ranking ranking(graph, facts);
  std::vector<RankedDyad> ranked;
  for (const auto& attacker : states) {
    for (const auto& target : states) {
      if (attacker == target) continue;
      auto dyad = ranking.rank(attacker, target);
      if (dyad.loose > 0) ranked.push_back(std::move(dyad));
    }
  }
  std::sort(ranked.begin(), ranked.end(), [](const RankedDyad& a, const RankedDyad& b) {
    return std::tie(b.strict, b.loose, a.attacker, a.target) <
           std::tie(a.strict, a.loose, b.attacker, b.target);
  });
  return ranked;
}

}  // namespace blocs::scenarios
