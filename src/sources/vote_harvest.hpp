#pragma once

#include <filesystem>
#include <memory>

#include "blocs/sources/casebook.hpp"
#include "byte_stream.hpp"
#include "vote_form.hpp"

namespace blocs::sources {

/// Whether a roll call that bears the id of one on record is that one. Ids of published files are made up
/// from symbols that may stand for several votes.
enum class SameId { says_nothing, is_same_vote };

/// Splits a set, whose ballots stand by roll call, into what is kept and what another source has already
/// (`votes`): into `harvest.votes` and `harvest.other_votes`. Where ids say nothing, `votes` takes up what is
/// kept, so that later sets are compared with it too.
void hand_over(VoteSet& set, KnownVotes& votes, Harvest& harvest, SameId same_id);

/// Vote files of one import, in the order in which they must be read.
class VoteHarvest {
 public:
  VoteHarvest(const Known& known, Harvest& harvest)
      : known_(known), harvest_(harvest), codes_(known.states) {}

  /// Reads one file of a form into the set of its source.
  void read(const VoteForm& form, ByteSource& bytes, const std::string& file);
  /// Names all roll calls, finds those that are on record under another source, and hands everything over.
  void finish();

 private:
  VoteSet& set_of(std::string_view source);
  void count_ballots(VoteSet& set);

  const Known& known_;
  Harvest& harvest_;
  StateCodes codes_;
  std::vector<std::unique_ptr<VoteSet>> sets_;
};

}  // namespace blocs::sources
