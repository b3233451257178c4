#include "blocs/scenarios/ballot_model.hpp"

#include <algorithm>
#include <cmath>

#include "blocs/measures/council_conduct.hpp"
#include "blocs/scenarios/council_replay.hpp"
#include "blocs/scenarios/fillings.hpp"
#include "described_votes.hpp"

namespace blocs::scenarios {
namespace {

using views::Ballot;

/// What is believed before any ballot is seen, worth one ballot.
constexpr Chances3 kPrior{0.9, 0.04, 0.06};
constexpr double kPriorWeight = 1;
constexpr double kDaysOfYear = 365.25;

std::string all_key(const DraftDescription& draft) {
  return std::string(views::word(draft.kind));
}
std::string family_key(const DraftDescription& draft) {
  return all_key(draft) + "/f/" + draft.family;
}
std::string member_key(const std::string& state, const DraftDescription& draft) {
  return all_key(draft) + "/m/" + state;
}
std::string both_key(const std::string& state, const DraftDescription& draft) {
  return member_key(state, draft) + "/" + draft.family;
}
std::string item_key(const std::string& state, const DraftDescription& draft) {
  return member_key(state, draft) + "/i/" + draft.item;
}
std::string side_key(const std::string& state, const DraftDescription& draft) {
  return member_key(state, draft) + "/s/" + sponsor_side(draft.sponsors);
}

bool has_permanent_seat(const std::string& state) {
  const auto& five = measures::permanent_members();
  return std::find(five.begin(), five.end(), state) != five.end();
}

/// Member and family as if they acted on the odds one after the other.
Chances3 together(const Chances3& member, const Chances3& family, const Chances3& all) {
  Chances3 both{};
  double sum = 0;
  for (std::size_t b = 0; b < 3; ++b) sum += both[b] = member[b] * family[b] / all[b];
  for (auto& chance : both) chance /= sum;
  return both;
}

}  // namespace

int ballot_index(Ballot ballot) {
  switch (ballot) {
    case Ballot::yes:
      return 0;
    case Ballot::no:
      return 1;
    case Ballot::abstain:
    case Ballot::absent:
      return 2;
    default:
      return -1;
  }
}

std::string sponsor_side(const std::vector<std::string>& sponsors) {
  if (sponsors.empty()) return "";
  const auto has = [&](const char* state) {
    return std::find(sponsors.begin(), sponsors.end(), state) != sponsors.end();
  };
  const bool east = has("CHN") || has("RUS");
  const bool usa = has("USA");
  const bool europe = has("GBR") || has("FRA");
  if (east) return usa || europe ? "mixed" : "rus-chn";
  if (usa) return "usa";
  return europe ? "gbr-fra" : "elected";
}

std::vector<PastVote> past_votes(const views::RollCallMatrix& matrix, const Period& period) {
  auto votes = described_votes(matrix);
  for (const auto& filling : fillings(votes)) {
    if (!filling.uneven()) continue;
    for (auto& vote : votes) leave_out(filling.feature, vote.draft);
  }
  std::erase_if(votes, [&](const PastVote& vote) { return !period.contains(vote.draft.date); });
  return votes;
}

std::vector<PastVote> described_votes(const views::RollCallMatrix& matrix) {
  std::vector<PastVote> votes;
  for (std::size_t i = 0; i < matrix.roll_calls().size(); ++i) {
    const auto& call = matrix.roll_calls()[i];
    if (call.modality == views::Modality::without_vote || matrix.only_vetoes().test(i)) continue;
    PastVote vote;
    vote.draft = {call.date,  call.kind,    call.nature, topic_family(call.topic, call.title),
                  call.title, call.sponsors};
    vote.id = call.id;
    vote.source = call.source;
    vote.outcome = call.outcome;
    vote.ballots = ballots_on(matrix, i);
    vote.contested = matrix.contested().test(i);
    votes.push_back(std::move(vote));
  }
  return votes;
}

void BallotModel::add(const std::string& key, int ballot, int day) {
  auto& counts = counts_[key];
  const double aged = std::exp2(-(day - counts.day) / (rule_.half_life_years * kDaysOfYear));
  for (auto& sum : counts.sum) sum *= aged;
  counts.sum[static_cast<std::size_t>(ballot)] += 1;
  counts.day = day;
  ++counts.ballots;
}

void BallotModel::learn(const PastVote& vote) {
  const int day = vote.draft.date.days();
  for (const auto& [state, ballot] : vote.ballots) {
    const int index = ballot_index(ballot);
    if (index < 0) continue;
    add(all_key(vote.draft), index, day);
    add(family_key(vote.draft), index, day);
    add(member_key(state, vote.draft), index, day);
    const auto both = both_key(state, vote.draft);
    if (positions_ != nullptr && counts_.find(both) == counts_.end())
      on_family_[family_key(vote.draft)].push_back(state);
    add(both, index, day);
    if (!vote.draft.item.empty()) add(item_key(state, vote.draft), index, day);
    if (!vote.draft.sponsors.empty()) add(side_key(state, vote.draft), index, day);
  }
}

void BallotModel::learn(std::span<const PastVote> votes, Date before) {
  for (const auto& vote : votes) {
    if (vote.draft.date < before) learn(vote);
  }
}

Chances3 BallotModel::level(const std::string& key, const Chances3& parent, double weight, int day) const {
  const auto at = counts_.find(key);
  if (at == counts_.end()) return parent;
  const auto& counts = at->second;
  const double aged = std::exp2(-(day - counts.day) / (rule_.half_life_years * kDaysOfYear));
  const double n = aged * (counts.sum[0] + counts.sum[1] + counts.sum[2]);
  Chances3 chances{};
  for (std::size_t b = 0; b < 3; ++b) chances[b] = (aged * counts.sum[b] + weight * parent[b]) / (n + weight);
  return chances;
}

Chances3 BallotModel::chances(const std::string& state, const DraftDescription& draft) const {
  const int day = draft.date.days();
  const bool permanent = has_permanent_seat(state);
  const auto all = level(all_key(draft), kPrior, kPriorWeight, day);
  const auto family = level(family_key(draft), all, rule_.family, day);
  const auto member = level(member_key(state, draft), all, permanent ? rule_.permanent : rule_.member, day);
  auto parent = together(member, family, all);
  if (positions_ != nullptr) parent = near(state, draft, parent);
  auto chances =
      level(both_key(state, draft), parent, permanent ? rule_.permanent_family : rule_.member_family, day);
  if (!draft.item.empty()) chances = level(item_key(state, draft), chances, rule_.member_item, day);
  if (!draft.sponsors.empty()) chances = level(side_key(state, draft), chances, rule_.member_sponsor, day);
  return chances;
}

Chances3 BallotModel::near(const std::string& state, const DraftDescription& draft,
                           const Chances3& parent) const {
  const auto here = positions_->of(state, draft.date);
  const auto others = on_family_.find(family_key(draft));
  if (!here || others == on_family_.end()) return parent;
  const int day = draft.date.days();
  Chances3 sum{};
  double n = 0;
  for (const auto& other : others->second) {
    const auto there = positions_->of(other, draft.date);
    if (!there || other == state) continue;
    const double apart = (*there - *here) / rule_.reach;
    const auto& counts = counts_.at(both_key(other, draft));
    const double weight =
        std::exp(-apart * apart / 2) * std::exp2(-(day - counts.day) / (rule_.half_life_years * kDaysOfYear));
    for (std::size_t b = 0; b < 3; ++b) {
      sum[b] += weight * counts.sum[b];
      n += weight * counts.sum[b];
    }
  }
  for (std::size_t b = 0; b < 3; ++b) sum[b] = (sum[b] + rule_.near * parent[b]) / (n + rule_.near);
  return sum;
}

std::size_t BallotModel::seen(const std::string& state) const {
  std::size_t n = 0;
  for (const auto kind : {views::Kind::draft, views::Kind::amendment}) {
    const auto at = counts_.find(std::string(views::word(kind)) + "/m/" + state);
    if (at != counts_.end()) n += at->second.ballots;
  }
  return n;
}

std::size_t BallotModel::seen(const std::string& state, const std::string& family) const {
  std::size_t n = 0;
  for (const auto kind : {views::Kind::draft, views::Kind::amendment}) {
    const auto at = counts_.find(std::string(views::word(kind)) + "/m/" + state + "/" + family);
    if (at != counts_.end()) n += at->second.ballots;
  }
  return n;
}

}  // namespace blocs::scenarios
