#include "vote_harvest.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "blocs/core/text.hpp"

namespace blocs::sources {
namespace {

views::Source source_of(std::string_view id) {
  const std::string voeten = "Harvard Dataverse (E. Voeten, A. Strezhnev, M. Bailey)";
  const std::string library = "UN Dag Hammarskjöld Library";
  const std::string dataverse = "https://doi.org/10.7910/DVN/LEJUQZ";
  if (id == "unvotes") {
    return {"unvotes",
            "dataset",
            "United Nations General Assembly Voting Data, as packaged for R in unvotes",
            voeten,
            dataverse,
            "",
            "",
            "imported; absences are left out"};
  }
  if (id == "voeten-matrix") {
    return {"voeten-matrix",
            "dataset",
            "United Nations General Assembly Voting Data, matrix",
            voeten,
            dataverse,
            "",
            "",
            "imported; no symbols, and amendments and paragraphs are not told apart"};
  }
  if (id == "undl-ga-file") {
    return {"undl-ga-file",
            "record",
            "United Nations General Assembly Voting Data",
            library,
            "https://digitallibrary.un.org/record/4060887",
            "",
            "",
            "imported; adopted resolutions only"};
  }
  if (id == "undl-sc-file") {
    return {"undl-sc-file",
            "record",
            "United Nations Security Council Voting Data",
            library,
            "https://digitallibrary.un.org/record/4055387",
            "",
            "",
            "imported; adopted resolutions only"};
  }
  if (id == "unsc-long-form") {
    return {"unsc-long-form",
            "dataset",
            "Recorded votes of the Security Council in long form",
            library,
            "",
            "",
            "",
            "imported; unreliable before 2004"};
  }
  return {std::string(id), "dataset", "Recorded votes of the General Assembly in long form", "", "", "", "",
          "imported"};
}

/// Same ballots of one state twice: the first stays, a second that differs is a fault of the file.
void drop_doubles(VoteSet& set, Harvest& harvest) {
  auto& all = set.ballots;
  const auto key = [](const PackedBallot& b) { return (std::uint64_t{b.roll_call} << 16U) | b.state; };
  const auto by_key = [&](const PackedBallot& a, const PackedBallot& b) { return key(a) < key(b); };
  if (!std::is_sorted(all.begin(), all.end(), by_key)) std::stable_sort(all.begin(), all.end(), by_key);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (kept > 0 && key(all[kept - 1]) == key(all[i])) {
      if (all[kept - 1].ballot != all[i].ballot && harvest.quarantine.size() < VoteReading::kMostFaults) {
        harvest.quarantine.push_back({set.source,
                                      0,
                                      {},
                                      set.states[all[i].state] + " has two ballots on " +
                                          set.roll_calls[all[i].roll_call].number + "; the first is kept",
                                      {}});
      }
      continue;
    }
    all[kept++] = all[i];
  }
  all.resize(kept);
}

std::string plain(const Totals& t) {
  return std::to_string(t[0]) + "-" + std::to_string(t[1]) + "-" + std::to_string(t[2]);
}

/// Published totals that the ballots do not give lower our trust in the row; the outcome follows the ballots
/// where the file holds more than adopted texts; the Council's are published, since a no may be a veto.
void set_totals(VoteSet& set, const std::vector<Totals>& counted) {
  const bool adopted_only = set.source.starts_with("undl-");
  for (std::size_t i = 0; i < set.roll_calls.size(); ++i) {
    auto& call = set.roll_calls[i];
    if (call.row.modality == views::Modality::without_vote) continue;
    if (call.totals != Totals{} && call.totals != counted[i]) {
      call.row.confidence = views::Confidence::medium;
      call.row.note = "published totals " + plain(call.totals) + ", ballots " + plain(counted[i]);
    }
    call.totals = counted[i];
    const bool told = adopted_only || call.row.body == views::Body::council;
    if (!told && counted[i][0] <= counted[i][1]) call.row.outcome = views::Outcome::failed;
  }
}

/// Adopted whole texts are called by their symbol, the Council's other votes by their draft: alone where it
/// is used once, else with the number; what has neither by its number.
void name_roll_calls(VoteSet& set) {
  const auto called = [](const views::RollCall& row) -> const std::string& {
    return row.symbol.empty() && row.body == views::Body::council ? row.draft : row.symbol;
  };
  std::unordered_map<std::string, int> uses;
  for (const auto& call : set.roll_calls) ++uses[called(call.row)];
  for (auto& call : set.roll_calls) {
    const auto& name = called(call.row);
    if (name.empty())
      call.row.id = call.number;
    else
      call.row.id = uses[name] == 1 ? name : name + " " + call.number;
  }
}

KnownRollCall known_as(const PublishedRollCall& call) {
  return {call.row.id,          call.row.source, call.row.body,
          call.row.date.days(), call.row.symbol, call.row.kind == views::Kind::draft,
          call.totals};
}

/// The frame of what a source's files hold: all of its roll calls, those that other sources hold too. Files
/// of other days make another frame, the same files the same one again.
void add_frame(const VoteSet& set, Harvest& harvest) {
  if (set.roll_calls.empty()) return;
  const auto before = [](const PublishedRollCall& a, const PublishedRollCall& b) {
    return a.row.date < b.row.date;
  };
  const auto [first, last] = std::minmax_element(set.roll_calls.begin(), set.roll_calls.end(), before);
  views::VoteFrame frame;
  frame.since = first->row.date;
  frame.until = last->row.date;
  frame.id = set.source + "/" + frame.since.iso() + "/" + frame.until.iso();
  frame.title = source_of(set.source).title;
  frame.body = word(first->row.body);
  frame.coverage = set.coverage;
  frame.provenance = {set.source, views::Confidence::medium,
                      "from the first to the last vote of the files imported"};
  if (set.coverage == views::Coverage::selected)
    frame.provenance.note += "; the form does not say whether these are all votes of that time";
  harvest.vote_frames.push_back(std::move(frame));
}

/// Roll calls that are kept without topics get those of another source of the same import, and say so.
void add_topics(Harvest& harvest) {
  std::unordered_map<std::string, views::RollCall*> without;
  for (auto& set : harvest.votes) {
    for (auto& call : set.roll_calls) {
      if (call.row.topic.empty()) without.emplace(call.row.id, &call.row);
    }
  }
  for (const auto& set : harvest.other_votes) {
    for (const auto& call : set.roll_calls) {
      const auto at = without.find(call.row.id);
      if (at == without.end() || call.row.topic.empty() || !at->second->topic.empty()) continue;
      at->second->topic = call.row.topic;
      at->second->note += (at->second->note.empty() ? "topics of " : "; topics of ") + set.source;
    }
  }
}

}  // namespace

