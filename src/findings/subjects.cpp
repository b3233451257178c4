#include <algorithm>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/question.hpp"
#include "group_days.hpp"

namespace blocs::findings {
namespace {

const views::Group* find_group(const views::Memberships& memberships, const std::string& name) {
  if (const auto* group = memberships.find(name)) return group;
  const std::string wanted = folded(name);
  for (const auto& group : memberships.groups) {
    if (folded(group.name) == wanted || folded(group.title) == wanted) return &group;
  }
  return nullptr;
}

[[noreturn]] void unknown(const views::Record& record, const std::string& name) {
  std::vector<std::string> candidates;
  for (const auto& state : record.states().all()) candidates.push_back(state.name);
  for (const auto& group : record.memberships().groups) candidates.push_back(group.name);
  std::string hint = did_you_mean(name, candidates);
  if (hint.empty()) hint = "`blocs states find NAME` searches states, `blocs groups` lists groups";
  throw Error::not_found("no state or group is called \"" + name + "\"", hint);
}

std::string spoken(const views::Record& record, const std::vector<std::string>& states) {
  std::string text;
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (i > 0) text += i + 1 == states.size() ? " and " : ", ";
    text += record.states().name(states[i]);
  }
  return text;
}

}  // namespace

Subjects resolve(const views::Record& record, const std::vector<std::string>& names, Date on) {
  Subjects subjects;
  for (const auto& given : names) {
    for (const auto& name : split(given, ',')) {
      const auto* group =
          record.states().find(name) == nullptr ? find_group(record.memberships(), name) : nullptr;
      std::vector<std::string> states;
      if (group != nullptr) {
        states = record.memberships().members(group->name, on);
        if (states.empty()) throw Error::not_found(group->name + " has no members on " + on.iso());
        if (names.size() == 1 && given == name) subjects.name = subjects.title = group->name;
      } else {
        try {
          states = {record.states().resolve(name).code};
        } catch (const Error& error) {
          if (error.kind() != ErrorKind::not_found) throw;
          unknown(record, name);
        }
      }
      for (const auto& state : states) {
        if (std::find(subjects.states.begin(), subjects.states.end(), state) == subjects.states.end()) {
          subjects.states.push_back(state);
        }
      }
    }
  }
  if (subjects.states.empty()) throw Error::usage("no state is named", "for example CHN RUS, or CRINK");
  if (subjects.name.empty()) {
    subjects.name = join(subjects.states, "-");
    subjects.title = spoken(record, subjects.states);
  }
  return subjects;
}

std::string members_note(const views::Record& record, const std::vector<std::string>& names, Date from,
                         Date day) {
  std::string note;
  for (const auto& given : names) {
    for (const auto& name : split(given, ',')) {
      const auto* group =
          record.states().find(name) == nullptr ? find_group(record.memberships(), name) : nullptr;
      if (group == nullptr) continue;
      const auto then = record.memberships().members(group->name, from);
      const auto now = record.memberships().members(group->name, day);
      if (then == now) continue;
      note += (note.empty() ? "" : "; ") + group->name + " stands for its " + std::to_string(now.size()) +
              " members of " + day.iso() + "; on " + from.iso() + " it had " + std::to_string(then.size()) +
              ", not the same";
    }
  }
  return note;
}

}  // namespace blocs::findings
