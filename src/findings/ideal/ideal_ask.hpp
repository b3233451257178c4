#pragma once

#include <memory>

#include "../votes/vote_ask.hpp"
#include "blocs/findings/ideal.hpp"
#include "blocs/inference/ideal_wide.hpp"
#include "ideal_selection.hpp"

namespace blocs::findings {

/// Of a point: of its draws, or of the normal distribution that the fast method gives (which has no ends).
struct Quantiles {
  std::optional<double> least;
  double q5, q10, q50, q90, q95;
  std::optional<double> most;
};

/// What a question asks for beyond one line and absence that tells nothing.
struct Wider {
  std::size_t dimensions = 1;
  bool strategic = false;  ///< absence is modelled
  bool asked() const { return dimensions > 1 || strategic; }
};

/// Ideal points of a selection of votes: what was asked, what was fitted, and what to say about it.
struct IdealAsk {
  explicit IdealAsk(VoteAsk of) : votes(std::move(of)) {}

  VoteAsk votes;
  std::unique_ptr<Bodies> bodies;  ///< Assembly and Council in one, if asked for
  views::Mask selected;            ///< roll calls of `matrix` that count
  std::string words;               ///< of the rule, besides those of the votes
  std::vector<std::string> caveats;
  Json asked = Json::object();  ///< options besides those of the votes, but for `identical`: part of the rule
  inference::IdealSelection selection;
  inference::IdealFitOptions fitting;
  inference::GibbsOptions sampler;  ///< of the exact method
  bool with_council = false;
  inference::IdealData data;
  inference::IdealFit fit;                      ///< of the exact method: mean and sd are those of the draws
  std::optional<inference::IdealDraws> draws;   ///< of the exact method
  std::optional<inference::IdealDraws> second;  ///< of two dimensions: the second coordinate
  std::vector<double> correlation;              ///< by place, of the draws of its two coordinates
  std::string method;                           ///< fast or exact
  Wider wider;
  std::string sampling;           ///< how the draws came out, in words; empty for fast
  std::size_t thin_sessions = 0;  ///< left out: fewer than two roll calls that divide the states
  int from = 0, to = 0;           ///< sessions to show; 0: all

  const views::RollCallMatrix& matrix() const { return bodies ? bodies->matrix : votes.matrix; }
  /// The place of a state in a session (by index), or nothing.
  std::optional<std::size_t> place(const std::string& state, std::size_t session) const;
  Quantiles quantiles(std::size_t place) const;
  static Quantiles quantiles(const inference::IdealDraws& draws, std::size_t place);
  bool shows(std::size_t session) const;
  /// Shows sessions that opened in `first` to `last` only, as if asked so; 0 leaves an end open.
  void show(int first, int last);
  /// A finding under this ask's rule with the caveats that hold for every answer.
  Finding finding(const std::string& measure, const std::vector<std::string>& states) const;
  /// Roll calls of one session on which all these states voted.
  std::vector<std::string> evidence(std::size_t session, const std::vector<std::string>& states) const;
};

/// The votes that a question is about, with nothing fitted yet. `options` are those of a vote rule (the
/// Assembly unless another body is named), `from` and `to` (years to show), `smooth`, `walk` (forward or
/// both), `no_nuclear`, `all_parts` (amendments and paragraphs after 1989 too), `identical` (pairs of ids of
/// roll calls that put one question), `link_titles`, `with_council`, `method` (fast or exact) and for the
/// exact one `chains`, `draws` and `seed`, `dimensions` (1 or 2) and `absence` (missing or strategic).
std::unique_ptr<IdealAsk> ideal_votes(const views::Record& record, const Question& question, Json options);
/// The same with the points.
std::unique_ptr<IdealAsk> ideal_ask(const views::Record& record, const Question& question, Json options,
                                    const IdealRun& run);

inline constexpr const char* kIdealOptions =
    "from, to (years shown), smooth, walk, no_nuclear, all_parts, identical, link_titles, with_council, "
    "method, chains, draws, seed, dimensions, absence; body, since, until, sessions, "
    "kinds, amendments, "
    "paragraphs, "
    "outcomes, natures, topics, agendas, ids";

}  // namespace blocs::findings
