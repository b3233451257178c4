// What a new import may refer to in a ledger, and how its rows are told from those that are there.
#include <string>

#include "blocs/ledger/ledger.hpp"
#include "duck.hpp"
#include "files.hpp"
#include "schema.hpp"

namespace blocs::ledger {
namespace {

sources::KnownVotes known_votes(duck::Connection& connection) {
  sources::KnownVotes votes;
  const auto rows = connection.rows(
      "SELECT r.roll_call_id, r.source, r.body, r.date, r.symbol, r.kind = 'draft', t.yes, t.no, t.abstain "
      "FROM roll_call r LEFT JOIN (SELECT roll_call_id, count(*) FILTER (ballot = 'yes') AS yes, "
      "count(*) FILTER (ballot = 'no') AS no, count(*) FILTER (ballot = 'abstain') AS abstain FROM ballot "
      "GROUP BY roll_call_id) t USING (roll_call_id) ORDER BY r.roll_call_id");
  const auto total = [&](std::size_t column) {
    return rows->null(column) ? 0U : static_cast<std::uint32_t>(rows->big(column));
  };
  while (rows->next()) {
    const auto body = views::code<views::Body>(rows->text(2)).value_or(views::Body::assembly);
    votes.add({std::string(rows->text(0)),
               std::string(rows->text(1)),
               body,
               rows->date(3).days(),
               std::string(rows->text(4)),
               rows->flag(5),
               {total(6), total(7), total(8)}},
              {});
  }
  const auto numbers = connection.rows("SELECT roll_call_id, number FROM roll_call_source ORDER BY ALL");
  while (numbers->next()) votes.add_number(std::string(numbers->text(0)), std::string(numbers->text(1)));
  return votes;
}

sources::KnownSignature signature_of(const views::Treaty& treaty, const views::Memberships& memberships) {
  sources::KnownSignature known{
      treaty.id, treaty.provenance.source, treaty.signed_on, {treaty.parties.begin(), treaty.parties.end()}};
  for (const auto& row : memberships.rows) {
    if (row.group == treaty.party_group && row.status == "member") known.parties.insert(row.state);
  }
  return known;
}

}  // namespace

sources::Known known_in(const std::filesystem::path& path) {
  sources::Known known;
  std::error_code error;
  if (std::filesystem::status(path, error).type() == std::filesystem::file_type::not_found) return known;
  const auto record = open_record(path);
  for (const auto& state : record->states().all()) known.states.emplace(state.code, state);
  for (const auto& source : record->sources()) known.sources.insert(source.id);
  for (const auto& group : record->memberships().groups) known.groups.insert(group.name);
  for (const auto& treaty : record->commitments().treaties) {
    known.treaties.insert(treaty.id);
    known.signatures.push_back(signature_of(treaty, record->memberships()));
  }
  for (const auto& frame : record->meetings().frames) known.meeting_frames.insert(frame.id);
  const duck::Database database(path, duck::Access::read_only);
  duck::Connection connection(database);
  const auto rows = connection.rows("SELECT year, state, seat = 'permanent' FROM council_member");
  while (rows->next()) known.council[rows->integer(0)].emplace(rows->text(1), rows->flag(2));
  known.votes = known_votes(connection);
  return known;
}

std::unordered_map<std::string, std::string> roll_calls_by_number(const std::filesystem::path& path,
                                                                  const std::string& prefix) {
  check_is_database(path);
  const duck::Database database(path, duck::Access::read_only);
  duck::Connection connection(database);
  check_schema(connection);
  std::unordered_map<std::string, std::string> ids;
  const auto rows = connection.rows("SELECT number, roll_call_id FROM roll_call_source ORDER BY ALL");
  while (rows->next()) {
    const auto number = rows->text(0);
    if (number.starts_with(prefix)) ids.emplace(number.substr(prefix.size()), rows->text(1));
  }
  return ids;
}

std::vector<std::string> imported_sums(const std::filesystem::path& path) {
  check_is_database(path);
  const duck::Database database(path, duck::Access::read_only);
  duck::Connection connection(database);
  check_schema(connection);
  std::vector<std::string> sums;
  const auto rows =
      connection.rows("SELECT DISTINCT sha256 FROM import WHERE sha256 IS NOT NULL ORDER BY sha256");
  while (rows->next()) sums.emplace_back(rows->text(0));
  return sums;
}

}  // namespace blocs::ledger
