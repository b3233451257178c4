#pragma once

#include <optional>
#include <string>
#include <vector>

#include "blocs/measures/vote_rule.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::measures {

/// The five permanent members (UN Charter, Article 23), in code order.
const std::vector<std::string>& permanent_members();

/// A draft that failed by the negative vote of permanent members (Article 27(3)).
struct Veto {
  std::size_t roll_call = 0;         ///< index in the matrix
  std::vector<std::string> cast_by;  ///< permanent members that voted no
};

/// The vetoes among the roll calls that a rule lets in, in date order.
std::vector<Veto> vetoes(const views::RollCallMatrix& matrix, const views::Mask& selected);

/// What counts as standing with the states asked about.
enum class Basis {
  alike,    ///< they cast one and the same ballot, and the companion cast it too
  opposed,  ///< none of them voted yes, and the companion did not either
};
std::string_view word(Basis);

/// One state's company with the states asked about.
///
/// Definition: `joined` of `exposure`, where `exposure` counts the roll calls on which the asked states stood
/// together (by `Basis`) and the companion had a recorded ballot. Elected members sit two years, so exposures
/// differ and are part of the answer. Undefined where the exposure is 0.
struct Companion {
  std::string state;
  views::Mask exposure;
  views::Mask joined;

  std::optional<double> share() const;
};

/// All other states with any exposure, the largest share first, then the larger exposure, then the code.
struct Companions {
  views::Mask together;  ///< roll calls on which the asked states stood together
  std::vector<Companion> states;
};
Companions companions(const views::RollCallMatrix& matrix, const views::Mask& selected, Basis basis,
                      const std::vector<std::string>& with);

}  // namespace blocs::measures
