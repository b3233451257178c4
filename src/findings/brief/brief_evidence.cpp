// Walks every number of a brief back: which rows it rests on, what they are, and where they come from.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "../words.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/evidence.hpp"
#include "builder.hpp"

namespace blocs::findings {
namespace {

/// More sources than a reader would read under one chart: then the table as a whole stands for them.
constexpr std::size_t kMostSources = 8;

/// The record's tables as sources of their own, for exhibits that rest on many sources or on the absence of
/// rows.
const std::map<std::string, std::string>& tables() {
  static const std::map<std::string, std::string> titles{
      {"table:roll_calls", "Roll calls on record"},  {"table:meetings", "Meetings on record"},
      {"table:treaties", "Treaties on record"},      {"table:memberships", "Memberships on record"},
      {"table:trade", "Trade totals on record"},     {"table:sanctions", "Sanctions on record"},
      {"table:milestones", "Dated facts on record"}, {"table:indicators", "Coded denominators on record"},
      {"table:estimates", "Estimates on record"},    {"table:arms", "Arms transfers on record"},
  };
  return titles;
}

std::string ballot_word(views::Ballot ballot) {
  switch (ballot) {
    case views::Ballot::yes:
      return "voted yes";
    case views::Ballot::no:
      return "voted no";
    case views::Ballot::abstain:
      return "abstained";
    case views::Ballot::absent:
      return "did not vote";
    default:
      return "";
  }
}

/// "S/RES/2623, Ukraine: adopted 11-1-3; China abstained, Russia voted no".
std::string roll_call_words(const BriefBuilder& builder, const views::RollCallMatrix& matrix, std::size_t i) {
  const auto& call = matrix.roll_calls()[i];
  std::array<std::size_t, 6> tally{};
  for (std::size_t s = 0; s < matrix.states().size(); ++s)
    ++tally.at(static_cast<std::size_t>(matrix.ballot(s, i)));
  std::vector<std::string> said;
  if (builder.small()) {
    for (const auto& member : builder.members()) {
      const auto row = matrix.state_index(member);
      const std::string ballot = row ? ballot_word(matrix.ballot(*row, i)) : "";
      if (!ballot.empty()) said.push_back(builder.name(member) + " " + ballot);
    }
  }
  return fmt::format("{}, {}: {} {}-{}-{}{}{}", call.id, call.title, word(call.outcome), tally[0], tally[1],
                     tally[2], said.empty() ? "" : "; ", join(said, ", "));
}

/// The page of a UN document: resolutions of the Council go by symbol and year.
std::string document_url(const views::RollCall& call) {
  std::string symbol = call.symbol.empty() ? call.draft : call.symbol;
  if (symbol.empty() || symbol.find("oral") != std::string::npos) return "";
  if (symbol.rfind("S/RES/", 0) == 0 && symbol.find('(') == std::string::npos) {
    symbol += fmt::format("({})", call.date.year());
  }
  return "https://docs.un.org/en/" + symbol;
}

void enrich(const BriefBuilder& builder, const std::string& id, BriefEvidence& row) {
  for (const auto body : {views::Body::council, views::Body::assembly}) {
    const auto& matrix = builder.record().roll_calls(body);
    const auto at = matrix.roll_call_index(id);
    if (!at) continue;
    row.what = roll_call_words(builder, matrix, *at);
    row.url = document_url(matrix.roll_calls()[*at]);
    return;
  }
}

class Walk {
 public:
  explicit Walk(BriefBuilder& builder) : builder_(builder), evidence_(builder.record()) {
    for (const auto& finding : builder.brief().findings) at_.emplace(finding.id, &finding);
  }

  void take_in(const std::vector<std::string>& ids) {
    for (const auto& id : ids) {
      if (builder_.brief().evidence.contains(id)) continue;
      const auto row = evidence_.find(id);
      if (!row) continue;
      BriefEvidence shown{row->what, row->date, row->source, ""};
      if (row->table == "roll_call") enrich(builder_, id, shown);
      use_source(shown.source);
      builder_.brief().evidence.emplace(id, std::move(shown));
    }
  }

