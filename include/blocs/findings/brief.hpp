#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/findings/finding.hpp"
#include "blocs/views/record.hpp"

namespace blocs::findings {

/// One column of an exhibit's table. `type` says how a cell is read: text, number, share, date, state,
/// states, pair or link (see `docs/brief.schema.json`).
struct Column {
  std::string key;
  std::string label;
  std::string type;
};

/// Rows of cells (text, number or null) by column key. `finding`, if not empty, is the key whose cell names
/// the finding that a row states.
struct Table {
  std::vector<Column> columns;
  std::vector<Json> rows;
  std::string finding;
};

/// A table with how to draw it, the rule it was counted under and what it rests on.
struct Exhibit {
  std::string id;
  std::string title;     ///< states the finding
  std::string subtitle;  ///< what is shown, in which unit
  Json chart = {{"type", "none"}};
  Table table;
  std::string rule;
  std::vector<std::string> notes;
  std::vector<std::string> sources;
  std::vector<std::string> findings;
};

/// One layer of evidence. Where the data do not cover it for the group, `observed` is false and the text says
/// why: a layer that is not observed is never shown as zero.
struct Section {
  std::string id;
  std::string layer;
  std::string title;
  std::vector<std::string> text;
  bool observed = true;
  std::vector<Exhibit> exhibits;
  /// The heading that the section stands under, with those that follow and bear the same. `make_brief` sets
  /// it.
  std::string part = {};
};

struct KeyFigure {
  std::string value;
  std::string words;
  std::string finding;
  std::string section;
};

/// What an evidence id stands for, in words. `url` is the page of this one row, where there is one.
struct BriefEvidence {
  std::string what;
  std::string date;
  std::string source;
  std::string url;
};

/// Everything that a brief says, before it becomes a page, a text or JSON.
struct Brief {
  std::string version;
  struct Group {
    std::string name;
    std::string title;
    std::vector<std::string> members;  ///< codes, in code order
    std::string note;
  } group;
  Date since{2022, 1, 1};
  Date until{2022, 1, 1};
  struct Headline {
    std::string title;
    std::vector<std::string> text;
    std::string sure;
  } headline;
  std::vector<KeyFigure> key_figures;
  std::vector<Section> sections;
  std::vector<Json> claims;  ///< as the brief's schema describes a claim
  std::vector<Finding> findings;
  std::map<std::string, BriefEvidence> evidence;
  std::vector<views::Source> sources;
  struct Note {
    std::string title;
    std::string text;
  };
  std::vector<Note> method;
  std::map<std::string, std::string> states;  ///< names of all states that the brief names by code
};

/// What to write a brief about.
struct BriefRequest {
  std::vector<std::string> group;        ///< one group, or states; lists may be separated by commas
  std::optional<Date> since;             ///< 2022-01-01 if not given
  std::optional<Date> until;             ///< the last Council vote on record if not given
  std::string version;                   ///< of the program, for the page's foot
  std::vector<std::string> claim_files;  ///< claim files to check; claims about other states are left out
  /// Told the name of each layer before work on it begins.
  std::function<void(std::string_view)> progress;
};

/// Writes the brief on a group: members are those on the last day of the period. The order of states in a
/// list does not matter: `CHN,RUS,IRN,PRK` gives the figures of CRINK. Throws Error(not_found),
/// Error(ambiguous) for names, Error(usage) for fewer than two states or a period
/// that ends before it begins. Cost: with k members a few passes over the votes for each of the k(k-1)/2
/// pairs.
Brief make_brief(const views::Record& record, const BriefRequest& request);

/// The brief as one JSON object, as `docs/brief.schema.json` describes it.
Json to_json(const Brief& brief);

/// The same content as Markdown that also reads well as plain text.
std::string to_markdown(const Brief& brief);

/// The built page with the brief inside. `page` is the page as it ships; throws Error(bad_input) if the
/// places for title and data are not there.
std::string to_html(const Brief& brief, const std::string& page);

}  // namespace blocs::findings
