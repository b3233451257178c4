#pragma once

#include <optional>
#include <string_view>

namespace blocs::views {

/// The two bodies whose recorded votes blocs measures.
enum class Body { council, assembly };
/// What a roll call was about to do. `paragraph` is a separate vote on part of a text.
enum class Kind { draft, amendment, paragraph };
/// Article 27: on procedural matters no member has a veto.
enum class Nature { substantive, procedural };
/// `vetoed`: enough yes votes, and a permanent member's no on a substantive matter.
enum class Outcome { adopted, vetoed, failed };
/// `without_vote`: adopted by consensus or acclamation, so that there are no ballots; nobody voted yes.
enum class Modality { recorded, without_vote };
/// What one member did on one roll call. `unknown`: a member whose ballot the sources do not give;
/// `no_seat`: the state was not a member then.
enum class Ballot { yes, no, abstain, absent, unknown, no_seat };
/// How sure the record is of a row.
enum class Confidence { high, medium, low };
/// How complete a frame of votes is. `all`: every recorded vote, with the ballots of all members; `adopted`:
/// every recorded vote by which a whole text was adopted, with ballots; `selected`: some votes, with ballots,
/// chosen or not known to be all; `vetoes`: every veto, with who cast it, and no other ballot.
enum class Coverage { all, adopted, selected, vetoes };

/// The words for these codes, the same in the casebook, the ledger, JSON and on the command line.
std::string_view word(Body);
std::string_view word(Kind);
std::string_view word(Nature);
std::string_view word(Outcome);
std::string_view word(Modality);
std::string_view word(Ballot);
std::string_view word(Confidence);
std::string_view word(Coverage);

/// The code that a word stands for, or nothing.
template <typename Code>
std::optional<Code> code(std::string_view word);

/// All legal words of a code, for messages: "adopted, vetoed, failed".
template <typename Code>
std::string_view legal_words();

}  // namespace blocs::views
