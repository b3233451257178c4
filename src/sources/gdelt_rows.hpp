#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/core/date.hpp"

namespace blocs::sources {

/// Where the columns stand that are used in event rows of GDELT: 1.0 has 57 columns, or 58 with the address
/// of the page, 2.0 has 61.
struct GdeltForm {
  std::string_view name;
  std::size_t columns, id, day, actor1, actor2, lead, root, quad, place;

  bool fits(const std::vector<std::string>& fields) const {
    return fields.size() == columns || (columns == 58 && fields.size() == 57);
  }
};

/// The form of event rows, tab-separated as published or with a header and commas; null if the first line is
/// of neither.
const GdeltForm* gdelt_form(std::string_view bytes);

/// Calls `take` with the fields and the line of each row, `bad` with what breaks a row of the comma form.
void each_gdelt_row(std::string_view bytes,
                    const std::function<void(const std::vector<std::string>&, std::size_t)>& take,
                    const std::function<void(std::size_t, const std::string&)>& bad);

/// `YYYYMMDD`.
std::optional<Date> packed_day(const std::string& text);

}  // namespace blocs::sources
