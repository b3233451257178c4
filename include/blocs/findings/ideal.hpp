#pragma once

#include <cstddef>
#include <functional>
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

}  // namespace blocs::findings
