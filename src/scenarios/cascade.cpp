#include "blocs/scenarios/cascade.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "blocs/core/error.hpp"
#include "trigger.hpp"

namespace blocs::scenarios {
namespace {

/// Everything one run carries along.
class Run {
 public:
  Run(const CommitmentGraph& graph, const Scenario& scenario) : graph_(graph), scenario_(scenario) {
    set_sides();
  }

  CascadeResult result() {
    std::set<std::string> wave{victim_};
    for (int n = 1; !wave.empty(); ++n) wave = next_wave(wave, n);  // a state joins once, so that it ends
    hold_the_aggressors_own();
    collect_states();
    find_friends_of_both();
    return std::move(result_);
  }

 private:
  void set_sides() {
    const bool swapped = scenario_.facts.aggressor == Aggressor::target;
    aggressor_ = swapped ? scenario_.target : scenario_.attacker;
    victim_ = swapped ? scenario_.attacker : scenario_.target;
  }

  Occasion occasion(const std::string& creditor, int wave) const {
    const auto& facts = scenario_.facts;
    if (wave > 1)
      return {aggressor_, facts.attacks_helpers, "that " + aggressor_ + " attacks " + creditor + " as well"};
    const bool known = facts.aggressor != Aggressor::disputed;
    return {aggressor_, known, "that " + creditor + " is the attacked side, which is disputed"};
  }

  const Overrule* overrule(const std::string& provision) const {
    const auto at = scenario_.overruled.find(provision);
    return at == scenario_.overruled.end() ? nullptr : &at->second;
  }

  /// Duties of forbearance that the debtor owes to the aggressor. They do not protect an attack, so that they
  /// are noted and stand in nobody's way.
  std::vector<std::string> forbidding(const std::string& debtor) const {
    std::vector<std::string> found;
    for (const auto d : graph_.owed_by(debtor)) {
      const auto& duty = graph_.duties()[d];
      if (duty.creditor != aggressor_ || duty.kind != DutyKind::forbear) continue;
      const auto* read = overrule(graph_.provision(duty).id);
      if (read == nullptr || read->fires.value_or(true)) found.push_back(graph_.provision(duty).id);
    }
    return found;
  }

  Considered hold(std::size_t d, int wave) {
    const auto& duty = graph_.duties()[d];
    const auto& provision = graph_.provision(duty);
    Considered one;
    one.duty = d;
    one.wave = wave;
    hold_against(provision, overrule(provision.id), scenario_.facts, occasion(duty.creditor, wave),
                 duty.creditor, one);
    if (duty.kind != DutyKind::assist) return one;
    one.against = forbidding(duty.debtor);
    return one;
  }

  std::set<std::string> next_wave(const std::set<std::string>& creditors, int wave) {
    std::set<std::string> joined;
    bool any = false;
    for (const auto& creditor : creditors) {
      for (const auto d : graph_.owed_to(creditor)) {
        const auto& duty = graph_.duties()[d];
        if (duty.kind == DutyKind::other) continue;
        auto one = hold(d, wave);
        if (duty.debtor == aggressor_) {
          if (duty.kind == DutyKind::assist && one.fires(Reading::loose)) note_turned_on_itself(duty);
          continue;
        }
        const bool assists = duty.kind == DutyKind::assist && one.fires(Reading::loose);
        if (assists && in_war(duty.debtor)) note_cycle(duty);
        any = any || one.fires(Reading::loose);
        if (assists && !in_war(duty.debtor)) {
          joined.insert(duty.debtor);
          helped_.emplace(duty.debtor, creditor);
        }
        result_.considered.push_back(std::move(one));
      }
    }
    if (any) result_.waves = wave;
    drawn_in_.insert(joined.begin(), joined.end());
    return joined;
  }

  bool in_war(const std::string& state) const { return state == victim_ || drawn_in_.contains(state); }

  /// The chain from the creditor to the victim, closed by a duty of one already on it.
  void note_cycle(const Duty& duty) {
    std::vector<std::string> chain{duty.debtor, duty.creditor};
    for (std::string at = duty.creditor; at != victim_ && chain.back() != duty.debtor;) {
      const auto next = helped_.find(at);
      if (next == helped_.end()) return;
      chain.push_back(at = next->second);
    }
    if (chain.back() != duty.debtor) return;
    auto& known = result_.cycles;
    if (std::find(known.begin(), known.end(), chain) == known.end()) known.push_back(std::move(chain));
  }

  void note_turned_on_itself(const Duty& duty) {
    result_.contradictions.push_back(
        {duty.debtor,
         duty.debtor + " owes assistance to " + duty.creditor + " against its own attack",
         {graph_.provision(duty).id}});
  }

