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

struct Treaty {
  std::string id;
  std::string name;
  std::string kind;
  std::vector<std::string>
      parties;              ///< states; a group stands as its members on the day of signature or later
  std::string party_group;  ///< the group whose members are the parties, or empty
  std::optional<LooseDate> signed_on, in_force, ended;
  bool binding = true;
  Provenance provenance;

  /// In force: has entered into force and not ended. A text that never enters into force counts from its
  /// signature.
  bool holds_on(Date day) const;
};

struct Provision {
  std::string id;
  std::string treaty;
  std::string article;
  std::string obligation;
  std::string trigger;
  std::string strength;
  std::vector<std::string> qualifiers;
  std::string summary;
  Provenance provenance;
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
