#pragma once

#include <memory>

#include "../votes/vote_ask.hpp"
#include "blocs/inference/ideal_gibbs.hpp"

namespace blocs::findings {

/// Ideal points of a selection of votes: what was asked, what was fitted, and what to say about it.
struct IdealAsk {
  VoteAsk votes;
  inference::IdealData data;
  inference::IdealFit fit;        ///< of the exact method: mean and sd are those of the draws
  std::string method;             ///< fast or exact
  std::string sampling;           ///< how the draws came out, in words; empty for fast
  std::size_t thin_sessions = 0;  ///< left out: fewer than two roll calls that divide the states
  int from = 0, to = 0;           ///< sessions to show; 0: all

  /// The place of a state in a session (by index), or nothing.
  std::optional<std::size_t> place(const std::string& state, std::size_t session) const;
  bool shows(std::size_t session) const;
  /// A finding under this ask's rule with the caveats that hold for every answer.
  Finding finding(const std::string& measure, const std::vector<std::string>& states) const;
  /// Roll calls of one session on which all these states voted.
  std::vector<std::string> evidence(std::size_t session, const std::vector<std::string>& states) const;
};

/// Fits the points that a question is about. `options` are those of a vote rule (the Assembly unless another
/// body is named), `from` and `to` (years to show), `smooth`, `no_nuclear`, `method` (fast or exact) and
/// for the exact one `chains`, `draws` and `seed`.
std::unique_ptr<IdealAsk> ideal_ask(const views::Record& record, const Question& question, Json options);

inline constexpr const char* kIdealOptions =
    "from, to (years shown), smooth, no_nuclear, method, chains, draws, seed; body, since, until, sessions, "
    "kinds, amendments, "
    "paragraphs, "
    "outcomes, natures, topics, agendas, ids";

}  // namespace blocs::findings
