#include <CLI/CLI.hpp>
#include <memory>

#include "context.hpp"
#include "rule_options.hpp"

namespace blocs::cli {

void add_meetings(CLI::App& app, Context& context) {
  auto& meetings = *app.add_subcommand("meetings", "High-level meetings");
  meetings.require_subcommand(1);
  auto& verb = *meetings.add_subcommand("count", "How many meetings two or more states had, under a rule");
  auto question = std::make_shared<findings::Question>(
      findings::Question{"meetings.count", {}, findings::Json::object()});
  verb.add_option("states", question->subjects, "States, such as RUS PRK")
      ->required()
      ->type_name("STATE ...");
  add_meeting_rule(verb, question->options);
  add_text(verb, question->options, "--by", "by",
           "Split by year, quarter, month, rank, host, sector, frame or agreements", "WHAT");
  add_text(verb, question->options, "--interval", "interval",
           "none (default) or poisson: inference to similar years", "KIND");
  verb.callback([question, &context] { context.ask(*question); });
  verb.footer(
      "Examples:\n"
      "  blocs meetings count RUS PRK --by year --min-rank minister --sides both\n"
      "  blocs meetings count RUS PRK --by year --ranks head_of_state,foreign_minister\n"
      "  blocs meetings count CHN IRN RUS --exactly --min-rank deputy_minister --by host\n"
      "A meeting belongs to the day on which it began. An unknown rank never meets a least rank.");
}

}  // namespace blocs::cli
