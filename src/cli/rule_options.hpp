#pragma once

#include "blocs/findings/finding.hpp"

namespace CLI {
class App;
}

namespace blocs::cli {

/// Adds the options of a counting rule to a verb; what is given on the command line lands in `options`.
void add_vote_rule(CLI::App& verb, findings::Json& options);
void add_meeting_rule(CLI::App& verb, findings::Json& options);

/// One option whose text lands in `options[key]`; a list is split at commas.
void add_text(CLI::App& verb, findings::Json& options, const std::string& name, const std::string& key,
              const std::string& help, const std::string& type);
void add_list(CLI::App& verb, findings::Json& options, const std::string& name, const std::string& key,
              const std::string& help, const std::string& type);
void add_count(CLI::App& verb, findings::Json& options, const std::string& name, const std::string& key,
               const std::string& help);
void add_switch(CLI::App& verb, findings::Json& options, const std::string& name, const std::string& key,
                const std::string& help, bool value = true);

/// `--weights FILE`: a table with the columns roll_call_id and weight lands in `options["weights"]`.
void add_weights(CLI::App& verb, findings::Json& options);

/// A word in its place on the line, not behind an option, that lands in `options[key]`.
void add_word(CLI::App& verb, findings::Json& options, const std::string& key, const std::string& help,
              const std::string& type, bool required);

}  // namespace blocs::cli
