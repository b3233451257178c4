#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/views/codes.hpp"

namespace blocs::views {

/// What every row of the record carries besides its facts.
struct Provenance {
  std::string source;
  Confidence confidence = Confidence::high;
  std::string note;
};

struct Group {
  std::string name;   ///< the id: "CRINK", "NATO"
  std::string title;  ///< "North Atlantic Treaty Organization"
  std::string kind;   ///< organisation, alliance, informal, analytic
  Provenance provenance;
};

/// A state's dated place in a group. An empty `from` is "as long as the group is meant".
struct Membership {
  std::string id;
  std::string group;
  std::string state;
  std::optional<LooseDate> from, to;
  std::string status;  ///< member, suspended, observer, partner, withdrawn
  Provenance provenance;

  bool holds_on(Date day) const;
};

/// A state's dated place in a treaty, both days included; an empty end is open: as long as the treaty holds.
struct PartySpan {
  std::string state;
  std::optional<LooseDate> from, to;

  bool holds_on(Date day) const;
  friend bool operator==(const PartySpan&, const PartySpan&) = default;
};

struct Treaty {
  std::string id;
  std::string name;
  std::string kind;
  std::vector<std::string>
      parties;              ///< states; a group stands as its members on the day of signature or later
  std::string party_group;  ///< the group whose members are the parties, or empty
  std::vector<PartySpan>
      spans;  ///< of parties that joined later or left; a party without one is bound throughout
  std::optional<LooseDate> signed_on, in_force, ended;
  /// The last day of which the source tells: after it nothing is known. Empty: it follows the treaty.
  std::optional<LooseDate> observed_until;
  bool binding = true;
  std::string same_as;       ///< the treaty that stands for this one and is counted in its place, or empty
  std::string term;          ///< `indefinite`, an ISO 8601 duration (`P20Y`), or empty: not known
  std::string renewal;       ///< `automatic:P5Y`, `by_agreement`, `none`, or empty: not known
  std::string denunciation;  ///< `notice:P1Y`, `before_renewal:P1Y`, `by_agreement`, or empty: not known
  Provenance provenance;

  /// In force: has entered into force and not ended. A text that never enters into force counts from its
  /// signature. False after `observed_until`.
  bool holds_on(Date day) const;
  /// Not left and not yet to join on the day, as far as `spans` tell. Asks neither whether the state is a
  /// party nor whether the treaty holds.
  bool binds_on(const std::string& state, Date day) const;
};

struct Provision {
  std::string id;
  std::string treaty;
  std::string article;
  std::string obligation;
  std::string trigger;
  std::string strength;
  std::vector<std::string> qualifiers;
  std::vector<PartySpan> owed_by;  ///< who owes it, and when; empty: every party to every other
  std::string summary;
  Provenance provenance;

  /// Whether a party owes it on a day.
  bool binds_on(const std::string& state, Date day) const;
};

/// A yearly total between two states, in millions of US dollars at current prices.
struct TradeTotal {
  std::string id;
  std::string a, b;
  int year = 0;
  double value_usd_million = 0;
  std::string reporter;
  Provenance provenance;
};

struct Sanction {
  std::string id;
  std::string target;
  std::string imposed_by;
  std::string measure;
  std::string reference;
  std::optional<LooseDate> from, eased, ended, restored;
  Provenance provenance;
};

struct Milestone {
  std::string id;
  LooseDate date;
  std::vector<std::string> states;
  std::string kind;
  std::string what;
  std::string reference;
  Provenance provenance;
};

struct Source {
  std::string id;
  std::string kind;
  std::string title;
  std::string publisher;
  std::string url;
  std::string published;
  std::string accessed;
  std::string note;
};

struct Commitments {
  std::vector<Treaty> treaties;
  std::vector<Provision> provisions;
};

struct Memberships {
  std::vector<Group> groups;
  std::vector<Membership> rows;

  const Group* find(std::string_view name) const;
  /// Full members on a day, in code order.
  std::vector<std::string> members(std::string_view group, Date day) const;
};

}  // namespace blocs::views
