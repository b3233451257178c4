#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/sources/casebook.hpp"

namespace blocs::sources {

/// Who a code of a vote file stands for on a day, and whether that state then sat in the United Nations.
///
/// A code may mean several states, one after the other: `YEM` is North Yemen until 1990-05-21 and Yemen from
/// then on; `CZE` Czechoslovakia before 1993; `SRB` and `YUG` Yugoslavia until 1992-09-22 and Serbia from
/// 2000-11-01; `CHN` the authorities in Taipei (`TWN`) until 1971-10-25 and China from the day after; `SUN`
/// is Russia throughout. Codes are alpha-3, alpha-2 or, where a file leaves the code empty, English names.
class StateCodes {
 public:
  explicit StateCodes(const std::map<std::string, views::State, std::less<>>& states);

  static constexpr std::uint16_t kNone = 0xffff;

  struct Found {
    std::uint16_t state = kNone;  ///< index in `states()`; none: see `known`
    bool known = false;           ///< the code means some state, though perhaps none that sat on that day
  };
  Found find(std::string_view code, int day);

  const std::vector<std::string>& states() const { return codes_; }

 private:
  struct Seat {
    int from, to;  // days
    std::uint16_t state;
  };
  using Seats = std::vector<Seat>;

  void add_seat(Seats& seats, std::string_view state) const;
  Seats seats_of(std::string_view code) const;
  std::string_view meant(std::string_view code) const;

  const std::map<std::string, views::State, std::less<>>& known_;
  std::vector<std::string> codes_;
  std::map<std::string, std::string, std::less<>> names_;  // folded name -> code
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, Seats, Hash, std::equal_to<>> seen_;
};

}  // namespace blocs::sources
