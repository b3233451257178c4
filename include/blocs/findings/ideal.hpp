#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/findings/question.hpp"

namespace blocs::findings {

/// How a long run about ideal points keeps in touch: none of it changes an answer.
struct IdealRun {
  std::function<void(std::string_view)> progress;  ///< a line on where the run stands, now and then
  /// Checkpoints of the exact method, chain by chain (`inference::GibbsOptions`); several threads call them.
  std::function<void(std::size_t chain, std::span<const std::string_view> pieces)> save;
  std::function<std::string(std::size_t chain)> load;
};

/// As `answer`, for measures whose name begins with "ideal.".
std::vector<Finding> answer_ideal(const views::Record& record, const Question& question, const IdealRun& run);

/// Ideal points that a ledger may keep, as bytes (`inference::ideal_to_bytes`).
struct IdealFitToStore {
  std::string digest;  ///< of all that they depend on
  std::string bytes;
  std::size_t places = 0, ballots = 0;
};

/// The points of all the Assembly's votes on record under the default rule; nothing if the record keeps them
/// already. Throws Error(undefined) if the record has no votes that divide states.
std::optional<IdealFitToStore> ideal_fit_to_store(const views::Record& record, const IdealRun& run);

}  // namespace blocs::findings
