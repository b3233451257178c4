#include "ideal_selection.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/inference/ideal_data.hpp"

namespace blocs::findings {
namespace {

bool nuclear(const std::string& topics) {
  for (const auto& topic : split(topics, ';')) {
    if (topic == "non-proliferation" || topic == "nu" || topic.find("nuclear") != std::string::npos)
      return true;
  }
  return false;
}

template <typename Keep>
views::Mask only(const views::RollCallMatrix& matrix, const views::Mask& selected, const Keep& keep) {
  views::Mask kept(selected.size());
  for (const auto i : selected.indices()) {
    if (keep(matrix.roll_calls()[i])) kept.set(i);
  }
  return kept;
}

void add_body(const views::RollCallMatrix& from, views::RollCallMatrixBuilder& to) {
  for (const auto& call : from.roll_calls()) to.add(call);
  for (std::size_t s = 0; s < from.states().size(); ++s) {
    for (const auto ballot : {views::Ballot::yes, views::Ballot::abstain, views::Ballot::no,
                              views::Ballot::absent, views::Ballot::unknown}) {
      for (const auto i : from.plane(s, ballot).indices())
        to.add_ballot(from.roll_calls()[i].id, from.states()[s], ballot);
    }
  }
}

}  // namespace

Links links_given(const Json& identical, const views::RollCallMatrix& matrix) {
  Links links;
  if (identical.is_null()) return links;
  if (!identical.is_array()) throw Error::usage("\"identical\" is a list of pairs of roll calls");
  for (const auto& pair : identical) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string())
      throw Error::usage("\"identical\" is a list of pairs of roll calls",
                         "[[\"A/RES/60/7\", \"A/RES/61/9\"]]");
    const auto a = matrix.roll_call_index(pair[0].get<std::string>());
    const auto b = matrix.roll_call_index(pair[1].get<std::string>());
    if (a && b)
      links.pairs.emplace_back(static_cast<std::uint32_t>(*a), static_cast<std::uint32_t>(*b));
    else
      ++links.unknown;
  }
  return links;
}

ColumnPairs links_by_title(const views::RollCallMatrix& matrix, const views::Mask& selected) {
  struct Use {
    std::uint32_t column;
    bool alone;
  };
  std::map<std::string, std::map<int, Use>> uses;  // by title and session
  for (const auto i : selected.indices()) {
    const auto& call = matrix.roll_calls()[i];
    // The Council's titles are agenda items, under which it puts one text after another.
    if (call.kind != views::Kind::draft || call.body != views::Body::assembly) continue;
    const auto title = folded(call.title);
    if (title.empty()) continue;
    const auto [at, fresh] =
        uses[title].try_emplace(inference::session_of(call), Use{static_cast<std::uint32_t>(i), true});
    if (!fresh) at->second.alone = false;
  }
  ColumnPairs pairs;
  for (const auto& [title, sessions] : uses) {
    std::optional<std::uint32_t> last;
    for (const auto& [session, use] : sessions) {
      if (!use.alone) continue;
      if (last) pairs.emplace_back(*last, use.column);
      last = use.column;
    }
  }
  return pairs;
}

views::Mask without_late_parts(const views::RollCallMatrix& matrix, const views::Mask& selected) {
  constexpr int kLastWithParts = 44;  // the session of 1989
  return only(matrix, selected, [](const views::RollCall& call) {
    return call.kind == views::Kind::draft || inference::session_of(call) <= kLastWithParts;
  });
}

views::Mask without_nuclear(const views::RollCallMatrix& matrix, const views::Mask& selected) {
  return only(matrix, selected, [](const views::RollCall& call) { return !nuclear(call.topic); });
}

views::Mask without_thin_sessions(const views::RollCallMatrix& matrix, const views::Mask& selected,
                                  std::size_t& left_out) {
  const auto dividing = selected & matrix.contested();
  std::map<int, std::size_t> count;
  for (const auto i : dividing.indices()) ++count[inference::session_of(matrix.roll_calls()[i])];
  left_out = static_cast<std::size_t>(
      std::count_if(count.begin(), count.end(), [](const auto& entry) { return entry.second < 2; }));
  return only(matrix, dividing,
              [&](const views::RollCall& call) { return count[inference::session_of(call)] >= 2; });
}

views::Mask in_sessions_of(const views::RollCallMatrix& others, const views::Mask& theirs,
                           const views::RollCallMatrix& matrix, const views::Mask& selected) {
  std::set<int> sessions;
  for (const auto i : theirs.indices()) sessions.insert(inference::session_of(others.roll_calls()[i]));
  return only(matrix, selected,
              [&](const views::RollCall& call) { return sessions.count(inference::session_of(call)) > 0; });
}

Bodies both_bodies(const views::Record& record, const views::Mask& assembly, const views::Mask& council) {
  const auto& a = record.roll_calls(views::Body::assembly);
  const auto& c = record.roll_calls(views::Body::council);
  views::RollCallMatrixBuilder builder;
  add_body(a, builder);
  add_body(c, builder);
  Bodies both{builder.build(), {}};
  both.selected = views::Mask(both.matrix.roll_calls().size());
  const auto take = [&](const views::RollCallMatrix& from, const views::Mask& mask) {
    for (const auto i : mask.indices())
      both.selected.set(*both.matrix.roll_call_index(from.roll_calls()[i].id));
  };
  take(a, assembly);
  take(c, council);
  return both;
}

}  // namespace blocs::findings
