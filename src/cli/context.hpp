#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/findings/question.hpp"
#include "blocs/views/record.hpp"

namespace CLI {
class App;
}

namespace blocs::cli {

/// What every command shares: where it writes, in which form, and the record it asks.
class Context {
 public:
  Context(std::ostream& out, std::ostream& err) : out_(out), err_(err) {}
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  std::string format = "table";
  std::string ledger;  ///< empty: the casebook that ships with the program
  bool quiet = false;
  int exit_code = 0;  ///< of a command that ran through and has something to say by it (`check --strict`)

  std::ostream& out() const { return out_; }
  /// For progress and notes; a sink when quiet.
  void note(const std::string& line) const;

  /// Notes where long work stands, once it has taken a second and then once a second at most.
  std::function<void(std::string_view)> progress() const;

  const views::Record& record();
  std::filesystem::path ledger_path() const;

  /// Prints findings in the chosen form.
  void print(const std::vector<findings::Finding>& findings);
  /// Asks one question and prints the answer.
  void ask(findings::Question question);

 private:
  std::ostream& out_;
  std::ostream& err_;
  std::unique_ptr<views::Record> record_;
};

/// The folder with casebook, snapshot and page: beside the program in a build tree, under share/ after an
/// install.
std::filesystem::path share_folder();

/// Each adds one command (a noun) with its verbs. `context` outlives the app.
void add_votes(CLI::App& app, Context& context);
void add_meetings(CLI::App& app, Context& context);
void add_ladder(CLI::App& app, Context& context);
void add_treaties(CLI::App& app, Context& context);
void add_memberships(CLI::App& app, Context& context);
void add_trade(CLI::App& app, Context& context);
void add_sanctions(CLI::App& app, Context& context);
void add_milestones(CLI::App& app, Context& context);
void add_council(CLI::App& app, Context& context);
void add_ideal(CLI::App& app, Context& context);
void add_cascade(CLI::App& app, Context& context);
void add_commitments(CLI::App& app, Context& context);
void add_scenario(CLI::App& app, Context& context);
void add_states(CLI::App& app, Context& context);
void add_groups(CLI::App& app, Context& context);
void add_import(CLI::App& app, Context& context);
void add_tables(CLI::App& app, Context& context);
void add_sql(CLI::App& app, Context& context);
void add_explain(CLI::App& app, Context& context);
void add_check(CLI::App& app, Context& context);
void add_brief(CLI::App& app, Context& context);
void add_ledger(CLI::App& app, Context& context);
void add_fetch(CLI::App& app, Context& context);
void add_update(CLI::App& app, Context& context);
/// A verb of `votes`.
void add_votes_export(CLI::App& votes, Context& context);

}  // namespace blocs::cli
