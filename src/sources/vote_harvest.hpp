#pragma once

#include <filesystem>
#include <memory>

#include "blocs/sources/casebook.hpp"
#include "byte_stream.hpp"
#include "vote_form.hpp"

namespace blocs::sources {

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
  void hand_over(VoteSet& set, KnownVotes& votes);

  const Known& known_;
  Harvest& harvest_;
  StateCodes codes_;
  std::vector<std::unique_ptr<VoteSet>> sets_;
};

}  // namespace blocs::sources
