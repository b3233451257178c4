#pragma once

#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "blocs/sources/casebook.hpp"
#include "casebook_tables.hpp"
#include "state_codes.hpp"

namespace blocs::sources {

/// The packed record that ships with the casebook (`casebook/record`, whose page defines its columns): a roll
/// call a row, its ballots one letter a state in the order of one list. A row that breaks the form, names a
/// state that did not sit on its day, or gives totals that its ballots do not, goes to the quarantine. Any
/// bytes are read: no exceptions. Cost: linear in the bytes.
class PackedRecord {
 public:
  /// `known` has the states and sources; the roll calls of `harvest` are those of the casebook, which stand
  /// where the record has the same.
  PackedRecord(Known& known, Harvest& harvest);

  /// The names of the parts ("order", "assembly" ...), in the order in which they must be read.
  static std::span<const std::string_view> parts();
  /// A part that this record always has; the others are left out where only what is CC0 ships.
  static bool needed(std::string_view part) {
    return part == "order" || part == "assembly" || part == "frames";
  }

  void read(std::string_view part, std::string file, std::shared_ptr<const std::string> bytes);
  /// Sets what was read against the casebook, and hands all over.
  void finish();

 private:
  struct Title {
    std::string symbol, title, topics, source;
  };
  using Reader = void (PackedRecord::*)(casebook::Reading&);
  struct Part {
    std::string_view name;
    std::span<const Column> columns;
    Reader read;
  };
  static std::span<const Part> all_parts();

  void read_order(casebook::Reading& at);
  void read_titles(casebook::Reading& at);
  void read_assembly(casebook::Reading& at);
  void read_council(casebook::Reading& at);
  void read_vetoes(casebook::Reading& at);
  void read_frames(casebook::Reading& at);

  /// What all roll calls have: id, day, title, source, note.
  PublishedRollCall common(casebook::Reading& at);
  std::string topics(Table& table);
  void put_title(casebook::Reading& at, PublishedRollCall& call) const;
  /// Reads the letters into `letters_`, and counts them; a fault of the row where they are wrong.
  void read_ballots(Table& table, PublishedRollCall& call);
  void check_totals(Table& table, const PublishedRollCall& call);
  /// Ends a row: takes the roll call, with its ballots, unless a fault was found.
  void take(Table& table, PublishedRollCall call);
  VoteSet& set_of(const std::string& source);

  Known& known_;
  Harvest& harvest_;
  StateCodes codes_;
  std::vector<std::string> order_;
  std::set<std::string_view> read_;  // names of the parts read
  std::set<std::string, std::less<>> ids_;
  std::unordered_map<std::string, Title> titles_;  // by number and day
  std::vector<std::pair<std::uint16_t, views::Ballot>> letters_;
  std::vector<std::unique_ptr<VoteSet>> sets_;
};

}  // namespace blocs::sources