  /// Duties owed to the aggressor: no reading fires them, and the page says why.
  void hold_the_aggressors_own() {
    const bool disputed = scenario_.facts.aggressor == Aggressor::disputed;
    for (const auto d : graph_.owed_to(aggressor_)) {
      const auto& duty = graph_.duties()[d];
      if (duty.kind != DutyKind::assist || duty.debtor == victim_) continue;
      Considered one;
      one.duty = d;
      if (disputed) {
        Occasion turned{victim_, false, "that " + aggressor_ + " is the attacked side, which is disputed"};
        const auto& provision = graph_.provision(duty);
        hold_against(provision, overrule(provision.id), scenario_.facts, turned, aggressor_, one);
      } else {
        one.never = true;
        one.unmet.push_back(aggressor_ + " is the aggressor: it has not been attacked");
      }
      result_.considered.push_back(std::move(one));
    }
  }

  void collect_states() {
    const auto strict = strictly_bound();
    std::map<std::string, StateResult> states;
    for (std::size_t c = 0; c < result_.considered.size(); ++c) {
      const auto& one = result_.considered[c];
      const auto& duty = graph_.duties()[one.duty];
      if (duty.debtor == aggressor_ || duty.debtor == victim_) continue;
      auto& state = states[duty.debtor];
      state.state = duty.debtor;
      state.considered.push_back(c);
      if (duty.kind != DutyKind::assist || !one.fires(Reading::loose)) continue;
      state.strict = strict.contains(duty.debtor);
      state.loose = true;
      if (state.side.empty()) state.side = duty.creditor;
      if (state.wave == 0 || one.wave < state.wave) state.wave = one.wave;
    }
    for (auto& [code, state] : states) {
      if (state.loose) state.status = state.strict ? Bound::bound : Bound::bound_in_some;
      result_.states.push_back(std::move(state));
    }
    std::stable_sort(result_.states.begin(), result_.states.end(),
                     [](const StateResult& a, const StateResult& b) {
                       return std::tie(a.status, a.wave) < std::tie(b.status, b.wave);
                     });
  }

  /// Those whom strict steps alone lead to: a duty that fires strictly towards the victim, or towards one of
  /// them.
  std::set<std::string> strictly_bound() const {
    std::set<std::string> bound;
    for (bool more = true; more;) {
      more = false;
      for (const auto& one : result_.considered) {
        const auto& duty = graph_.duties()[one.duty];
        if (duty.kind != DutyKind::assist || !one.fires(Reading::strict) || duty.debtor == victim_) continue;
        if (duty.creditor == victim_ || bound.contains(duty.creditor))
          more = bound.insert(duty.debtor).second || more;
      }
    }
    return bound;
  }

  /// States that are called to assist against a state to which they owe forbearance.
  void find_friends_of_both() {
    std::map<std::string, std::set<std::string>> torn;
    for (const auto& one : result_.considered) {
      const auto& duty = graph_.duties()[one.duty];
      if (one.against.empty() || !one.fires(Reading::loose)) continue;
      auto& provisions = torn[duty.debtor];
      provisions.insert(graph_.provision(duty).id);
      provisions.insert(one.against.begin(), one.against.end());
    }
    for (const auto& [state, provisions] : torn) {
      result_.contradictions.push_back({state,
                                        state + " owes assistance against " + aggressor_ +
                                            " and forbearance to " + aggressor_ +
                                            ": noted, no obstacle to helping the victim of an attack",
                                        {provisions.begin(), provisions.end()}});
    }
  }

  const CommitmentGraph& graph_;
  const Scenario& scenario_;
  std::string aggressor_, victim_;
  std::set<std::string> drawn_in_;
  std::map<std::string, std::string> helped_;  // who joined -> whom it helps
  CascadeResult result_;
};

}  // namespace

std::string_view word(Bound bound) {
  constexpr std::array<std::string_view, 3> words{"bound", "bound in some readings", "not bound"};
  return words.at(static_cast<std::size_t>(bound));
}

std::size_t CascadeResult::bound(Reading reading) const {
  return static_cast<std::size_t>(std::count_if(states.begin(), states.end(), [&](const StateResult& s) {
    return reading == Reading::strict ? s.strict : s.loose;
  }));
}

const StateResult* CascadeResult::of(const std::string& state) const {
  const auto at =
      std::find_if(states.begin(), states.end(), [&](const StateResult& s) { return s.state == state; });
  return at == states.end() ? nullptr : &*at;
}

CascadeResult cascade(const CommitmentGraph& graph, const Scenario& scenario) {
  if (scenario.attacker == scenario.target) {
    throw Error::usage("attacker and target are one state", "name two states");
  }
  return Run(graph, scenario).result();
}

}  // namespace blocs::scenarios
