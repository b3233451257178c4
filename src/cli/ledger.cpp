#include "blocs/ledger/ledger.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "context.hpp"
#include "print_query.hpp"

namespace blocs::cli {
namespace {

constexpr const char* kConflicts =
    "SELECT c.roll_call_id, r.date, r.title, c.state, c.ballot, c.kept_source, c.other_ballot, "
    "c.other_source "
    "FROM ballot_conflict c JOIN roll_call r USING (roll_call_id) ORDER BY r.date, c.roll_call_id, c.state, "
    "c.other_source";

constexpr const char* kSummary =
    "SELECT kept_source, other_source, count(*) AS ballots, count(DISTINCT roll_call_id) AS roll_calls "
    "FROM ballot_conflict GROUP BY ALL ORDER BY ALL";

}  // namespace

void add_ledger(CLI::App& app, Context& context) {
  auto& noun = *app.add_subcommand("ledger", "What is in a ledger, and where its sources disagree");
  noun.require_subcommand(1);
  auto& conflicts =
      *noun.add_subcommand("conflicts", "Ballots on which two sources of one roll call disagree");
  auto summary = std::make_shared<bool>(false);
  auto most = std::make_shared<std::size_t>(1000);
  conflicts.add_flag("--summary", *summary, "Only how many, by pair of sources");
  conflicts.add_option("--most", *most, "Most rows printed")->capture_default_str()->type_name("N");
  conflicts.callback([summary, most, &context] {
    print_result(context, ledger::query(context.ledger_path(), *summary ? kSummary : kConflicts, *most));
  });
  conflicts.footer(
      "A roll call that two sources hold is kept once, with the ballots of the source that came first.\n"
      "Examples:\n  blocs ledger conflicts --ledger my.ledger\n  blocs ledger conflicts --ledger my.ledger "
      "--summary");
}

}  // namespace blocs::cli
