#pragma once

#include <functional>

#include "context.hpp"
#include "rule_options.hpp"

namespace blocs::cli {

/// What stands on the command line besides options.
enum class Takes {
  nothing,
  states_if_any,  ///< "votes vetoes" asks about all, "votes vetoes RUS" about one
  states,
};

/// A verb under a noun, and the options of its question: what is given on the command line lands there.
struct Verb {
  CLI::App& app;
  findings::Json& options;
};

/// How a verb gets its answer, where it is not by asking alone.
using Answer = std::function<std::vector<findings::Finding>(const findings::Question&)>;

/// Adds a verb that asks one measure and prints the answer. It owns its question.
Verb add_question(CLI::App& noun, Context& context, const std::string& name, const std::string& measure,
                  const std::string& help, Takes takes, Answer answer = {});

}  // namespace blocs::cli
