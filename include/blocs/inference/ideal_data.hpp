#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "blocs/views/roll_calls.hpp"

namespace blocs::inference {

/// A state in one session: what has an ideal point.
struct Place {
  std::uint32_t state = 0;    ///< index into `IdealData::states`
  std::uint32_t session = 0;  ///< index into `IdealData::sessions`
  std::uint32_t votes = 0;    ///< ballots of the state that count in the session
  std::int32_t before = -1;   ///< the state's place in the last session it voted in, -1 for its first
  std::int32_t after = -1;
  double step = 0;  ///< variance of the walk from `before` to here
};

/// One question that the Assembly was asked: a roll call, or several on word-for-word identical texts.
/// Ballots have an order, yes < abstain < no; an item has a cutpoint between each two neighbours that
/// somebody chose.
struct Item {
  std::vector<std::uint32_t> roll_calls;  ///< columns of the matrix, in date order
  std::uint32_t cuts = 1;                 ///< 1 or 2
  std::array<bool, 3> chosen{};           ///< yes, abstain, no: whether anybody did
  std::uint32_t first = 0, last = 0;      ///< sessions, as indices
  std::uint32_t ballots = 0;
};

/// The ballots of one item in one session, sorted by what was chosen: the item's lowest choice in
/// `begin .. low_end`, the middle one (with two cuts) up to `middle_end`, the highest up to `end`.
struct ItemPart {
  std::uint32_t item = 0;
  std::uint32_t begin = 0, low_end = 0, middle_end = 0, end = 0;
};

struct IdealSession {
  int number = 0;
  std::uint32_t first_place = 0, places = 0;
  std::uint32_t first_part = 0, parts = 0;
};

/// Everything that the estimators read, built once. Sessions in order, places and parts grouped by session.
struct IdealData {
  std::vector<std::string> states;
  std::vector<IdealSession> sessions;
  std::vector<Place> places;
  std::vector<Item> items;
  std::vector<ItemPart> parts;
  std::vector<std::uint16_t> ballots;  ///< of each ballot, its place counted from the session's first
  std::size_t unanimous = 0;           ///< roll calls left out because all who voted chose the same
  std::size_t components = 1;  ///< sets of places that no ballot and no walk connects; 1 if all hang together
};

struct IdealSelection {
  double smooth = 0.5;  ///< Smooth of the published model: the walk's variance is smooth * S
  /// Pairs of columns of the matrix that asked the same: one item. Chains are followed.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> identical;
  /// Ballots left out, as (column, state index), sorted: held out for prediction.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> held_out;
};

/// The session that a roll call counts under: its own where that is a number, else (emergency sessions, the
/// Council) the regular one that was open on the day; session n opens in September of 1945 + n.
int session_of(const views::RollCall& roll_call);

/// Groups the recorded ballots of the selected roll calls. Roll calls on which all who voted chose the same
/// tell nothing and are left out, after linking. Throws Error(undefined) if nothing is left.
/// Cost: linear in the ballots.
IdealData ideal_data(const views::RollCallMatrix& matrix, const views::Mask& selected,
                     const IdealSelection& selection = {});

}  // namespace blocs::inference
