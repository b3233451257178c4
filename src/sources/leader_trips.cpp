// COLT: leaders' journeys by country and year (year, name, iso3, trips_sent, trips_received).

#include <string>
#include <utility>

#include "blocs/core/text.hpp"
#include "casebook_tables.hpp"

namespace blocs::sources::casebook {
namespace {

constexpr std::string_view kSource = "colt";

int count(Reading& at, std::string_view column) {
  const auto value = at.table.integer(column);
  if (!value && at.table.text(column).empty()) at.table.refuse(column, "must not be empty");
  if (value && *value < 0) at.table.refuse(column, "must not be negative");
  return value.value_or(0);
}

void read_trips(Reading& at) {
  const bool fresh = at.known.sources.insert(std::string(kSource)).second;
  if (fresh) {
    at.harvest.sources.push_back(
        {std::string(kSource), "dataset", "Country and Organization Leader Travel (COLT)",
         "Frederick S. Pardee Institute for International Futures, University of Denver", "", "", "",
         "imported; where a Supreme Leader counts as head of state, as for Iran, the "
         "president's journeys are not in it"});
  }
  while (at.table.next()) {
    auto& t = at.table;
    views::LeaderTrips row;
    row.state = t.text("iso3");
    if (row.state.empty()) {
      t.refuse("iso3", "no state code is given for " + printable(t.text("name"), 80));
    } else {
      at.check_state("iso3", row.state);
    }
    if (t.text("year").empty()) t.refuse("year", "must not be empty");
    row.year = t.integer("year").value_or(0);
    row.sent = count(at, "trips_sent");
    row.received = count(at, "trips_received");
    row.id = "COLT/" + row.state + "/" + std::to_string(row.year);
    if (t.whole()) at.only_once("year", row.id);
    row.provenance = {std::string(kSource), views::Confidence::high, ""};
    if (t.take()) at.harvest.leader_trips.push_back(std::move(row));
  }
}

constexpr Column kColumns[] = {{"year"}, {"name"}, {"iso3"}, {"trips_sent"}, {"trips_received"}};

}  // namespace

const Form kLeaderTrips{"leader_trips", kColumns, read_trips, "leader_trips", false};

}  // namespace blocs::sources::casebook
