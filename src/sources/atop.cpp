// Alliance Treaty Obligations and Provisions 5.1: files, rows, and the check of dyads against members.

#include "atop.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "blocs/core/error.hpp"
#include "blocs/sources/csv.hpp"

namespace blocs::sources {
namespace {

constexpr std::array<std::string_view, kAtopPromises> kPromiseColumns{"defense", "offense", "neutral",
                                                                      "nonagg", "consul"};

/// "3" or "3.0"; an empty cell or a lone point is 0: not known.
std::optional<int> whole(std::string_view text) {
  if (text.empty() || text == ".") return 0;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) return std::nullopt;
  std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (rest.starts_with('.')) rest.remove_prefix(std::min(rest.find_first_not_of('0', 1), rest.size()));
  return rest.empty() ? std::optional(value) : std::nullopt;
}

/// The cells of one row: the first wrong one refuses it.
class Row {
 public:
  explicit Row(FileReading& at) : at_(at) {}

  int number(std::string_view column, int least, int most) {
    const auto text = at_.cell(at_.column(column));
    const auto value = whole(text);
    if (value && *value >= least && *value <= most) return *value;
    refuse(column, "\"" + printable(text, 40) + "\" is not a whole number from " + std::to_string(least) +
                       " to " + std::to_string(most));
    return least;
  }
  /// Day, month and year in three columns; a month or day of 0 is not known, a year of 0 no date.
  std::optional<LooseDate> date(std::string_view year, std::string_view month, std::string_view day) {
    const int y = number(year, 0, 2100);
    const int m = number(month, 0, 12);
    const int d = number(day, 0, 31);
    if (!whole_ || y == 0) return std::nullopt;
    const auto two = [](int n) { return (n < 10 ? "-0" : "-") + std::to_string(n); };
    const std::string text = std::to_string(y) + (m > 0 ? two(m) : "") + (m > 0 && d > 0 ? two(d) : "");
    auto found = LooseDate::parse(text);
    if (!found) refuse(day, "there is no day " + text);
    return found;
  }
  AtopPromises promises(std::string_view prefix = {}) {
    AtopPromises all = 0;
    for (std::size_t p = 0; p < kAtopPromises; ++p) {
      const int given = number(std::string(prefix) + std::string(kPromiseColumns[p]), 0, 1);
      all = static_cast<AtopPromises>(all | (given << p));
    }
    return all;
  }
  bool flag(std::string_view column) { return number(column, 0, 99) > 0; }
  void refuse(std::string_view column, std::string reason) {
    if (whole_) at_.refuse(column, std::move(reason));
    whole_ = false;
  }
  bool good() const { return whole_; }

 private:
  FileReading& at_;
  bool whole_ = true;
};

int last_year(const std::optional<LooseDate>& to) {
  return to ? to->last.year() : atop_ends().year();
}

views::Source atop_source() {
  return {std::string(kAtopSource),
          "dataset",
          "Alliance Treaty Obligations and Provisions, version 5.1, as imported. Cite: Leeds, Ritter, "
          "Mitchell and Long 2002, International Interactions 28: 237-260, doi 10.1080/03050620213653",
          "Rice University",
          "http://www.atopdata.org",
          "",
          "",
          "imported; free for research with citation"};
}

/// The treaty on record that was signed on the same day by two of the same states or more.
std::string same_treaty(const views::Treaty& treaty, const std::vector<KnownSignature>& known) {
  if (!treaty.signed_on || treaty.signed_on->first != treaty.signed_on->last) return {};
  for (const auto& other : known) {
    if (other.source == kAtopSource || other.signed_on != treaty.signed_on) continue;
    const auto common = std::count_if(treaty.parties.begin(), treaty.parties.end(),
                                      [&](const auto& state) { return other.parties.contains(state); });
    if (common >= 2) return other.treaty;
  }
  return {};
}

}  // namespace

std::span<const AtopHarvest::Form> AtopHarvest::forms() {
  static const std::vector<Form> kAll{
      {"ATOP members",
       {"atopid", "member", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit", "defense", "offense",
        "neutral", "nonagg", "consul"},
       1,
       &AtopHarvest::read_members},
      {"ATOP alliances",
       {"atopid", "begyr", "begmo", "begday", "endyr", "endmo", "endday", "length", "organ1"},
       2,
       &AtopHarvest::read_alliances},
      {"ATOP dyads",
       {"ccode1", "ccode2", "year_from", "year_to", "atop_defense", "atop_offense", "atop_neutral",
        "atop_nonagg", "atop_consul"},
       3,
       &AtopHarvest::read_dyads}};
  return kAll;
}

const AtopHarvest::Form* AtopHarvest::form_of(const std::vector<std::string>& header) {
  for (const auto& form : forms()) {
    const bool fits = std::all_of(form.columns.begin(), form.columns.end(), [&](std::string_view column) {
      return std::find(header.begin(), header.end(), column) != header.end();
    });
    if (fits) return &form;
  }
  return nullptr;
}

