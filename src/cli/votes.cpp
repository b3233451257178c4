#include <CLI/CLI.hpp>
#include <memory>

#include "verbs.hpp"

namespace blocs::cli {
namespace {

using findings::Question;

/// A verb that asks one measure about states under a vote rule.
Verb add_verb(CLI::App& votes, Context& context, const std::string& name, const std::string& measure,
              const std::string& help, Takes takes = Takes::states_if_any) {
  const auto verb = add_question(votes, context, name, measure, help, takes);
  add_vote_rule(verb.app, verb.options);
  return verb;
}

void add_agreement(CLI::App& votes, Context& context) {
  auto [verb, options] = add_verb(votes, context, "agreement", "votes.agreement",
                                  "How alike two states, or the members of a group, voted");
  add_text(verb, options, "--interval", "interval",
           "none (default), wilson, bootstrap (by agenda item or title)", "KIND");
  add_count(verb, options, "--seed", "seed", "Seed of the bootstrap (default 1)");
  verb.footer(
      "Examples:\n"
      "  blocs votes agreement CHN RUS --body council --since 2022-01-01 --until 2025-09-18 --contested\n"
      "  blocs votes agreement CRINK --body assembly --rule half\n"
      "  blocs votes agreement CHN RUS --contested --interval bootstrap --format json");
}

void add_intervals_and_weights(CLI::App& verb, findings::Json& options) {
  add_text(verb, options, "--interval", "interval",
           "none (default), bootstrap (of roll calls), bootstrap-items (of agenda items or recurring titles)",
           "KIND");
  add_count(verb, options, "--seed", "seed", "Seed of the bootstrap (default 1)");
  add_weights(verb, options);
}

void add_vetoes(CLI::App& votes, Context& context) {
  auto [verb, options] = add_verb(votes, context, "vetoes", "votes.vetoes",
                                  "Drafts that permanent members vetoed, and what the others did");
  add_switch(verb, options, "--alone", "alone", "Only where nobody else vetoed");
  add_switch(verb, options, "--joint", "joint", "Only where another permanent member vetoed too");
  verb.footer(
      "Examples:\n"
      "  blocs votes vetoes --since 2022-01-01\n"
      "  blocs votes vetoes RUS --alone --format json\n"
      "  blocs votes vetoes CHN RUS");
}

void add_companions(CLI::App& votes, Context& context) {
  auto [verb, options] = add_verb(votes, context, "companions", "votes.companions",
                                  "Who else votes with these states, with exposure");
  add_text(
      verb, options, "--basis", "basis",
      "alike (default): the same ballot as theirs; opposed: none of them voted yes, nor did the companion",
      "BASIS");
  verb.footer(
      "Examples:\n"
      "  blocs votes companions CHN,RUS --since 2022-01-01\n"
      "  blocs votes companions CHN,RUS --basis opposed --format csv");
}

void add_ballots(CLI::App& votes, Context& context) {
  auto [verb, options] = add_verb(votes, context, "ballots", "votes.ballots",
                                  "On how many roll calls each of the states cast a given ballot");
  add_list(verb, options, "--ballot", "ballots", "yes, no (default), abstain, absent", "LIST");
  verb.footer("Example:\n  blocs votes ballots PRK --body assembly --topics ukraine --ballot no");
}

/// `measure NAME A B ...`: the name is the first of the words.
void add_measure(CLI::App& votes, Context& context) {
  auto& verb = *votes.add_subcommand("measure", "A named measure of how alike two states voted");
  auto question = std::make_shared<Question>(Question{"votes.measure", {}, findings::Json::object()});
  auto& options = question->options;
  add_word(verb, options, "name",
           "lijphart, s, s2, kappa, kappa-linear, kappa-squared, pi, pi-linear, pi-squared, a, exact, yesno",
           "NAME", true);
  verb.add_option("states", question->subjects, "States or a group")->type_name("STATE ...");
  add_vote_rule(verb, options);
  add_intervals_and_weights(verb, options);
  verb.callback([question, &context] { context.ask(*question); });
  verb.footer(
      "Examples:\n"
      "  blocs votes measure kappa-squared CHN RUS --ledger my.ledger --session 74\n"
      "  blocs votes measure s USA RUS --ledger my.ledger --body assembly --since 1980-01-01 --until "
      "1980-12-31");
}

void add_cohesion(CLI::App& votes, Context& context) {
  auto [verb, options] =
      add_verb(votes, context, "cohesion", "votes.cohesion",
               "How far a group votes as one: rice, hnr, unanimity, mean-pairwise, least-pair");
  add_switch(verb, options, "--require-all", "require_all",
             "Count only roll calls on which all members voted");
  add_intervals_and_weights(verb, options);
  verb.footer(
      "Abstentions are half agreements unless --rule says else.\n"
      "Examples:\n"
      "  blocs votes cohesion CRINK --ledger my.ledger --session 74\n"
      "  blocs votes cohesion CHN,RUS,IRN,PRK --ledger my.ledger --session 74 --require-all");
}

void add_rank(CLI::App& votes, Context& context) {
  auto [verb, options] =
      add_verb(votes, context, "rank", "votes.rank", "Where a group stands among all groups of its size");
  add_switch(verb, options, "--require-all", "require_all", "Unanimity counts only where all members voted");
  add_text(verb, options, "--corrected", "corrected",
           "The measure that takes chance out (default: kappa-squared)", "NAME");
  add_text(verb, options, "--matched", "matched",
           "Only groups with the same mix: region, size (thirds of states by population), turnout (thirds by "
           "votes "
           "cast), or several: region,size",
           "BY");
  add_count(verb, options, "--least-common", "least_common",
            "Votes that each pair must have in common (default 20)");
  add_switch(verb, options, "--no-bounded", "bounded",
             "Groups of more than four: leave out joint ballots and least pair, which may take seconds",
             false);
  add_switch(verb, options, "--exact", "exact",
             "Look at all groups of any size: a second for five states, half a minute for six");
  add_text(
      verb, options, "--interval", "interval",
      "Of the percentiles by a mean over pairs: bootstrap (roll calls drawn again), bootstrap-items (agenda "
      "items)",
      "KIND");
  add_count(verb, options, "--seed", "seed", "Seed of the sample for groups of more than four (default 1)");
  add_count(verb, options, "--threads", "threads",
            "Threads (default: one a core); the answer is the same for any number");
  verb.footer(
      "Abstentions are half agreements unless --rule says else.\n"
      "Example:\n  blocs votes rank CRINK --ledger my.ledger --session 74");
}

void add_blocs(CLI::App& votes, Context& context) {
  auto [verb, options] =
      add_verb(votes, context, "blocs", "votes.blocs", "The most cohesive groups there are", Takes::nothing);
  add_count(verb, options, "--size", "size", "States in a group (default 4)");
  add_count(verb, options, "--top", "top", "How many groups (default 20)");
  add_text(verb, options, "--by", "by",
           "mean-pairwise (default up to 4 states), joint (identical ballots of all; default for more), "
           "joint-share (of those on which all voted), least-pair, or a measure such as kappa-squared",
           "WHAT");
  add_count(verb, options, "--least-common", "least_common",
            "Votes that each pair must have in common (default 20)");
  add_count(verb, options, "--least-joint", "least_joint",
            "With --by joint-share: votes on which all of the group must have voted (default 20)");
  add_count(verb, options, "--threads", "threads", "Threads (default: one a core)");
  verb.footer(
      "n is the roll calls on which at least two of the group voted; with --by joint or joint-share those on "
      "which all of it voted.\n"
      "Examples:\n"
      "  blocs votes blocs --size 4 --top 20 --ledger my.ledger --session 74\n"
      "  blocs votes blocs --size 6 --by least-pair --ledger my.ledger --session 74");
}

void add_changes(CLI::App& votes, Context& context) {
  auto [verb, options] =
      add_verb(votes, context, "changes", "votes.changes", "When the level of an agreement changed");
  add_text(verb, options, "--by", "by", "year (default) or session", "UNIT");
  add_count(verb, options, "--least-common", "least_common",
            "Votes in common that a point of the series needs (default 5)");
  add_count(verb, options, "--seed", "seed", "Seed of the series drawn again (default 1)");
  verb.footer(
      "Example:\n  blocs votes changes CHN RUS --ledger my.ledger --body assembly --rule half --contested");
}

void add_history(CLI::App& votes, Context& context) {
  auto [verb, options] = add_verb(votes, context, "history", "votes.history",
                                  "A group's cohesion in each Assembly session, with its base rate");
  add_count(verb, options, "--least-common", "least_common",
            "Votes that each pair must have in common (default 20)");
  add_count(verb, options, "--seed", "seed", "Seed of the groups drawn for the band (default 1)");
  add_count(verb, options, "--threads", "threads", "Threads (default: one a core)");
  verb.footer(
      "Abstentions are half agreements unless --rule says else. Members of before they sat are left out.\n"
      "Examples:\n  blocs votes history CRINK --ledger my.ledger\n"
      "  blocs votes history CHN RUS --ledger my.ledger --contested --format csv");
}

void add_grid(CLI::App& votes, Context& context) {
  auto [verb, options] =
      add_verb(votes, context, "grid", "votes.grid", "How a figure moves when the counting rule moves");
  add_text(verb, options, "--of", "of",
           "votes.cohesion (default), votes.agreement, votes.measure or votes.rank", "MEASURE");
  add_text(verb, options, "--part", "part",
           "Which figure of the answer, such as unanimity (default: mean-pairwise)", "NAME");
  add_text(verb, options, "--name", "name", "The name, for votes.measure", "NAME");
  verb.footer("Example:\n  blocs votes grid CRINK --ledger my.ledger --session 74 --format csv");
}

}  // namespace

void add_votes(CLI::App& app, Context& context) {
  auto& votes =
      *app.add_subcommand("votes", "Recorded votes in the Security Council and the General Assembly");
  votes.require_subcommand(1);
  add_agreement(votes, context);
  add_vetoes(votes, context);
  add_companions(votes, context);
  add_ballots(votes, context);
  add_measure(votes, context);
  add_cohesion(votes, context);
  add_rank(votes, context);
  add_blocs(votes, context);
  add_changes(votes, context);
  add_history(votes, context);
  add_grid(votes, context);
  add_votes_export(votes, context);
  add_verb(votes, context, "count", "votes.count", "How many roll calls a rule lets in", Takes::nothing)
      .app.footer("Example:\n  blocs votes count --since 2022-01-01 --outcomes vetoed");
}

}  // namespace blocs::cli
