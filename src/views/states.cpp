#include "blocs/views/states.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"

namespace blocs::views {

void States::add(State state) {
  const std::size_t i = states_.size();
  at_.emplace(state.code, i);
  names_.emplace(folded(state.name), i);
  spelled_.push_back(state.name);
  states_.push_back(std::move(state));
}

void States::add_name(std::string_view code, std::string_view name) {
  const auto at = at_.find(code);
  if (at == at_.end()) throw Error::bad_input("a name for a state that is not listed", std::string(code));
  names_.emplace(folded(name), at->second);
  spelled_.emplace_back(name);
}

const State* States::find(std::string_view code) const {
  const auto at = at_.find(code);
  return at == at_.end() ? nullptr : &states_[at->second];
}

std::string States::name(std::string_view code) const {
  const State* state = find(code);
  return state != nullptr ? state->name : std::string(code);
}

const State& States::resolve(std::string_view text) const {
  if (const State* state = find(text)) return *state;
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (const State* state = find(upper)) return *state;

  std::set<std::size_t> fits;
  const auto [first, last] = names_.equal_range(folded(text));
  for (auto it = first; it != last; ++it) fits.insert(it->second);
  if (fits.size() == 1) return states_[*fits.begin()];
  if (fits.size() > 1) {
    std::vector<std::string> choices;
    for (const auto i : fits) choices.push_back(states_[i].code + " (" + states_[i].name + ")");
    throw Error(ErrorKind::ambiguous, "\"" + std::string(text) + "\" may mean several states", {},
                "choose one of " + join(choices, ", "));
  }
  throw Error::not_found("no state is called \"" + std::string(text) + "\"", did_you_mean(text, spelled_));
}

std::vector<const State*> States::search(std::string_view text) const {
  std::vector<const State*> found;
  const auto keep = [&](const State* state) {
    if (std::find(found.begin(), found.end(), state) == found.end()) found.push_back(state);
  };
  for (const auto& state : states_) {
    if (folded(state.code) == folded(text)) keep(&state);
  }
  const std::string wanted = folded(text);
  const auto [first, last] = names_.equal_range(wanted);
  for (auto it = first; it != last; ++it) keep(&states_[it->second]);
  if (wanted.size() < 2) return found;
  for (const auto& [name, i] : names_) {
    if (name.find(wanted) != std::string::npos) keep(&states_[i]);
  }
  return found;
}

}  // namespace blocs::views
