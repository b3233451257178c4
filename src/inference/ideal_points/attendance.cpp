#include <algorithm>
#include <optional>

#include "blocs/inference/ideal_attendance.hpp"

namespace blocs::inference {
namespace {

using views::Ballot;

bool surely_member(const views::State* state, Date day) {
  return state != nullptr && state->un_from && day >= state->un_from->last &&
         (!state->un_to || day <= state->un_to->first);
}

/// What is asked of a state for each roll call, looked up once.
struct Member {
  std::size_t row = 0;
  const views::State* state = nullptr;
  std::size_t first = 0, last = 0;  ///< columns of its first and last ballots
};

class Roll {
 public:
  Roll(const views::RollCallMatrix& matrix, const views::States& states, const IdealData& data)
      : matrix_(matrix), data_(data), listed_(matrix.roll_calls().size()) {
    for (std::size_t s = 0; s < matrix.states().size(); ++s)
      listed_ = listed_ | matrix.plane(s, Ballot::absent);
    for (const auto& code : data.states) {
      Member member{*matrix.state_index(code), states.find(code), 0, 0};
      const auto cast = matrix.recorded(member.row).indices();
      member.first = cast.front();
      member.last = cast.back();
      members_.push_back(member);
    }
  }

  void call(std::uint32_t column, std::uint32_t item, std::uint32_t session, Attendance& attendance) const {
    const auto& places = data_.sessions[session];
    AttendedCall call{column, item, session, size_of(attendance), 0, 0};
    std::vector<std::uint16_t> absent;
    for (std::uint32_t k = 0; k < places.places; ++k) {
      const auto& member = members_[data_.places[places.first_place + k].state];
      const auto ballot = matrix_.ballot(member.row, column);
      const auto at = static_cast<std::uint16_t>(k);
      if (ballot == Ballot::yes || ballot == Ballot::no || ballot == Ballot::abstain) {
        attendance.members.push_back(at);
      } else if (ballot == Ballot::absent) {
        absent.push_back(at);
      } else if (ballot == Ballot::no_seat && stayed_away(member, column)) {
        absent.push_back(at);
        ++attendance.inferred;
      }
    }
    call.came_end = size_of(attendance);
    attendance.members.insert(attendance.members.end(), absent.begin(), absent.end());
    attendance.absent += absent.size();
    call.end = size_of(attendance);
    attendance.calls.push_back(call);
  }

 private:
  static std::uint32_t size_of(const Attendance& a) { return static_cast<std::uint32_t>(a.members.size()); }

  bool stayed_away(const Member& member, std::uint32_t column) const {
    const auto& call = matrix_.roll_calls()[column];
    return call.body == views::Body::assembly && !listed_.test(column) && column > member.first &&
           column < member.last && surely_member(member.state, call.date);
  }

  const views::RollCallMatrix& matrix_;
  const IdealData& data_;
  views::Mask listed_;  ///< roll calls whose source lists somebody as absent
  std::vector<Member> members_;
};

}  // namespace

Attendance attendance_of(const views::RollCallMatrix& matrix, const views::States& states,
                         const IdealData& data) {
  const Roll roll(matrix, states, data);
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> of_session(data.sessions.size());
  for (std::uint32_t j = 0; j < data.items.size(); ++j) {
    for (const auto column : data.items[j].roll_calls) {
      const int number = session_of(matrix.roll_calls()[column]);
      const auto at = std::lower_bound(data.sessions.begin(), data.sessions.end(), number,
                                       [](const IdealSession& session, int n) { return session.number < n; });
      of_session[static_cast<std::size_t>(at - data.sessions.begin())].emplace_back(column, j);
    }
  }
  Attendance attendance;
  for (std::uint32_t session = 0; session < of_session.size(); ++session) {
    auto& calls = of_session[session];
    std::sort(calls.begin(), calls.end());
    for (const auto& [column, item] : calls) roll.call(column, item, session, attendance);
  }
  return attendance;
}

}  // namespace blocs::inference
