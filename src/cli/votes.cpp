#include <CLI/CLI.hpp>
#include <memory>

#include "context.hpp"
#include "rule_options.hpp"

namespace blocs::cli {
namespace {

using findings::Json;
using findings::Question;

struct Verb {
  CLI::App& app;
  Json& options;
};

/// A verb that asks one measure about states under a vote rule. The callback owns the question.
Verb add_verb(CLI::App& votes, Context& context, const std::string& name, const std::string& measure,
              const std::string& help) {
  auto& verb = *votes.add_subcommand(name, help);
  auto question = std::make_shared<Question>(Question{measure, {}, Json::object()});
  auto* states = verb.add_option("states", question->subjects, "States or a group: CHN RUS, \"North Korea\", CRINK");
  states->type_name("STATE ...");
  if (measure == "votes.count") verb.remove_option(states);
  add_vote_rule(verb, question->options);
  verb.callback([question, &context] { context.ask(*question); });
  return {verb, question->options};
}

void add_agreement(CLI::App& votes, Context& context) {
  auto [verb, options] =
      add_verb(votes, context, "agreement", "votes.agreement", "How alike two states, or the members of a group, voted");
  add_text(verb, options, "--interval", "interval", "none (default), wilson, bootstrap (by agenda item)", "KIND");
  verb.add_option_function<std::uint64_t>(
          "--seed", [&target = options](std::uint64_t seed) { target["seed"] = seed; }, "Seed of the bootstrap (default 1)")
      ->type_name("N");
  verb.footer(
      "Examples:\n"
      "  blocs votes agreement CHN RUS --body council --since 2022-01-01 --until 2025-09-18 --contested\n"
      "  blocs votes agreement CRINK --body assembly --rule half\n"
      "  blocs votes agreement CHN RUS --contested --interval bootstrap --format json");
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
  auto [verb, options] =
      add_verb(votes, context, "companions", "votes.companions", "Who else votes with these states, with exposure");
  add_text(verb, options, "--basis", "basis",
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

}  // namespace

void add_votes(CLI::App& app, Context& context) {
  auto& votes = *app.add_subcommand("votes", "Recorded votes in the Security Council and the General Assembly");
  votes.require_subcommand(1);
  add_agreement(votes, context);
  add_vetoes(votes, context);
  add_companions(votes, context);
  add_ballots(votes, context);
  add_verb(votes, context, "count", "votes.count", "How many roll calls a rule lets in")
      .app.footer("Example:\n  blocs votes count --since 2022-01-01 --outcomes vetoed");
}

}  // namespace blocs::cli