  void settle(Exhibit& exhibit) {
    exhibit.rule = capital(exhibit.rule);
    std::vector<std::string> found;
    for (const auto& id : exhibit.findings) {
      const auto finding = at_.find(id);
      if (finding == at_.end()) continue;
      for (const auto& row : finding->second->evidence) {
        const auto at = builder_.brief().evidence.find(row);
        if (at == builder_.brief().evidence.end()) continue;
        if (std::find(found.begin(), found.end(), at->second.source) == found.end())
          found.push_back(at->second.source);
      }
    }
    std::sort(found.begin(), found.end());
    if (!found.empty() && found.size() <= kMostSources) {
      exhibit.sources = found;
      return;
    }
    if (!found.empty()) {
      exhibit.notes.push_back(
          fmt::format("The rows come from {}; each row names its own.", counted(found.size(), "source")));
    }
    for (const auto& table : exhibit.sources) use_source(table);
  }

  /// Sources in the order of the list that readers see: those that an exhibit names, then those of single
  /// rows; within each, record tables first, then by title.
  void finish() {
    auto& list = builder_.brief().sources;
    for (const auto& id : used_) {
      const auto table = tables().find(id);
      if (table != tables().end()) {
        list.push_back({id, "dataset",
                        table->second + ": the table as a whole, each row of which names its own source",
                        "blocs casebook", "", "", "", ""});
      } else if (const auto* source = evidence_.source(id)) {
        list.push_back(*source);
      } else {
        list.push_back({id, "", id, "", "", "", "", ""});
      }
    }
    std::set<std::string> cited;
    for (const auto& section : builder_.brief().sections) {
      for (const auto& exhibit : section.exhibits)
        cited.insert(exhibit.sources.begin(), exhibit.sources.end());
    }
    std::stable_sort(list.begin(), list.end(), [&](const views::Source& a, const views::Source& b) {
      const auto rank = [&](const views::Source& s) {
        const int kind = s.id.rfind("table:", 0) == 0 ? 0 : s.kind == "news" ? 2 : 1;
        return (cited.contains(s.id) ? 0 : 3) + kind;
      };
      return std::pair(rank(a), a.title) < std::pair(rank(b), b.title);
    });
    for (auto& section : builder_.brief().sections) {
      for (auto& exhibit : section.exhibits) in_list_order(exhibit.sources);
    }
  }

 private:
  void use_source(const std::string& id) { used_.insert(id); }

  void in_list_order(std::vector<std::string>& ids) const {
    const auto& list = builder_.brief().sources;
    const auto place = [&](const std::string& id) {
      return std::find_if(list.begin(), list.end(),
                          [&](const views::Source& source) { return source.id == id; });
    };
    std::sort(ids.begin(), ids.end(),
              [&](const std::string& a, const std::string& b) { return place(a) < place(b); });
  }

  BriefBuilder& builder_;
  Evidence evidence_;
  std::map<std::string, const Finding*> at_;
  std::set<std::string> used_;
};

void name_codes(BriefBuilder& builder, const std::string& text, char separator) {
  for (const auto& code : split(text, separator)) {
    if (builder.record().states().find(code) != nullptr) builder.brief().states[code] = builder.name(code);
  }
}

void name_states(BriefBuilder& builder) {
  for (const auto& member : builder.members()) builder.brief().states[member] = builder.name(member);
  for (const auto& finding : builder.brief().findings) {
    for (const auto& subject : finding.subjects) name_codes(builder, subject, ';');
  }
  for (const auto& section : builder.brief().sections) {
    for (const auto& exhibit : section.exhibits) {
      for (const auto& column : exhibit.table.columns) {
        const bool codes = column.type == "state" || column.type == "states" || column.type == "pair";
        if (builder.record().states().find(column.key) != nullptr) name_codes(builder, column.key, ';');
        if (!codes) continue;
        for (const auto& row : exhibit.table.rows) {
          if (!row.contains(column.key) || !row.at(column.key).is_string()) continue;
          name_codes(builder, row.at(column.key).get<std::string>(), column.type == "pair" ? '-' : ';');
        }
      }
    }
  }
}

}  // namespace

void walk_back(BriefBuilder& builder) {
  Walk walk(builder);
  for (const auto& finding : builder.brief().findings) walk.take_in(finding.evidence);
  for (const auto& claim : builder.brief().claims)
    walk.take_in(claim.at("evidence").get<std::vector<std::string>>());
  for (auto& section : builder.brief().sections) {
    for (auto& exhibit : section.exhibits) walk.settle(exhibit);
  }
  walk.finish();
  name_states(builder);
}

}  // namespace blocs::findings
