#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/core/date.hpp"

namespace blocs::views {

struct State {
  std::string code;  ///< ISO 3166-1 alpha-3 (former states: the alpha-3 that they had)
  std::string name;  ///< short English name
  std::optional<int> cow_code;
  std::optional<LooseDate> valid_from, valid_to;
  std::string region;
  std::optional<LooseDate> un_from, un_to;
};

/// All states and the names people give them.
class States {
 public:
  void add(State state);
  void add_name(std::string_view code, std::string_view name);

  const std::vector<State>& all() const { return states_; }
  const State* find(std::string_view code) const;
  /// Short name, or the code itself where the state is not known.
  std::string name(std::string_view code) const;

  /// The state that a code, short name or other name stands for. A name that fits several states throws
  /// Error(ambiguous) with the choices; one that fits none throws Error(not_found) with "did you mean".
  const State& resolve(std::string_view text) const;
  /// All states that a text may mean, exact names first, then names that contain it.
  std::vector<const State*> search(std::string_view text) const;

 private:
  std::vector<State> states_;
  std::map<std::string, std::size_t, std::less<>> at_;
  std::multimap<std::string, std::size_t, std::less<>> names_;  // folded name -> state
  std::vector<std::string> spelled_;
};

}  // namespace blocs::views
