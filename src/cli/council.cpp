#include <CLI/CLI.hpp>

#include "verbs.hpp"

namespace blocs::cli {
namespace {

/// A verb that asks the measure of its own name.
Verb add_verb(CLI::App& council, Context& context, const std::string& name, const std::string& help) {
  return add_question(council, context, name, "council." + name, help, Takes::nothing);
}

void add_replay(CLI::App& council, Context& context) {
  auto [verb, options] = add_verb(council, context, "replay", "Recorded votes put through Article 27 again");
  add_word(verb, options, "id", "One vote (default: a summary of all)", "ID", false);
  add_switch(verb, options, "--all", "all", "Every vote on record, one by one");
  add_list(verb, options, "--party", "parties_to_dispute",
           "As if these were parties to a dispute: Article 27(3)", "LIST");
  verb.footer(
      "Examples:\n"
      "  blocs council replay\n"
      "  blocs council replay S/2025/561\n"
      "  blocs council replay S/2022/155 --party RUS\n"
      "  blocs council replay --all --format csv");
}

void add_power(CLI::App& council, Context& context) {
  auto [verb, options] =
      add_verb(council, context, "power", "Exact power indices of permanent and elected members");
  add_text(verb, options, "--council", "council", "1966 (fifteen members, default) or 1946 (eleven)", "YEAR");
  add_switch(verb, options, "--abstention", "abstention", "Members may abstain");
  verb.footer(
      "Examples:\n  blocs council power\n  blocs council power --council 1946\n  blocs council power "
      "--abstention");
}

void add_snapback(CLI::App& council, Context& context) {
  auto [verb, options] =
      add_verb(council, context, "snapback", "What becomes of a notification under resolution 2231");
  add_text(verb, options, "--notified", "notified", "Day of the notification", "DATE");
  add_text(verb, options, "--until", "until", "Stop the clock on this day", "DATE");
  add_list(verb, options, "--votes", "votes", "The votes that could avert it (default: drafts on Iran)",
           "LIST");
  verb.footer(
      "Examples:\n  blocs council snapback --notified 2025-08-28\n"
      "  blocs council snapback --notified 2025-08-28 --until 2025-09-20");
}

void add_mandate(CLI::App& council, Context& context) {
  auto [verb, options] =
      add_verb(council, context, "mandate", "Whether a mandate that lapses unless renewed has lapsed");
  add_word(verb, options, "id", "A row of the sanctions table", "ID", false);
  add_text(verb, options, "--name", "name", "What it is, if it is not on record", "TEXT");
  add_text(verb, options, "--from", "from", "First day looked at (default: a year before the last)", "DATE");
  add_text(verb, options, "--expires", "expires", "Last day of the mandate", "DATE");
  add_text(verb, options, "--topic", "topic", "Drafts on this topic could renew it", "TOPIC");
  add_list(verb, options, "--votes", "votes", "The votes that could renew it", "LIST");
  add_text(verb, options, "--until", "until", "Stop the clock on this day", "DATE");
  verb.footer(
      "Examples:\n  blocs council mandate un-prk-panel\n"
      "  blocs council mandate --name \"UNIFIL\" --expires 2026-12-31 --topic israel-lebanon --from "
      "2025-08-01");
}

void add_predict(CLI::App& council, Context& context) {
  auto [verb, options] =
      add_verb(council, context, "predict", "How members would vote on a draft, and what comes out");
  add_text(verb, options, "--topic", "topic", "Topic, such as dprk", "TOPIC");
  add_text(verb, options, "--agenda", "agenda", "Agenda item in the record's words", "TEXT");
  add_text(verb, options, "--kind", "kind", "draft (default) or amendment", "KIND");
  add_text(verb, options, "--nature", "nature", "substantive (default) or procedural", "NATURE");
  add_text(verb, options, "--on", "on", "Day of the vote (default: after the last on record)", "DATE");
  add_list(verb, options, "--sponsors", "sponsors", "States that submit it", "LIST");
  add_list(verb, options, "--members", "members", "All members (default: those of the year)", "LIST");
  verb.footer(
      "Examples:\n  blocs council predict --topic dprk\n"
      "  blocs council predict --topic palestine --kind amendment --on 2024-06-01");
}

void add_backtest(CLI::App& council, Context& context) {
  auto [verb, options] = add_verb(council, context, "backtest",
                                  "How well ballots and outcomes would have been predicted, walking forward");
  add_text(verb, options, "--train-from", "train_from", "Votes before this day are left out (default: 2004)",
           "DATE");
  add_text(verb, options, "--test-from", "test_from",
           "First day scored (default: 2010, or a year after the record begins)", "DATE");
  add_text(verb, options, "--test-until", "test_until", "Last day scored", "DATE");
  verb.footer(
      "Examples:\n  blocs council backtest\n"
      "  blocs council backtest --ledger my.ledger --test-from 2010-01-01 --format csv");
}

void add_whatif(CLI::App& council, Context& context) {
  auto [verb, options] = add_verb(council, context, "whatif", "What Article 27 makes of supposed ballots");
  add_text(verb, options, "--id", "id", "Start from this vote on record (default: all vote yes)", "ID");
  add_text(verb, options, "--on", "on", "The members of this day", "DATE");
  add_text(verb, options, "--nature", "nature", "substantive or procedural", "NATURE");
  add_list(verb, options, "--yes", "yes", "These vote yes", "LIST");
  add_list(verb, options, "--no", "no", "These vote no", "LIST");
  add_list(verb, options, "--abstain", "abstain", "These abstain", "LIST");
  add_list(verb, options, "--absent", "absent", "These stay away", "LIST");
  add_list(verb, options, "--party", "parties_to_dispute", "Parties to the dispute: Article 27(3)", "LIST");
  verb.footer(
      "Examples:\n  blocs council whatif --no RUS --abstain CHN,PAK\n"
      "  blocs council whatif --id S/2022/155 --abstain RUS");
}

}  // namespace

void add_council(CLI::App& app, Context& context) {
  auto& council =
      *app.add_subcommand("council", "The Security Council: its rule, power, inverted defaults, prediction");
  council.require_subcommand(1);
  add_replay(council, context);
  add_power(council, context);
  add_snapback(council, context);
  add_mandate(council, context);
  add_predict(council, context);
  add_backtest(council, context);
  add_whatif(council, context);
}

}  // namespace blocs::cli
