#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/sources/casebook.hpp"
#include "byte_stream.hpp"
#include "cow_codes.hpp"
#include "file_reading.hpp"

namespace blocs::sources {

/// What members of an alliance promise each other, as ATOP codes it; a set by bits.
enum class AtopPromise : std::uint8_t { defence, offence, neutrality, non_aggression, consultation };
inline constexpr std::size_t kAtopPromises = 5;
using AtopPromises = std::uint8_t;
inline bool has(AtopPromises all, AtopPromise one) {
  return ((all >> static_cast<unsigned>(one)) & 1U) != 0;
}

/// One member in one phase of one alliance: a row of the file of members, or part of one where the COW number
/// stands for another state from some day on.
struct AtopMember {
  views::PartySpan span;
  int cow = 0;
  AtopPromises promises = 0;
  bool conditional = false;
};

/// A row of the file of alliances.
struct AtopTerms {
  std::optional<LooseDate> begun, ended;
  std::optional<int> months;  ///< 0: indefinite
  bool organisation = false, military_aid = false, economic_aid = false;
};

struct AtopAlliance {
  std::vector<AtopMember> members;
  std::optional<AtopTerms> terms;
};

/// A row of the file of dyads, kept until the members are known.
struct AtopDyad {
  int a = 0, b = 0, from = 0, to = 0;
  AtopPromises promises = 0;
};

/// The files of ATOP 5.1 in one import: members (one row a member and phase), alliances (one row each), and
/// spells of dyads, which are worked out from members and are held against them.
class AtopHarvest {
 public:
  AtopHarvest(const Known& known, Harvest& harvest)
      : known_(known), harvest_(harvest), codes_(known.states) {}

  /// A file of ATOP, known by the columns that its header must have.
  struct Form {
    std::string_view name;
    std::vector<std::string_view> columns;
    int order = 0;  ///< members first
    void (AtopHarvest::*read)(FileReading&) = nullptr;
  };
  static std::span<const Form> forms();
  /// The form whose columns the header has, or null.
  static const Form* form_of(const std::vector<std::string>& header);

  void read(const Form& form, ByteSource& bytes, const std::string& file);
  /// Makes a treaty of every alliance. Call once, after all files.
  void finish();

 private:
  void read_members(FileReading& at);
  void read_alliances(FileReading& at);
  void read_dyads(FileReading& at);
  /// What the members rows say of a year: promises in at least one direction; by dyad and year.
  void spread_dyads();

  const Known& known_;
  Harvest& harvest_;
  CowCodes codes_;
  std::map<int, AtopAlliance> alliances_;
  std::map<std::array<int, 3>, AtopPromises> dyad_years_;
};

inline constexpr std::string_view kAtopSource = "atop-5-1-file";
/// The last day of which ATOP 5.1 tells.
inline Date atop_ends() {
  return {2018, 12, 31};
}

/// The treaty and the provisions that stand for an alliance: see docs/cascade.md for the coding map.
struct AtopTreaty {
  views::Treaty treaty;
  std::vector<views::Provision> provisions;
};
AtopTreaty atop_treaty(int id, const AtopAlliance& alliance,
                       const std::map<std::string, views::State, std::less<>>& states);

}  // namespace blocs::sources
