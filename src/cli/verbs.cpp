#include "verbs.hpp"

#include <CLI/CLI.hpp>
#include <memory>

namespace blocs::cli {

using findings::Json;
using findings::Question;

Verb add_question(CLI::App& noun, Context& context, const std::string& name, const std::string& measure,
                  const std::string& help, Takes takes, Answer answer) {
  auto& verb = *noun.add_subcommand(name, help);
  auto question = std::make_shared<Question>(Question{measure, {}, Json::object()});
  if (takes != Takes::nothing) {
    verb.add_option("states", question->subjects, "States or a group: CHN RUS, \"North Korea\", CRINK")
        ->required(takes == Takes::states)
        ->type_name("STATE ...");
  }
  verb.callback([question, answer = std::move(answer), &context] {
    answer ? context.print(answer(*question)) : context.ask(*question);
  });
  return {verb, question->options};
}

}  // namespace blocs::cli
