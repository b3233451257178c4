#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "blocs/sources/casebook.hpp"
#include "byte_stream.hpp"
#include "cow_codes.hpp"
#include "file_reading.hpp"

namespace blocs::sources {

/// Published files of what flows between states, and of what they hold: goods trade (IMF, UN Comtrade), arms
/// (SIPRI), armed forces (COW). docs/system.md says which layouts are read and what is left out. Rows of one
/// import stand together, since a total of both directions may lie in two rows or files.
class FlowHarvest {
 public:
  FlowHarvest(const Known& known, Harvest& harvest);

  /// A file, known by the columns that its header must have. `preamble`: lines may stand before the header.
  struct Form {
    std::string_view name;
    std::vector<std::string_view> columns;
    bool preamble = false;
    void (FlowHarvest::*read)(FileReading&) = nullptr;
    int order = 0;
  };
  static std::span<const Form> forms();
  /// The form whose columns the first row has, or for files with lines before it one of the first thirty.
  /// Null if there is none. Throws Error(bad_input) for the IMF's older layout, which does not state its
  /// scale.
  static const Form* form_of(ByteSource& bytes, const std::string& file);

  void read(const Form& form, ByteSource& bytes, const std::string& file);
  /// Makes a total of every pair whose exports and imports are there. Call once, after all files.
  void finish();

 private:
  /// A direction of a reporter's trade with a partner in a year.
  struct Direction {
    double usd = 0;
    std::size_t file = 0;
    std::size_t line = 0;
  };
  using Key = std::tuple<std::string, std::string, int>;  // reporter, partner, year
  struct Flows {
    std::optional<Direction> out, in;
    std::string source;
  };

  void read_imts(FileReading& at);
  void read_comtrade(FileReading& at);
  void read_arms_dyads(FileReading& at);
  void read_arms_register(FileReading& at);
  void read_capabilities(FileReading& at);
  bool add_capability(std::string denominator, const std::string& indicator, const std::string& state,
                      const LooseDate& year, double value);

  /// Where a file names the two sides of a flow, and what it calls the world.
  struct PairColumns {
    std::string_view reporter, partner, world;
  };
  /// Takes one direction of trade, or refuses the row.
  void take_flow(FileReading& at, const PairColumns& columns, int year, bool out, double usd,
                 std::string_view source);
  bool known_state(FileReading& at, std::string_view column, std::string_view code);
  /// The state that SIPRI calls so; empty: none.
  std::string named(std::string_view name) const;
  void add_arms(const std::string& supplier, const std::string& recipient, int year, double tiv);
  void need_source(views::Source source);

  const Known& known_;
  Harvest& harvest_;
  CowCodes codes_;
  std::map<std::string, std::string, std::less<>> names_;
  std::map<Key, Flows> flows_;
  std::map<Key, double> arms_;  // supplier, recipient, year
  std::set<std::string, std::less<>> indicator_ids_;
  views::Confidence arms_confidence_ = views::Confidence::high;
};

}  // namespace blocs::sources