void AtopHarvest::read(const Form& form, ByteSource& bytes, const std::string& file) {
  if (form.order > 1 && alliances_.empty()) {
    throw Error::bad_input("tells of alliances whose members no file before it gives", file,
                           "import the file of members (atopid, member, yrent ...) together with it");
  }
  RowStream rows(bytes);
  StreamRow first;
  if (!rows.next(first) || !first.good()) return;
  FileReading reading(rows, file, {first.fields.begin(), first.fields.end()}, harvest_.quarantine);
  (this->*form.read)(reading);
  reading.finish();
  if (reading.taken() + reading.refused() == 0) {
    harvest_.quarantine.push_back({file, 0, {}, "has a header and no rows", {}});
  }
  harvest_.files.push_back({file, {}, reading.taken(), reading.refused(), nullptr});
}

void AtopHarvest::read_members(FileReading& at) {
  while (at.next()) {
    Row row(at);
    const int id = row.number("atopid", 1, 99'999'999);
    const int cow = row.number("member", 1, 9999);
    const auto from = row.date("yrent", "moent", "dayent");
    const auto to = row.date("yrexit", "moexit", "dayexit");
    AtopMember member{{}, cow, row.promises(), row.flag("conditio")};
    if (!from) row.refuse("yrent", "the year of entry is missing");
    if (from && to && to->last < from->first) {
      row.refuse("yrexit", "leaves on " + to->iso() + ", before it enters on " + from->iso());
    }
    if (!row.good()) continue;
    const auto spans = codes_.spans(cow, *from, to);
    if (spans.empty()) {
      at.refuse("member", "no state has the Correlates of War number " + std::to_string(cow));
      continue;
    }
    for (const auto& span : spans) {
      member.span = span;
      alliances_[id].members.push_back(member);
    }
    at.take();
  }
}

void AtopHarvest::read_alliances(FileReading& at) {
  while (at.next()) {
    Row row(at);
    const int id = row.number("atopid", 1, 99'999'999);
    AtopTerms terms;
    terms.begun = row.date("begyr", "begmo", "begday");
    terms.ended = row.date("endyr", "endmo", "endday");
    const int months = row.number("length", 0, 9999);
    if (const auto text = at.cell(at.column("length")); !text.empty() && text != ".") terms.months = months;
    terms.organisation = row.flag("organ1");
    terms.military_aid = row.flag("milaid");
    terms.economic_aid = row.flag("ecaid");
    if (!terms.begun) row.refuse("begyr", "the year in which it begins is missing");
    if (terms.begun && terms.ended && terms.ended->last < terms.begun->first) {
      row.refuse("endyr", "ends on " + terms.ended->iso() + ", before it begins on " + terms.begun->iso());
    }
    if (!row.good()) continue;
    const auto alliance = alliances_.find(id);
    if (alliance == alliances_.end()) {
      at.refuse("atopid", "no row of members is of the alliance " + std::to_string(id));
    } else if (alliance->second.terms) {
      at.refuse("atopid", "an earlier row is of the alliance " + std::to_string(id));
    } else {
      alliance->second.terms = terms;
      at.take();
    }
  }
}

void AtopHarvest::spread_dyads() {
  for (const auto& [id, alliance] : alliances_) {
    const auto& members = alliance.members;
    for (const auto& a : members) {
      for (const auto& b : members) {
        if (a.cow >= b.cow) continue;
        const int from = std::max(a.span.from->first.year(), b.span.from->first.year());
        const int to = std::min(last_year(a.span.to), last_year(b.span.to));
        for (int year = from; year <= to; ++year) {
          auto& found = dyad_years_[{a.cow, b.cow, year}];
          found = static_cast<AtopPromises>(found | a.promises | b.promises);
        }
      }
    }
  }
}

void AtopHarvest::read_dyads(FileReading& at) {
  if (dyad_years_.empty()) spread_dyads();
  while (at.next()) {
    Row row(at);
    AtopDyad dyad{row.number("ccode1", 1, 9999), row.number("ccode2", 1, 9999),
                  row.number("year_from", 1, 2100), row.number("year_to", 1, 2100), row.promises("atop_")};
    if (!row.good()) continue;
    if (dyad.a > dyad.b) std::swap(dyad.a, dyad.b);
    int agreed = dyad.from;
    while (agreed <= dyad.to) {
      const auto found = dyad_years_.find({dyad.a, dyad.b, agreed});
      if (found == dyad_years_.end() || found->second != dyad.promises) break;
      ++agreed;
    }
    if (agreed > dyad.to) {
      at.take();
    } else {
      at.refuse("year_from", "the rows of members give other promises for " + std::to_string(agreed) +
                                 "; they are kept, this row is a check only");
    }
  }
}

void AtopHarvest::finish() {
  if (alliances_.empty()) return;
  harvest_.sources.push_back(atop_source());
  for (const auto& [id, alliance] : alliances_) {
    auto made = atop_treaty(id, alliance, known_.states);
    made.treaty.same_as = same_treaty(made.treaty, known_.signatures);
    harvest_.treaties.push_back(std::move(made.treaty));
    for (auto& provision : made.provisions) harvest_.provisions.push_back(std::move(provision));
  }
}

}  // namespace blocs::sources
