#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>

#include "blocs/core/error.hpp"
#include "blocs/inference/ideal_data.hpp"

namespace blocs::inference {
namespace {

using views::Ballot;

constexpr std::uint32_t kNone = ~0U;

/// Sets that grow together; each is named by its least member.
class Sets {
 public:
  explicit Sets(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t of(std::uint32_t x) {
    while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
    return x;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = of(a);
    b = of(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

/// Who chose what on each roll call, as states: yes, abstain, no.
using Choices = std::array<std::vector<std::uint16_t>, 3>;

class Builder {
 public:
  Builder(const views::RollCallMatrix& matrix, const views::Mask& selected, const IdealSelection& selection)
      : matrix_(matrix),
        selection_(selection),
        columns_(selected.indices()),
        at_(selected.size(), kNone),
        choices_(columns_.size()) {
    for (std::size_t i = 0; i < columns_.size(); ++i) at_[columns_[i]] = static_cast<std::uint32_t>(i);
    read_ballots(selected);
    make_items();
    make_sessions();
    make_places();
    make_parts();
    link_places();
    count_components();
  }
  IdealData take() { return std::move(data_); }

 private:
  void read_ballots(const views::Mask& selected) {
    constexpr std::array kOrder{Ballot::yes, Ballot::abstain, Ballot::no};
    for (std::size_t s = 0; s < matrix_.states().size(); ++s) {
      for (std::size_t choice = 0; choice < 3; ++choice) {
        for (const auto column : (matrix_.plane(s, kOrder[choice]) & selected).indices()) {
          const std::pair key(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(s));
          if (!selection_.held_out.empty() &&
              std::binary_search(selection_.held_out.begin(), selection_.held_out.end(), key))
            continue;
          choices_[at_[column]][choice].push_back(static_cast<std::uint16_t>(s));
        }
      }
    }
  }

  void make_items() {
    Sets sets(columns_.size());
    for (const auto& [a, b] : selection_.identical) {
      if (at_[a] != kNone && at_[b] != kNone) sets.join(at_[a], at_[b]);
    }
    std::map<std::uint32_t, Item> found;
    for (std::uint32_t i = 0; i < columns_.size(); ++i) {
      auto& item = found[sets.of(i)];
      item.roll_calls.push_back(static_cast<std::uint32_t>(columns_[i]));
      for (std::size_t choice = 0; choice < 3; ++choice) {
        if (!choices_[i][choice].empty()) item.chosen[choice] = true;
        item.ballots += static_cast<std::uint32_t>(choices_[i][choice].size());
      }
    }
    item_of_.assign(columns_.size(), kNone);
    for (auto& [root, item] : found) {
      const auto kinds = std::count(item.chosen.begin(), item.chosen.end(), true);
      if (kinds < 2) {
        data_.unanimous += item.roll_calls.size();
        continue;
      }
      item.first = kNone;
      item.cuts = static_cast<std::uint32_t>(kinds - 1);
      for (const auto column : item.roll_calls)
        item_of_[at_[column]] = static_cast<std::uint32_t>(data_.items.size());
      data_.items.push_back(std::move(item));
    }
    if (data_.items.empty()) {
      throw Error(ErrorKind::undefined, "no roll call of this selection divides the states that voted", {},
                  "ideal points need roll calls with at least two distinct ballots");
    }
  }

  void make_sessions() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (item_of_[i] != kNone) by_session_[session_of(matrix_.roll_calls()[columns_[i]])].push_back(i);
    }
    for (const auto& [number, list] : by_session_) {
      const auto index = static_cast<std::uint32_t>(data_.sessions.size());
      data_.sessions.push_back({number, 0, 0, 0, 0});
      for (const auto i : list) {
        auto& item = data_.items[item_of_[i]];
        if (item.first == kNone) item.first = index;  // sessions come in order
        item.last = index;
      }
    }
  }

  void make_places() {
    std::vector<std::uint32_t> name(matrix_.states().size(), kNone);
    std::size_t index = 0;
    for (const auto& [number, list] : by_session_) {
      auto& session = data_.sessions[index];
      std::vector<std::uint32_t> votes(matrix_.states().size(), 0);
      for (const auto i : list) {
        for (const auto& states : choices_[i]) {
          for (const auto s : states) ++votes[s];
        }
      }
      session.first_place = static_cast<std::uint32_t>(data_.places.size());
      for (std::uint32_t s = 0; s < votes.size(); ++s) {
        if (votes[s] == 0) continue;
        data_.places.push_back({s, static_cast<std::uint32_t>(index), votes[s]});
        name[s] = 0;
      }
      session.places = static_cast<std::uint32_t>(data_.places.size()) - session.first_place;
      ++index;
    }
    for (std::uint32_t s = 0; s < name.size(); ++s) {
      if (name[s] == kNone) continue;
      name[s] = static_cast<std::uint32_t>(data_.states.size());
      data_.states.push_back(matrix_.states()[s]);
    }
    for (auto& place : data_.places) place.state = name[place.state];
    names_ = std::move(name);
  }

  void make_parts() {
    std::size_t index = 0;
    for (const auto& [number, list] : by_session_) {
      auto& session = data_.sessions[index++];
      std::vector<std::uint16_t> local(data_.states.size());
      for (std::uint32_t k = 0; k < session.places; ++k)
        local[data_.places[session.first_place + k].state] = static_cast<std::uint16_t>(k);
      std::map<std::uint32_t, std::vector<std::size_t>> by_item;
      for (const auto i : list) by_item[item_of_[i]].push_back(i);
      session.first_part = static_cast<std::uint32_t>(data_.parts.size());
      for (const auto& [item, calls] : by_item) add_part(item, calls, local);
      session.parts = static_cast<std::uint32_t>(data_.parts.size()) - session.first_part;
    }
  }

  void add_part(std::uint32_t item, const std::vector<std::size_t>& calls,
                const std::vector<std::uint16_t>& local) {
    const auto& chosen = data_.items[item].chosen;
    const std::size_t low = chosen[0] ? 0 : 1;
    const std::size_t high = chosen[2] ? 2 : 1;
    const auto here = [&] { return static_cast<std::uint32_t>(data_.ballots.size()); };
    const auto add = [&](std::size_t choice) {
      for (const auto i : calls) {
        for (const auto s : choices_[i][choice]) data_.ballots.push_back(local[names_[s]]);
      }
    };
    ItemPart part{item, here(), 0, 0, 0};
    add(low);
    part.low_end = here();
    if (data_.items[item].cuts == 2) add(1);
    part.middle_end = here();
    add(high);
    part.end = here();
    data_.parts.push_back(part);
  }

  /// The walk from a session to the next is freer where the later one has more votes, as published: S is
  /// n / (n + n before). A session in which a state cast no vote does not count as one.
  void link_places() {
    std::vector<std::int32_t> last(data_.states.size(), -1);
    for (std::size_t k = 0; k < data_.places.size(); ++k) {
      auto& place = data_.places[k];
      place.before = last[place.state];
      last[place.state] = static_cast<std::int32_t>(k);
      if (place.before < 0) continue;
      auto& before = data_.places[static_cast<std::size_t>(place.before)];
      before.after = static_cast<std::int32_t>(k);
      const double share = static_cast<double>(place.votes) / (place.votes + before.votes);
      place.step = selection_.smooth * share;
    }
  }

  void count_components() {
    Sets sets(data_.places.size() + data_.items.size());
    for (std::size_t k = 0; k < data_.places.size(); ++k) {
      if (data_.places[k].before >= 0)
        sets.join(static_cast<std::uint32_t>(k), static_cast<std::uint32_t>(data_.places[k].before));
    }
    for (const auto& session : data_.sessions) {
      for (std::uint32_t p = session.first_part; p < session.first_part + session.parts; ++p) {
        const auto& part = data_.parts[p];
        for (std::uint32_t b = part.begin; b < part.end; ++b)
          sets.join(session.first_place + data_.ballots[b],
                    static_cast<std::uint32_t>(data_.places.size()) + part.item);
      }
    }
    std::map<std::uint32_t, bool> roots;
    for (std::uint32_t k = 0; k < data_.places.size(); ++k) roots[sets.of(k)] = true;
    data_.components = roots.size();
  }

  const views::RollCallMatrix& matrix_;
  const IdealSelection& selection_;
  std::vector<std::size_t> columns_;
  std::vector<std::uint32_t> at_;  // column -> index into columns_
  std::vector<Choices> choices_;
  std::vector<std::uint32_t> item_of_;
  std::map<int, std::vector<std::size_t>> by_session_;
  std::vector<std::uint32_t> names_;  // state of the matrix -> state of the data
  IdealData data_;
};

}  // namespace

int session_of(const views::RollCall& roll_call) {
  int number = 0;
  const auto& text = roll_call.session;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number > 0) return number;
  const int year = roll_call.date.year() - 1945;
  return std::max(1, roll_call.date.month() >= 9 ? year : year - 1);
}

IdealData ideal_data(const views::RollCallMatrix& matrix, const views::Mask& selected,
                     const IdealSelection& selection) {
  return Builder(matrix, selected, selection).take();
}

}  // namespace blocs::inference
