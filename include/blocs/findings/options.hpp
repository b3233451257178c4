#pragma once

#include <string>
#include <vector>

#include "blocs/findings/finding.hpp"
#include "blocs/measures/meeting_rule.hpp"
#include "blocs/measures/vote_rule.hpp"

namespace blocs::findings {

/// Reads a rule from options, as the command line, a claim file or a finding's `rule.data` hold them. Unknown
/// keys, words outside a vocabulary and dates that are none throw Error(usage) with what would be legal. In
/// the Council only whole drafts that were adopted or vetoed count unless the options say else; in the
/// Assembly amendments, paragraphs and what failed count too, as in published figures (`amendments = false`,
/// `paragraphs = false` leave them out). Naming a session names the Assembly.
measures::VoteRule vote_rule_from(const Json& options);
measures::MeetingRule meeting_rule_from(const Json& options);

/// The same rule as options: `vote_rule_from(to_options(r)) == r`.
Json to_options(const measures::VoteRule& rule);
Json to_options(const measures::MeetingRule& rule);

/// The same rule in words, for people.
std::string in_words(const measures::VoteRule& rule);
/// The same without how abstentions compare, for measures that have their own way.
std::string selection_in_words(const measures::VoteRule& rule);
std::string in_words(const measures::MeetingRule& rule);

/// Typed access to options with messages that name the key. Every key that is read is noted; `finish` throws
/// if any other key is there.
class Options {
 public:
  explicit Options(const Json& json);

  bool has(const std::string& key) const;
  std::string text(const std::string& key, const std::string& otherwise);
  bool flag(const std::string& key, bool otherwise);
  long whole(const std::string& key, long otherwise);
  std::vector<std::string> list(const std::string& key, std::vector<std::string> otherwise);
  std::optional<Date> date(const std::string& key);
  void allow(const std::string& key) { known_.push_back(key); }
  void finish() const;

 private:
  const Json& json_;
  std::vector<std::string> known_;
};

}  // namespace blocs::findings
