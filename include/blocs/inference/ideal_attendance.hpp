#pragma once

#include <cstdint>
#include <vector>

#include "blocs/inference/ideal_data.hpp"
#include "blocs/views/states.hpp"

namespace blocs::inference {

/// Who came to one roll call and who, being a member, did not.
struct AttendedCall {
  std::uint32_t column = 0;  ///< of the matrix
  std::uint32_t item = 0, session = 0;
  std::uint32_t begin = 0, came_end = 0, end = 0;  ///< in `members`: those who came, then the absent
};

/// Attendance at the roll calls of the items of an `IdealData`. Calls in order of sessions.
struct Attendance {
  std::vector<AttendedCall> calls;
  std::vector<std::uint16_t> members;  ///< places, counted from the session's first
  std::size_t absent = 0;              ///< entries that are absences
  std::size_t inferred = 0;            ///< of them, told by membership alone: the source lists no absences
};

/// A state came if it voted yes, no or abstained. It was absent if the source says so, or if the roll call is
/// the Assembly's, its source lists nobody as absent, the state has no ballot of any kind, `states` have it
/// as a member of the United Nations on that day for certain, and the day lies between its first and last
/// ballots on record (a seat that another code voted from was not empty). Only states with a place in the
/// session count: of one that never voted in it (suspended, or not represented) nothing is known. A ballot
/// that is on record as unknown counts as neither. Cost: states times roll calls.
Attendance attendance_of(const views::RollCallMatrix& matrix, const views::States& states,
                         const IdealData& data);

}  // namespace blocs::inference
