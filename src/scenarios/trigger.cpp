#include "trigger.hpp"

#include <algorithm>

namespace blocs::scenarios {
namespace {

views::Provision as_read(views::Provision provision, const Overrule* overrule) {
  if (overrule == nullptr) return provision;
  if (overrule->trigger) provision.trigger = *overrule->trigger;
  if (overrule->strength) provision.strength = *overrule->strength;
  if (overrule->qualifiers) provision.qualifiers = *overrule->qualifiers;
  return provision;
}

bool has(const std::vector<std::string>& list, const char* word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void weigh(bool met, const std::string& yes, const std::string& no, Considered& result) {
  (met ? result.met : result.unmet).push_back(met ? yes : no);
}

void hold_trigger(const std::string& trigger, const Facts& facts, const Occasion& occasion,
                  Considered& result) {
  if (trigger.empty()) {
    result.met.push_back("a standing duty");
    return;
  }
  if (trigger == "threat" || trigger == "any_conflict") {
    weigh(facts.threat || facts.armed_attack, trigger == "threat" ? "a threat" : "a conflict",
          "no threat and no conflict is given", result);
    return;
  }
  weigh(facts.armed_attack, "an armed attack", "no armed attack is given", result);
  if (!occasion.attacked) result.unmet.push_back(occasion.if_not);
  if (trigger == "armed_attack_and_state_of_war") {
    weigh(facts.state_of_war, "a state of war", "a state of war is not given", result);
  }
}

void hold_region(const std::string& region, const Facts& facts, const std::string& creditor,
                 Considered& result) {
  if (!facts.region.empty()) {
    weigh(facts.region == region, "the attack is in the region: " + region,
          "the attack is in " + facts.region + ", the treaty's region is " + region, result);
    return;
  }
  const auto covers = region_covers(region, creditor);
  if (covers) {
    weigh(*covers, "the creditor lies in the region: " + region,
          "the creditor lies outside the region: " + region, result);
  } else {
    result.unmet.push_back("whether the attack is in the region is not known: " + region);
  }
}

void hold_qualifiers(const views::Provision& provision, const Facts& facts, const Occasion& occasion,
                     const std::string& creditor, Considered& result) {
  for (const auto& qualifier : provision.qualifiers) {
    if (qualifier == "un_charter_51" && facts.armed_attack && occasion.attacked) {
      result.met.push_back("self-defence under Article 51 of the Charter");
    } else if (qualifier.starts_with("region:")) {
      hold_region(qualifier.substr(7), facts, creditor, result);
    } else if (qualifier.starts_with("adversary:")) {
      const auto adversary = qualifier.substr(10);
      weigh(adversary == occasion.aggressor, "the aggressor is the adversary named",
            "the treaty names another adversary: " + adversary, result);
    } else if (qualifier == "domestic_law") {
      result.met.push_back("performed by the law of both states");
    }
  }
}

constexpr const char* kConditionsMet =
    "that the conditions which the source counts, but does not give, are met";

/// Strength, once an assistance is asked for, with the conditions that a source counts. One assumption at
/// most: discretion and process leave one and the same choice, and what a source counts as a condition of a
/// provision whose text names that choice is the choice.
void hold_strength(const views::Provision& provision, Considered& result) {
  const bool process = has(provision.qualifiers, "constitutional_process");
  const bool conditions = has(provision.qualifiers, "conditions");
  if (provision.strength == "consultative" || provision.strength == "aspirational") {
    result.never = true;
    result.unmet.push_back(provision.strength + ": no duty to assist");
  } else if (provision.strength == "discretionary" || process) {
    result.unmet.push_back("the debtor decides itself what it does (" + provision.strength +
                           (process ? ", constitutional process" : "") +
                           (conditions ? "; what the source counts as conditions)" : ")"));
  } else {
    result.met.push_back(provision.strength);
    if (conditions) result.unmet.emplace_back(kConditionsMet);
  }
}

}  // namespace

void hold_against(const views::Provision& coded, const Overrule* overrule, const Facts& facts,
                  const Occasion& occasion, const std::string& creditor, Considered& result) {
  if (overrule != nullptr && overrule->fires) {
    const std::string why = overrule->why.empty() ? "" : ": " + overrule->why;
    result.never = !*overrule->fires;
    (*overrule->fires ? result.met : result.unmet).push_back("overruled by the scenario" + why);
    return;
  }
  const auto provision = as_read(coded, overrule);
  if (overrule != nullptr) result.met.push_back("read as the scenario has it");
  hold_trigger(provision.trigger, facts, occasion, result);
  hold_qualifiers(provision, facts, occasion, creditor, result);
  if (kind_of(provision.obligation) == DutyKind::assist) {
    hold_strength(provision, result);
  } else if (has(provision.qualifiers, "conditions")) {
    result.unmet.emplace_back(kConditionsMet);
  }
}

}  // namespace blocs::scenarios
