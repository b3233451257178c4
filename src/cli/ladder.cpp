#include <CLI/CLI.hpp>
#include <memory>

#include "blocs/core/error.hpp"
#include "verbs.hpp"

namespace blocs::cli {

void add_ladder(CLI::App& app, Context& context) {
  auto& verb = *app.add_subcommand("ladder", "From pairs to a bloc: every rung judged by itself, no score");
  auto question =
      std::make_shared<findings::Question>(findings::Question{"ladder.rungs", {}, findings::Json::object()});
  auto compare = std::make_shared<bool>(false);
  verb.add_option("states", question->subjects, "A group or states: CRINK, CHN RUS IRN")
      ->type_name("STATE ...");
  add_meeting_rule(verb, question->options);
  add_text(verb, question->options, "--on", "on",
           "Treaties and memberships of this day; the period ends with it", "DATE");
  add_count(verb, question->options, "--percentile", "percentile",
            "Votes are alike if the group is above this share of all groups of its size (default 90)");
  add_switch(verb, question->options, "--raw-votes", "corrected",
             "Judge votes by raw agreement, chance left in", false);
  add_switch(verb, question->options, "--all-texts", "binding",
             "Treaties and texts without force of law count too", false);
  add_count(verb, question->options, "--threads", "threads",
            "Threads (default: one a core); the answer is the same for any number");
  add_switch(verb, question->options, "--basis", "basis",
             "Also the findings that the rungs name: each pair's and triple's meetings and treaties");
  verb.add_flag("--compare", *compare, "Beside BRICS, SCO, Quad, AUKUS, the Nordic five, CSTO and NATO");
  add_list(verb, question->options, "--beside", "beside", "Beside these groups", "LIST");
  verb.callback([&verb, question, compare, &context] {
    if (!verb.get_subcommands().empty()) return;
    const bool beside = *compare || question->options.contains("beside");
    if (beside) question->measure = "ladder.compare";
    if (question->subjects.empty() && !beside) throw Error::usage("no group is named", "blocs ladder CRINK");
    context.ask(*question);
  });
  verb.require_subcommand(0, 1);
  auto& validate =
      *verb.add_subcommand("validate", "Do Assembly votes alone set defence pacts above matched groups?");
  auto check = std::make_shared<findings::Question>(
      findings::Question{"ladder.validate", {}, findings::Json::object()});
  add_count(validate, check->options, "--seed", "seed", "Seed of samples and intervals (default 1)");
  add_count(validate, check->options, "--replicates", "replicates",
            "Replicates of the bootstrap (default 400)");
  add_count(validate, check->options, "--threads", "threads", "Threads (default: one a core)");
  add_text(validate, check->options, "--score", "score",
           "kappa-squared (default), lijphart or another measure", "NAME");
  validate.callback([check, &context] { context.ask(*check); });
  validate.footer("Example:\n  blocs ladder validate --ledger my.ledger");
  verb.footer(
      "Rungs: votes alike beyond the base rate; pairs meet and sign; all pairs do; triples meet; the whole "
      "meets;\n"
      "a shared body or text; mutual defence in some pairs, in all. docs/ladder.md has the criteria and "
      "their sources.\n"
      "Examples:\n  blocs ladder CRINK\n"
      "  blocs ladder CRINK --since 2024-01-01 --min-rank deputy_minister\n"
      "  blocs ladder CRINK --compare\n  blocs ladder CRINK --beside BRICS,BRINK\n"
      "  blocs ladder CRINK --basis --format json > ladder.json && blocs explain ladder.json --id ID");
}

}  // namespace blocs::cli
