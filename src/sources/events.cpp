#include "blocs/sources/events.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "blocs/core/error.hpp"
#include "blocs/core/numbers.hpp"
#include "blocs/core/sha256.hpp"
#include "blocs/core/text.hpp"
#include "blocs/sources/csv.hpp"
#include "gdelt_rows.hpp"

namespace blocs::sources {
namespace {

using views::EventRow;
using views::EventTable;

constexpr std::uint32_t kMostCount = 1'000'000;

/// `YYYY-MM-DDTHH:MM[:SS]`, or a number of days.
std::optional<double> moment(std::string_view text) {
  if (const auto days = number_in<double>(text); days && *days > -1e6 && *days < 1e6) return days;
  if (text.size() != 16 && text.size() != 19) return std::nullopt;
  if ((text[10] != 'T' && text[10] != ' ') || text[13] != ':') return std::nullopt;
  const auto day = Date::parse(text.substr(0, 10));
  const auto hour = number_in<double>(text.substr(11, 2));
  const auto minute = number_in<double>(text.substr(14, 2));
  const auto second =
      text.size() == 19 && text[16] == ':' ? number_in<double>(text.substr(17, 2)) : std::optional(0.0);
  if (!day || !hour || !minute || !second || *hour < 0 || *minute < 0 || *second < 0) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return day->days() + (*hour + (*minute + *second / 60) / 60) / 24;
}

void refuse(EventTable& table, std::size_t line, const std::string& why) {
  if (table.refused++ == 0) table.fault = "line " + std::to_string(line) + ": " + why;
}

std::optional<std::size_t> at(const std::vector<std::string>& header, std::string_view name) {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

bool among(const std::vector<std::string>& list, const std::string& word) {
  return list.empty() || std::find(list.begin(), list.end(), word) != list.end();
}

class GdeltReader {
 public:
  GdeltReader(const GdeltForm& form, const EventSelection& selection, EventTable& table)
      : form_(form), selection_(selection), table_(table) {}

  void take(const std::vector<std::string>& f, std::size_t line) {
    ++table_.read;
    if (!form_.fits(f)) {
      refuse(table_, line, "has " + std::to_string(f.size()) + " columns");
      return;
    }
    const auto day = packed_day(f[form_.day]);
    if (!day) {
      refuse(table_, line, "SQLDATE is no day");
      return;
    }
    if (f[form_.id].empty() || !seen_.insert(f[form_.id]).second) {
      refuse(table_, line, "GLOBALEVENTID is empty or stands twice");
      return;
    }
    const auto kind = kind_of(f);
    if (!kind.empty()) table_.rows.push_back({*day, std::nullopt, kind, 1, line});
  }

 private:
  std::string kind_of(const std::vector<std::string>& f) const {
    const auto& quads = selection_.quads;
    const int quad = f[form_.quad].size() == 1 ? f[form_.quad][0] - '0' : 0;
    if (!quads.empty() && std::find(quads.begin(), quads.end(), quad) == quads.end()) return "";
    if (!among(selection_.roots, f[form_.root])) return "";
    if (selection_.root_events_only && f[form_.lead] != "1") return "";
    for (const auto& pair : selection_.pairs) {
      if (pair == f[form_.actor1] + "-" + f[form_.actor2] ||
          pair == f[form_.actor2] + "-" + f[form_.actor1]) {
        return pair;
      }
    }
    for (const auto& [kind, places] : selection_.places) {
      if (!f[form_.place].empty() && among(places, f[form_.place])) return kind;
    }
    return selection_.pairs.empty() && selection_.places.empty() ? "all" : "";
  }

  const GdeltForm& form_;
  const EventSelection& selection_;
  EventTable& table_;
  std::set<std::string> seen_;
};

void read_own(CsvReader& reader, CsvRow& row, const std::vector<std::string>& header, EventTable& table) {
  const auto when = at(header, table.timed ? "time" : "date");
  const auto kind = *at(header, "theatre");
  const auto count = at(header, "count");
  while (reader.next(row)) {
    ++table.read;
    if (!row.good()) {
      refuse(table, row.line, row.fault);
      continue;
    }
    EventRow event;
    event.line = row.line;
    event.kind = row.fields[kind];
    const auto& text = row.fields[*when];
    if (event.kind.empty()) {
      refuse(table, row.line, "the theatre is empty");
    } else if (table.timed) {
      event.moment = moment(text);
      if (event.moment)
        table.rows.push_back(std::move(event));
      else
        refuse(table, row.line, "\"" + printable(text, 40) + "\" is no time (2024-06-19T14:30, or days)");
    } else {
      const auto day = Date::parse(text);
      const auto n = number_in<double>(row.fields[*count]);
      const bool whole = n && *n >= 0 && *n <= kMostCount && *n == static_cast<double>(static_cast<long>(*n));
      if (day && whole) {
        event.day = *day;
        event.count = static_cast<std::uint32_t>(*n);
        table.rows.push_back(std::move(event));
      } else {
        refuse(table, row.line,
               day ? "the count is no whole number from 0" : "the date is no day (YYYY-MM-DD)");
      }
    }
  }
}

std::string words(const EventSelection& s) {
  std::vector<std::string> parts;
  for (const auto& [kind, places] : s.places) parts.push_back(kind + " is action in " + join(places, ", "));
  if (!s.pairs.empty()) parts.push_back("pairs of actors " + join(s.pairs, ", "));
  if (!s.roots.empty()) parts.push_back("CAMEO roots " + join(s.roots, ", "));
  std::vector<std::string> quads;
  for (const int quad : s.quads) quads.push_back(std::to_string(quad));
  if (!quads.empty()) parts.push_back("quad classes " + join(quads, ", "));
  if (s.root_events_only) parts.emplace_back("lead events only");
  return join(parts, "; ");
}

[[noreturn]] void refuse_scores(const std::string& name) {
  throw Error::bad_input(
      "holds scores of pairs: sums of Goldstein values, which may be negative and fractional. They are no "
      "counts "
      "of events, and no point process can be fitted to them",
      name, "use GDELT's event rows (blocs scenario fit events.csv), which can be counted");
}

}  // namespace

EventTable events_from(std::string_view bytes, const std::string& name, const EventSelection& selection) {
  EventTable table;
  table.file = name;
  Sha256 sum;
  sum.add(bytes);
  table.sha256 = sum.hex();
  table.selection = words(selection);
  if (const auto* form = gdelt_form(bytes)) {
    table.form = form->name;
    GdeltReader reader(*form, selection, table);
    each_gdelt_row(
        bytes, [&](const auto& fields, std::size_t line) { reader.take(fields, line); },
        [&](std::size_t line, const std::string& fault) {
          ++table.read;
          refuse(table, line, fault);
        });
    return table;
  }
  CsvReader reader(bytes);
  CsvRow row;
  if (!reader.next(row) || !row.good()) throw Error::bad_input("is empty, or no table", name);
  const auto header = row.fields;
  if (at(header, "iso3_1") && (at(header, "score") || at(header, "score_sum"))) refuse_scores(name);
  if (!at(header, "theatre") || (!at(header, "time") && !(at(header, "date") && at(header, "count")))) {
    throw Error::bad_input("is no table of events", name,
                           "columns time,theatre or date,theatre,count, or event rows of GDELT 1.0 or 2.0");
  }
  table.timed = at(header, "time").has_value();
  table.zeros_named = !table.timed;
  table.form = table.timed ? "timed" : "daily";
  read_own(reader, row, header, table);
  return table;
}

EventTable read_events(const std::filesystem::path& path, const EventSelection& selection) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    throw Error::not_found("there is no file of events " + path.string());
  }
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) throw Error::io("cannot be read", path.string());
  return events_from(bytes, path.string(), selection);
}

}  // namespace blocs::sources
