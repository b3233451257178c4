#include "blocs/ledger/ledger.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "context.hpp"
#include "print_query.hpp"

namespace blocs::cli {
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
    const auto path = context.ledger_path();
    print_result(context,
                 *summary ? ledger::conflict_counts(path, *most) : ledger::ballot_conflicts(path, *most));
  });
  conflicts.footer(
      "A roll call that two sources hold is kept once, with the ballots of the source that came first.\n"
      "Examples:\n  blocs ledger conflicts --ledger my.ledger\n  blocs ledger conflicts --ledger my.ledger "
      "--summary");
  auto& coverage = *noun.add_subcommand("coverage", "Which votes are on record, by body, year and source");
  auto rows = std::make_shared<std::size_t>(10000);
  coverage.add_option("--most", *rows, "Most rows printed")->capture_default_str()->type_name("N");
  coverage.callback(
      [rows, &context] { print_result(context, ledger::vote_coverage(context.ledger_path(), *rows)); });
  coverage.footer(
      "A frame says how complete the record is between two days: all recorded votes, adopted texts, "
      "selected\n"
      "votes, or vetoes with who cast them. Days in no frame are not observed: questions say so, never 0.\n"
      "Examples:\n  blocs ledger coverage\n  blocs ledger coverage --ledger my.ledger --format csv");
}

}  // namespace blocs::cli
