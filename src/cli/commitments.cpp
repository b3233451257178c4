#include <CLI/CLI.hpp>

#include "verbs.hpp"

namespace blocs::cli {

void add_commitments(CLI::App& app, Context& context) {
  auto& noun =
      *app.add_subcommand("commitments", "What states owe each other by treaty, and how groups compare");
  noun.require_subcommand(1);
  auto [graph, graph_options] = add_question(noun, context, "graph", "commitments.graph",
                                             "Who owes what to whom among states on a day", Takes::states);
  add_text(graph, graph_options, "--on", "on", "The day (default: the end of the record)", "DATE");
  add_switch(graph, graph_options, "--pairs", "pairs",
             "A row for every ordered pair with a duty (as is done for up to twelve states)");
  graph.footer(
      "Examples:\n"
      "  blocs commitments graph CRINK --on 2025-06-01\n"
      "  blocs commitments graph NATO --pairs --format csv");
  auto [compare, compare_options] =
      add_question(noun, context, "compare", "commitments.compare",
                   "How groups compare by what their members owe each other", Takes::states);
  add_text(compare, compare_options, "--on", "on", "The day (default: the end of the record)", "DATE");
  add_text(compare, compare_options, "--since", "since", "From this day, by the last day of each year",
           "DATE");
  add_text(compare, compare_options, "--until", "until", "To this day", "DATE");
  compare.footer(
      "Examples:\n"
      "  blocs commitments compare BRINK CRINK CSTO NATO --on 2025-06-01\n"
      "  blocs commitments compare CRINK NATO --since 1990-12-31 --until 2025-06-01 --format csv");
}

}  // namespace blocs::cli
