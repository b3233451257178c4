#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "blocs/findings/finding.hpp"
#include "blocs/views/record.hpp"

namespace blocs::findings {

/// Roll calls as pairs of columns of a matrix.
using ColumnPairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Pairs of roll calls that put the same question.
struct Links {
  ColumnPairs pairs;
  std::size_t unknown = 0;  ///< pairs given of which one or both are not in the matrix
};

/// Pairs of ids, as `--identical` gives them. Throws Error(usage) for what is no pair.
Links links_given(const Json& identical, const views::RollCallMatrix& matrix);

/// Whole drafts of the Assembly that bear the same title (case and punctuation left aside) in different
/// sessions, each with the next. A title that two of them bear in one session links nothing there.
ColumnPairs links_by_title(const views::RollCallMatrix& matrix, const views::Mask& selected);

/// Leaves out votes on amendments and paragraphs after session 44, as the published series does.
views::Mask without_late_parts(const views::RollCallMatrix& matrix, const views::Mask& selected);

/// Leaves out roll calls on nuclear weapons.
views::Mask without_nuclear(const views::RollCallMatrix& matrix, const views::Mask& selected);

/// Leaves out sessions with fewer than two roll calls that divide the states, and roll calls that divide
/// nobody; counts the sessions.
views::Mask without_thin_sessions(const views::RollCallMatrix& matrix, const views::Mask& selected,
                                  std::size_t& left_out);

/// Of the roll calls selected, those of sessions in which `theirs`, of `others`, has some too.
views::Mask in_sessions_of(const views::RollCallMatrix& others, const views::Mask& theirs,
                           const views::RollCallMatrix& matrix, const views::Mask& selected);

/// Roll calls of both bodies in one matrix; `selected` are those of the Assembly that `assembly` selects and
/// those of the Council that `council` does.
struct Bodies {
  views::RollCallMatrix matrix;
  views::Mask selected;
};
Bodies both_bodies(const views::Record& record, const views::Mask& assembly, const views::Mask& council);

}  // namespace blocs::findings
