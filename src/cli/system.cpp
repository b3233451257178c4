#include <CLI/CLI.hpp>
#include <memory>

#include "system_commands.hpp"
#include "verbs.hpp"

namespace blocs::cli {
namespace {

using findings::Json;
using findings::Question;

void add_nesting(CLI::App& app, Context& context) {
  auto& verb = *app.add_subcommand("nesting", "Bilateral and multilateral institutions among states");
  auto question = std::make_shared<Question>(Question{"system.nesting", {}, Json::object()});
  auto others = std::make_shared<std::vector<std::string>>();
  verb.add_option("states", question->subjects, "A group or states")->required()->type_name("STATE ...");
  verb.add_option("--with", *others, "Other groups beside it: USA,JPN,KOR")->type_name("GROUP");
  add_text(verb, question->options, "--on", "on", "The day (default: the end of the record)", "DATE");
  verb.callback([question, others, &context] {
    auto found = findings::answer(context.record(), *question);
    for (const auto& other : *others) {
      const auto more = findings::answer(context.record(), {question->measure, {other}, question->options});
      found.insert(found.end(), more.begin(), more.end());
    }
    context.print(found);
  });
  verb.footer(
      "Examples:\n"
      "  blocs nesting BRINK --on 2024-07-24\n"
      "  blocs nesting CHN,RUS,PRK --with USA,JPN,KOR --on 2024-07-24");
}

}  // namespace

void add_system(CLI::App& app, Context& context) {
  auto centre = add_question(app, context, "centre", "system.centre",
                             "Who is at the centre of a group, layer by layer", Takes::states);
  auto ring = add_question(app, context, "ring", "system.ring",
                           "Which states are nearest to a group, and whether those named by others are",
                           Takes::states);
  auto profile = add_question(
      app, context, "profile", "system.profile",
      "Seven common denominators of a group, with base rates where all states have them", Takes::states);
  add_count(profile.app, profile.options, "--draws", "draws", "Random groups (default 10000)");
  add_count(profile.app, profile.options, "--seed", "seed", "Of the random groups (default 1)");
  profile.app.footer("Example:\n  blocs profile BRINK --on 2024-07-24");
  for (auto* verb : {&centre, &ring, &profile}) {
    add_text(verb->app, verb->options, "--on", "on", "The day (default: the end of the record)", "DATE");
    add_text(verb->app, verb->options, "--since", "since",
             "First day of votes and meetings (default 2022-01-01)", "DATE");
  }
  for (auto* verb : {&centre, &ring}) {
    add_list(verb->app, verb->options, "--layers", "layers",
             "Of votes, meetings, treaties, memberships; events (ring)", "LIST");
  }
  add_count(centre.app, centre.options, "--replicates", "replicates", "Of the bootstrap (default 500)");
  add_count(centre.app, centre.options, "--seed", "seed", "Of the bootstrap (default 1)");
  centre.app.footer(
      "Examples:\n  blocs centre BRINK --on 2024-07-24\n  blocs centre CRINK --layers meetings");
  add_text(ring.app, ring.options, "--named", "named",
           "A group of states that others name (default: GROUP-ring, if on record)", "GROUP");
  add_count(ring.app, ring.options, "--least-common", "least_common",
            "Votes that an outsider must have in common with a member for a tie (default 20)");
  add_count(ring.app, ring.options, "--most", "most", "Rows of the ranking (default 25)");
  ring.app.footer(
      "Examples:\n  blocs ring BRINK --on 2024-07-24\n  blocs ring CRINK --layers votes --most 10");
  add_nesting(app, context);
  auto dependence =
      add_question(app, context, "dependence", "trade.dependence",
                   "How much states lean on each other: trade, arms, and what is estimated", Takes::states);
  add_count(dependence.app, dependence.options, "--year", "year", "Trade of this year, arms up to it");
  auto estimates =
      add_question(app, context, "estimates", "estimates.range",
                   "What passes between states by conflicting estimates, with graded sources", Takes::states);
  for (auto* verb : {&dependence, &estimates})
    add_text(verb->app, verb->options, "--on", "on", "What was on record by this day", "DATE");
  add_text(estimates.app, estimates.options, "--reliability", "reliability",
           "Only speakers graded so or better, A to F (default F)", "GRADE");
  add_count(estimates.app, estimates.options, "--credibility", "credibility",
            "Only content graded so or better, 1 to 6 (default 6)");
  estimates.app.footer(
      "Examples:\n  blocs estimates PRK RUS\n  blocs estimates RUS --on 2024-07-24 --reliability B");
  dependence.app.footer("Examples:\n  blocs dependence RUS CHN\n  blocs dependence CRINK --year 2023");
}

}  // namespace blocs::cli