VoteSet& VoteHarvest::set_of(std::string_view source) {
  for (auto& set : sets_) {
    if (set->source == source) return *set;
  }
  sets_.push_back(std::make_unique<VoteSet>());
  sets_.back()->source = source;
  return *sets_.back();
}

void VoteHarvest::read(const VoteForm& form, ByteSource& bytes, const std::string& file) {
  RowStream rows(bytes);
  StreamRow first;
  std::size_t taken = 0;
  std::size_t refused = 0;
  if (rows.next(first) && first.good()) {
    const std::vector<std::string> header(first.fields.begin(), first.fields.end());
    auto& set = set_of(form.source);
    set.coverage = form.coverage;
    VoteReading reading(rows, file, header, codes_, set, harvest_.quarantine);
    form.read(reading);
    reading.finish();
    taken = reading.taken();
    refused = reading.refused();
  }
  if (taken + refused == 0) harvest_.quarantine.push_back({file, 0, {}, "has a header and no rows", {}});
  harvest_.files.push_back({file, {}, taken, refused, nullptr});
}

void VoteHarvest::count_ballots(VoteSet& set) {
  std::vector<Totals> counted(set.roll_calls.size());
  for (const auto& ballot : set.ballots) {
    if (ballot.ballot < 3) ++counted[ballot.roll_call][ballot.ballot];
  }
  set_totals(set, counted);
}

void hand_over(VoteSet& set, KnownVotes& votes, Harvest& harvest, SameId same_id) {
  constexpr std::uint32_t kGone = 0xffffffff;
  std::vector<std::uint32_t> kept_at(set.roll_calls.size(), kGone);
  std::vector<std::uint32_t> other_at(set.roll_calls.size(), kGone);
  std::unordered_set<std::string> matched;
  VoteSet kept{set.source, {}, set.states, {}, set.coverage};
  VoteSet other{set.source, {}, set.states, {}, set.coverage};
  for (std::size_t i = 0; i < set.roll_calls.size(); ++i) {
    auto& call = set.roll_calls[i];
    const auto* same = same_id == SameId::is_same_vote ? votes.by_id(call.row.id) : nullptr;
    if (same == nullptr) same = votes.same(call);
    if (same != nullptr && !matched.insert(same->id).second)
      same = nullptr;  // one row stands for one roll call
    if (same != nullptr && same->source != set.source) {
      call.row.id = same->id;
      votes.add_number(same->id, call.number);
      other_at[i] = static_cast<std::uint32_t>(other.roll_calls.size());
      other.roll_calls.push_back(std::move(call));
      continue;
    }
    if (same != nullptr) call.row.id = same->id;
    const auto* holder = votes.by_id(call.row.id);
    if (holder != nullptr && same == nullptr)
      call.row.id += " " + (call.row.id == call.number ? call.row.date.iso() : call.number);
    if (same == nullptr && same_id == SameId::says_nothing) votes.add(known_as(call), call.number);
    kept_at[i] = static_cast<std::uint32_t>(kept.roll_calls.size());
    kept.roll_calls.push_back(std::move(call));
  }
  for (const auto& ballot : set.ballots) {
    if (kept_at[ballot.roll_call] != kGone) continue;
    other.ballots.push_back({other_at[ballot.roll_call], ballot.state, ballot.ballot});
  }
  std::erase_if(set.ballots, [&](const PackedBallot& b) { return kept_at[b.roll_call] == kGone; });
  for (auto& ballot : set.ballots) ballot.roll_call = kept_at[ballot.roll_call];
  kept.ballots = std::move(set.ballots);
  if (!kept.roll_calls.empty()) harvest.votes.push_back(std::move(kept));
  if (!other.roll_calls.empty()) harvest.other_votes.push_back(std::move(other));
}

void VoteHarvest::finish() {
  KnownVotes votes = known_.votes;
  for (auto& set : sets_) {
    drop_doubles(*set, harvest_);
    count_ballots(*set);
    name_roll_calls(*set);
    harvest_.sources.push_back(source_of(set->source));
    add_frame(*set, harvest_);
    hand_over(*set, votes, harvest_, SameId::says_nothing);
  }
  add_topics(harvest_);
}

}  // namespace blocs::sources
