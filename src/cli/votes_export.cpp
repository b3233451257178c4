#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <memory>
#include <ostream>

#include "blocs/core/error.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/ledger/ledger.hpp"
#include "blocs/sources/csv.hpp"
#include "context.hpp"
#include "export_pairs.hpp"
#include "rule_options.hpp"

namespace blocs::cli {
namespace {

using sources::csv_field;
using views::Ballot;

struct ExportOptions {
  findings::Json rule = findings::Json::object();
  std::string as = "csv";
  std::string out;
  PairSamples samples;
};

struct Selection {
  measures::VoteRule rule;
  const views::RollCallMatrix& matrix;
  std::vector<std::size_t> roll_calls;
};

void write_tidy(std::ostream& out, const Selection& votes) {
  out << "roll_call_id,body,date,session,symbol,title,topic,kind,outcome,state,ballot,source\n";
  for (const auto i : votes.roll_calls) {
    const auto& call = votes.matrix.roll_calls()[i];
    const std::string front =
        fmt::format("{},{},{},{},{},{},{},{},{},", csv_field(call.id), word(call.body), call.date.iso(),
                    call.session, csv_field(call.symbol), csv_field(call.title), csv_field(call.topic),
                    word(call.kind), word(call.outcome));
    for (std::size_t s = 0; s < votes.matrix.states().size(); ++s) {
      const auto ballot = votes.matrix.ballot(s, i);
      if (ballot == Ballot::no_seat) continue;
      out << front << votes.matrix.states()[s] << ',' << word(ballot) << ',' << csv_field(call.source)
          << '\n';
    }
  }
}

int pscl_code(Ballot ballot) {
  switch (ballot) {
    case Ballot::yes:
      return 1;
    case Ballot::abstain:
      return 2;
    case Ballot::no:
      return 3;
    case Ballot::absent:
    case Ballot::unknown:
      return 8;
    case Ballot::no_seat:
      return 9;
  }
  return 9;
}

/// A row a state, a column a roll call, in the codes that Voeten's matrix has too.
void write_rollcall(std::ostream& out, const Selection& votes) {
  out << "state";
  for (const auto i : votes.roll_calls) out << ',' << csv_field(votes.matrix.roll_calls()[i].id);
  out << '\n';
  for (std::size_t s = 0; s < votes.matrix.states().size(); ++s) {
    out << votes.matrix.states()[s];
    for (const auto i : votes.roll_calls) out << ',' << pscl_code(votes.matrix.ballot(s, i));
    out << '\n';
  }
}

void write(std::ostream& out, const ExportOptions& options, const Selection& votes) {
  if (options.as == "rollcall")
    write_rollcall(out, votes);
  else if (options.as == "pairs")
    write_pairs(out, votes.matrix, votes.rule, options.samples);
  else
    write_tidy(out, votes);
}

void export_votes(Context& context, const ExportOptions& options) {
  const auto rule = findings::vote_rule_from(options.rule);
  const auto& matrix = context.record().roll_calls(rule.body);
  const Selection votes{rule, matrix, measures::select(matrix, rule).indices()};
  if (votes.roll_calls.empty())
    context.note("the rule lets in no roll call: the file has a header and no rows");
  if (options.as == "parquet") {
    if (options.out.empty()) throw Error::usage("a Parquet file needs a name", "-o votes.parquet");
    std::vector<std::string> ids;
    for (const auto i : votes.roll_calls) ids.push_back(matrix.roll_calls()[i].id);
    ledger::export_parquet(context.ledger_path(), ids, options.out);
  } else if (options.out.empty()) {
    write(context.out(), options, votes);
  } else {
    std::ofstream file(options.out, std::ios::binary);
    write(file, options, votes);
    file.flush();
    if (!file) throw Error::io("cannot be written", options.out, "is the folder there, is the disk full?");
  }
  context.note(fmt::format("{} roll calls, {} states", votes.roll_calls.size(), matrix.states().size()));
}

}  // namespace

void add_votes_export(CLI::App& votes, Context& context) {
  auto& verb =
      *votes.add_subcommand("export", "Ballots as tidy CSV, Parquet or a roll-call matrix for R's pscl");
  auto options = std::make_shared<ExportOptions>();
  add_vote_rule(verb, options->rule);
  verb.add_option(
          "--as", options->as,
          "csv (a row a ballot), parquet (the same), rollcall (a row a state), pairs (a row two states, "
          "with every measure)")
      ->check(CLI::IsMember({"csv", "parquet", "rollcall", "pairs"}))
      ->capture_default_str()
      ->type_name("FORM");
  verb.add_option("-o,--output", options->out, "File to write (default: standard output)")->type_name("FILE");
  verb.add_option(
          "--interval", options->samples.kind,
          "Of pairs: none, bootstrap (of roll calls), bootstrap-items (of agenda items or recurring titles)")
      ->check(CLI::IsMember({"none", "bootstrap", "bootstrap-items"}))
      ->capture_default_str()
      ->type_name("KIND");
  verb.add_option("--seed", options->samples.seed, "Seed of the bootstrap")
      ->capture_default_str()
      ->type_name("N");
  verb.callback([options, &context] { export_votes(context, *options); });
  verb.footer(
      "Examples:\n"
      "  blocs votes export --session 74 --ledger my.ledger -o votes.csv\n"
      "  blocs votes export --body assembly --ledger my.ledger --as parquet -o votes.parquet\n"
      "  blocs votes export --session 74 --contested --ledger my.ledger --as pairs --interval bootstrap -o "
      "pairs.csv\n"
      "  blocs votes export --session 74 --ledger my.ledger --as rollcall -o s74.csv, and in R:\n"
      "    rc <- pscl::rollcall(as.matrix(read.csv(\"s74.csv\", row.names = 1, check.names = FALSE)),\n"
      "                         yea = 1, nay = 3, missing = c(2, 8), notInLegis = 9)");
}

}  // namespace blocs::cli
