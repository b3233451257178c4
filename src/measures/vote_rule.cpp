#include "blocs/measures/vote_rule.hpp"

#include <algorithm>

namespace blocs::measures {
namespace {

template <typename T>
bool any_of(const std::vector<T>& allowed, const T& value) {
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

template <typename T>
bool one_of(const std::vector<T>& allowed, const T& value) {
  return std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

bool lets_in(const VoteRule& rule, const views::RollCall& call) {
  return rule.period.contains(call.date) && any_of(rule.sessions, call.session) && one_of(rule.kinds, call.kind) &&
         one_of(rule.outcomes, call.outcome) && one_of(rule.natures, call.nature) &&
         any_of(rule.topics, call.topic) && any_of(rule.agendas, call.title) && any_of(rule.ids, call.id);
}

}  // namespace

std::string_view word(Abstention a) {
  switch (a) {
    case Abstention::exact: return "exact";
    case Abstention::half: return "half";
    case Abstention::yes_no: return "yesno";
  }
  return "";
}

std::string_view word(Absence a) { return a == Absence::missing ? "missing" : "abstention"; }

views::Mask select(const views::RollCallMatrix& matrix, const VoteRule& rule) {
  views::Mask mask(matrix.roll_calls().size());
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (lets_in(rule, matrix.roll_calls()[i])) mask.set(i);
  }
  return rule.contested ? mask & matrix.contested() : mask;
}

}  // namespace blocs::measures
