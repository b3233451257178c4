#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "blocs/views/record.hpp"

namespace blocs::cli {

/// What a record says of the things that an update may change, to be laid beside what it says later.
struct Standing {
  struct Vote {
    std::string body, source, day;
  };
  struct Point {
    double mean = 0;
    double sd = 0;
  };
  /// A part that could not be asked has nothing, and why.
  template <typename T>
  struct Part {
    T has;
    std::string why_not;
  };
  using Rungs = std::map<std::string, std::string>;
  struct Said {
    std::string verdict, text;
  };

  std::map<std::string, Vote> votes;  ///< by id of the roll call
  /// Ideal points by state and session, fast method, all of the Assembly's votes.
  Part<std::map<std::string, std::map<int, Point>>> points;
  Part<std::map<std::string, Rungs>> rungs;  ///< of the ladder, by well-known group
  Part<std::map<std::string, Said>> claims;  ///< "csis:invasion"
};

/// Asks a ledger. `votes_only` leaves out points, rungs and claims, which take seconds. Throws Error(ledger)
/// as `open_record`; a part that cannot be answered says why instead.
Standing standing_of(const std::filesystem::path& ledger, bool votes_only);

/// What changed from one standing to a later one.
struct Changes {
  struct Votes {
    std::string body, source;
    std::size_t added = 0;
    std::string first, last;  ///< days of the votes added
  };
  struct Move {
    std::string state;
    int session = 0;  ///< the last one in which both records place the state
    double before = 0, after = 0;
    double noise = 0;  ///< 1.96 root(sd1^2 + sd2^2): the move is beyond it
  };
  struct Flip {
    std::string group, rung, before, after;
  };
  struct Verdict {
    std::string claim, text, before, after;
  };
  template <typename T>
  struct Part {
    std::vector<T> rows;
    std::size_t compared = 0;  ///< that both records answer for
    std::string why_not;       ///< where it cannot be told
  };

  std::vector<Votes> votes;
  std::size_t votes_gone = 0;  ///< no longer on record under their id
  Part<Move> points;
  Part<Flip> rungs;
  Part<Verdict> claims;
};

/// Costs nothing to speak of: everything was asked before.
Changes changes(const Standing& before, const Standing& after);

}  // namespace blocs::cli
