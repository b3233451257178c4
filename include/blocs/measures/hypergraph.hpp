#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/views/meetings.hpp"

namespace blocs::measures {

/// Meetings as a hypergraph: each meeting whose participants are all among `nodes`, with a complete list,
/// stands for the set of states that met. What has other states in it, or an open list, is counted and left
/// out: who else was there decides what kind of meeting it was.
struct Hypergraph {
  struct Edge {
    std::uint64_t members = 0;  ///< a bit a node
    std::size_t row = 0;        ///< index into the view
  };
  std::vector<std::string> nodes;  ///< in code order, at most 64
  std::vector<Edge> edges;         ///< in order of the rows given
  std::size_t incomplete = 0;      ///< rows without a complete list of participants
  std::size_t with_others = 0;     ///< rows with states that are not among the nodes

  std::optional<std::size_t> node(const std::string& state) const;
  /// The nodes of some states; a state that is no node has no bit.
  std::uint64_t bits(const std::vector<std::string>& states) const;
  std::vector<std::string> states(std::uint64_t members) const;
};

/// Throws Error(usage) for more than 64 nodes.
Hypergraph hypergraph(const views::Meetings& meetings, const std::vector<std::size_t>& rows,
                      std::vector<std::string> nodes);

/// What one set of states has done by itself: the meetings of exactly these.
struct SetMeetings {
  std::uint64_t members = 0;
  std::vector<std::size_t> rows;  ///< in date order
};

/// Every set of two or more of the group, small sets first, each with the meetings of exactly it. A group of
/// k has 2^k - k - 1 of them; throws Error(usage) for more than 12 states.
std::vector<SetMeetings> sets_of(const Hypergraph& graph, std::uint64_t group);

/// Sets of three or more of the group whose members have all met one by one, while the set never met: open
/// simplices (Benson and others 2018, doi 10.1073/pnas.1800683115). A pair counts as met if it has a meeting
/// of its own. `closed` are those of which the set met too.
struct Closure {
  std::vector<std::uint64_t> open;
  std::vector<std::uint64_t> closed;
};
Closure closure(const std::vector<SetMeetings>& sets, std::size_t size);

/// How near the sets are to containing all their subsets: Landry, Young and Eikmeier 2024
/// (doi 10.1140/epjds/s13688-024-00458-1), with least size two and minimal faces left out, over distinct
/// sets.
/// - `fraction` (SF): of sets of three or more, the share all of whose subsets of two or more are there.
/// - `edit` (ES): 1 - m / (s - f + m): s sets, f maximal ones of three or more, m subsets missing below them.
/// - `face_edit` (FES): 1 - the mean over those maximal ones of the share of their subsets that are missing.
/// All 0 to 1, and undefined where no set has three members.
struct Simpliciality {
  std::optional<double> fraction, edit, face_edit;
  std::size_t sets = 0;
  std::size_t larger = 0;  ///< of three or more
};
/// Cost: 2^k for a set of k; throws Error(usage) for a set of more than 20.
Simpliciality simpliciality(const std::vector<std::uint64_t>& sets);

}  // namespace blocs::measures
