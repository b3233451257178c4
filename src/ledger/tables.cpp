// Every table of the ledger with its columns, constraints and meanings.
#include <utility>

#include "schema.hpp"

namespace blocs::ledger {
namespace {

constexpr std::string_view kText = "VARCHAR";
constexpr std::string_view kNeeded = "VARCHAR NOT NULL";
constexpr std::string_view kConfidence = "VARCHAR NOT NULL CHECK (confidence IN ('high', 'medium', 'low'))";

constexpr ColumnSpec kSourceColumn{"source", kNeeded, "id of the source that gives the row"};
constexpr ColumnSpec kConfidenceColumn{"confidence", kConfidence,
                                       "how sure the record is: high, medium, low"};
constexpr ColumnSpec kNoteColumn{"note", kText, "free text"};

/// A table whose rows stand for themselves.
TableSpec table(std::string_view name, std::string_view meaning, const std::vector<std::string_view>& key,
                std::vector<ColumnSpec> columns) {
  return {name, meaning, std::move(columns), key, name, key, key};
}

/// A table whose rows belong to a row of another one: its first column names that row.
TableSpec part(std::string_view name, std::string_view meaning, std::vector<std::string_view> key,
               std::string_view owner, std::string_view owner_key, std::vector<ColumnSpec> columns) {
  const std::string_view first = columns.front().name;
  return {name, meaning, std::move(columns), std::move(key), owner, {first}, {owner_key}};
}

/// The columns, and behind them source, confidence and note.
std::vector<ColumnSpec> sourced(std::vector<ColumnSpec> columns) {
  columns.insert(columns.end(), {kSourceColumn, kConfidenceColumn, kNoteColumn});
  return columns;
}

void add_states(std::vector<TableSpec>& all) {
  all.push_back(table("source", "where facts come from", {"source_id"},
                      {{"source_id", kNeeded, "id"},
                       {"kind", kNeeded, "record, dataset, official, news, document, reference"},
                       {"title", kNeeded, "title"},
                       {"publisher", kText, "who published it"},
                       {"url", kText, "where it can be read"},
                       {"published", kText, "YYYY, YYYY-MM or YYYY-MM-DD"},
                       {"accessed", kText, "the day on which it was read, where that was kept"},
                       kNoteColumn}));
  all.push_back(
      table("state", "states, one row each", {"state"},
            sourced({{"state", "VARCHAR NOT NULL CHECK (length(state) = 3)", "ISO 3166-1 alpha-3 code"},
                     {"name", kNeeded, "short English name"},
                     {"cow_code", "INTEGER", "code of the Correlates of War project"},
                     {"valid_from", kText, "first day, month or year in which the code stands for the state"},
                     {"valid_to", kText, "last one; NULL: still"},
                     {"region", kText, "Africa, Americas, Asia, Europe, Oceania"},
                     {"un_from", kText, "start of UN membership; NULL: no member"},
                     {"un_to", kText, "end of UN membership; NULL: still"}})));
  all.push_back(table("state_name", "other names by which people look a state up", {"state", "name"},
                      {{"state", kNeeded, "code of the state"},
                       {"name", kNeeded, "the name"},
                       {"kind", kNeeded, "official, common, former, alias"},
                       {"valid_from", kText, "first day, month or year of the name"},
                       {"valid_to", kText, "last one"},
                       {"source", kText, "id of the source that gives the row"},
                       kConfidenceColumn}));
}

void add_groups(std::vector<TableSpec>& all) {
  all.push_back(table("state_group", "named sets of states", {"group_id"},
                      sourced({{"group_id", kNeeded, "id: NATO, CRINK"},
                               {"name", kNeeded, "full name"},
                               {"kind", kNeeded, "organisation, alliance, informal, analytic"}})));
  all.push_back(table("membership", "dated places of states in groups", {"membership_id"},
                      sourced({{"membership_id", kNeeded, "GROUP/STATE/STATUS/FROM"},
                               {"group_id", kNeeded, "the group"},
                               {"state", kNeeded, "the state"},
                               {"valid_from", kText, "start; NULL: as long as the group is meant"},
                               {"valid_to", kText, "end; NULL: still"},
                               {"status", kNeeded, "member, suspended, observer, partner, withdrawn"}})));
}

void add_votes(std::vector<TableSpec>& all) {
  TableSpec members =
      table("council_member", "members of the Security Council by year", {"year", "state"},
            {{"year", "INTEGER NOT NULL", "calendar year"},
             {"state", kNeeded, "the member"},
             {"seat", "VARCHAR NOT NULL CHECK (seat IN ('permanent', 'elected'))", "kind of seat"},
             {"source", kText, "id of the source that gives the row"},
             kConfidenceColumn});
  members.owned_by = members.owner_key = {"year"};  // a year's members are one set
  all.push_back(std::move(members));
  all.push_back(table(
      "vote_frame", "which votes of a body are on record between two days, and how complete they are",
      {"frame_id"},
      sourced({{"frame_id", kNeeded, "id"},
               {"title", kNeeded, "what it covers, in short words"},
               {"body", kNeeded, "council, assembly; other bodies may be named"},
               {"since", "DATE NOT NULL", "first day"},
               {"until", "DATE NOT NULL CHECK (until >= since)", "last day"},
               {"coverage", "VARCHAR NOT NULL CHECK (coverage IN ('all', 'adopted', 'selected', 'vetoes'))",
                "all recorded votes; adopted whole texts; selected votes; vetoes with who cast them"}})));
  all.push_back(table(
      "roll_call", "recorded votes of the Security Council and the General Assembly", {"roll_call_id"},
      sourced({{"roll_call_id", kNeeded, "resolution symbol, else draft symbol"},
               {"body", "VARCHAR NOT NULL CHECK (body IN ('council', 'assembly'))", "council, assembly"},
               {"date", "DATE NOT NULL", "day of the vote"},
               {"session", kText, "Assembly: 74, ES-11; NULL for the Council"},
               {"symbol", kText, "resolution symbol; NULL if not adopted"},
               {"draft", kText, "symbol of the draft"},
               {"title", kText, "agenda item (Council) or title (Assembly) in short words"},
               {"topic", kText, "slug of the topic"},
               {"kind", "VARCHAR NOT NULL CHECK (kind IN ('draft', 'amendment', 'paragraph'))",
                "what was voted on"},
               {"nature", "VARCHAR NOT NULL CHECK (nature IN ('substantive', 'procedural'))",
                "on procedural matters no member has a veto"},
               {"outcome", "VARCHAR NOT NULL CHECK (outcome IN ('adopted', 'vetoed', 'failed'))",
                "what came out"},
               {"modality", "VARCHAR NOT NULL CHECK (modality IN ('recorded', 'without_vote'))",
                "without_vote: adopted by consensus or acclamation; no member has a ballot"}})));
  all.push_back(part("roll_call_sponsor", "who put a draft forward, where known", {"roll_call_id", "state"},
                     "roll_call", "roll_call_id",
                     {{"roll_call_id", kNeeded, "the roll call"}, {"state", kNeeded, "the sponsor"}}));
  all.push_back(
      part("ballot", "what each member did on each roll call", {"roll_call_id", "state"}, "roll_call",
           "roll_call_id",
           {{"roll_call_id", kNeeded, "the roll call"},
            {"state", kNeeded, "the member"},
            {"ballot", "VARCHAR NOT NULL CHECK (ballot IN ('yes', 'no', 'abstain', 'absent', 'unknown'))",
             "yes, no, abstain, absent; unknown: the sources do not give it"}}));
  all.back().indexed = false;
  all.push_back(table("roll_call_source",
                      "sources of published files that hold a roll call, one of which is kept",
                      {"roll_call_id", "source"},
                      {{"roll_call_id", kNeeded, "the roll call"},
                       {"source", kNeeded, "id of the source"},
                       {"number", kNeeded, "its number there: rcid:9057, undl:4200000"},
                       {"kept", "BOOLEAN NOT NULL", "its ballots are those of the record"}}));
  all.push_back(table("ballot_conflict", "ballots on which two sources of one roll call disagree",
                      {"roll_call_id", "state", "other_source"},
                      {{"roll_call_id", kNeeded, "the roll call"},
                       {"state", kNeeded, "the member"},
                       {"ballot", kNeeded, "the ballot that is kept"},
                       {"kept_source", kNeeded, "id of the source that gives it"},
                       {"other_ballot", kNeeded, "the ballot of the other source"},
                       {"other_source", kNeeded, "id of the other source"}}));
  // A source's disagreements are replaced together with what it says of the roll call.
  all.back().owner = "roll_call_source";
  all.back().owned_by = {"roll_call_id", "other_source"};
  all.back().owner_key = {"roll_call_id", "source"};
}

void add_meetings(std::vector<TableSpec>& all) {
  all.push_back(table("meeting_frame", "what tables of meetings set out to find; counts compare only inside",
                      {"frame_id"},
                      sourced({{"frame_id", kNeeded, "id"},
                               {"title", kNeeded, "what the table is"},
                               {"since", "DATE NOT NULL", "first day looked for"},
                               {"until", "DATE NOT NULL", "last day looked for"},
                               {"least_rank", kNeeded, "least rank looked for"},
                               {"sources", kNeeded, "which sources were searched"}})));
  all.push_back(part("meeting_frame_state", "states that a table of meetings follows", {"frame_id", "state"},
                     "meeting_frame", "frame_id",
                     {{"frame_id", kNeeded, "the frame"}, {"state", kNeeded, "the state"}}));
  all.push_back(
      table("meeting", "meetings of officials of two or more states", {"meeting_id"},
            sourced({{"meeting_id", kNeeded, "id"},
                     {"start_date", "DATE NOT NULL", "first day"},
                     {"end_date", "DATE NOT NULL", "last day"},
                     {"host", kText, "state in which they met"},
                     {"city", kText, "place"},
                     {"format", "VARCHAR NOT NULL CHECK (format IN ('in_person', 'virtual', 'telephone'))",
                      "how they met"},
                     {"frame",
                      "VARCHAR NOT NULL CHECK (frame IN ('bilateral', 'trilateral', 'sidelines', "
                      "'multilateral_session', 'co_attendance'))",
                      "setting: bilateral, trilateral, sidelines, multilateral_session, co_attendance"},
                     {"participants_complete", "BOOLEAN NOT NULL", "every state that took part is listed"},
                     {"occasion", kText, "what it was"},
                     {"sector", kText, "field of policy"},
                     {"agreements", kText, "what was signed or agreed"},
                     {"sampling_frame", kText, "frame of its table; NULL: none is stated"}})));
  all.push_back(part("attendance", "who took part in a meeting", {"meeting_id", "state"}, "meeting",
                     "meeting_id",
                     {{"meeting_id", kNeeded, "the meeting"},
                      {"state", kNeeded, "the state"},
                      {"rank", kNeeded, "highest rank that took part for it"}}));
  all.push_back(table("meeting_merge", "rows that a user found to be one meeting", {"dropped"},
                      {{"dropped", kNeeded, "the row that is left out of counts"},
                       {"kept", kNeeded, "the row that stands for both"},
                       {"why", kNeeded, "the reason given"}}));
  all.push_back(table(
      "leader_trips", "journeys of leaders by state and year, as a data set counts them", {"trips_id"},
      sourced({{"trips_id", kNeeded, "DATASET/STATE/YEAR"},
               {"state", kNeeded, "the state"},
               {"year", "INTEGER NOT NULL", "calendar year"},
               {"sent", "INTEGER NOT NULL CHECK (sent >= 0)", "journeys of its leader abroad"},
               {"received", "INTEGER NOT NULL CHECK (received >= 0)", "journeys of other leaders to it"}})));
}

void add_treaties(std::vector<TableSpec>& all) {
  all.push_back(table(
      "treaty", "treaties and declarations between states", {"treaty_id"},
      sourced({{"treaty_id", kNeeded, "id"},
               {"name", kNeeded, "short title"},
               {"kind", kNeeded, "mutual_defence, friendship_consultation ... (codebook)"},
               {"party_group", kText, "group whose members are the parties, if parties are not listed"},
               {"signed_on", kText, "day, month or year of signature"},
               {"in_force", kText, "entry into force; NULL: none, or not yet"},
               {"ended", kText, "end"},
               {"observed_until", kText, "last day of which the source tells; NULL: it follows the treaty"},
               {"binding", "BOOLEAN NOT NULL", "binding in law"},
               {"same_as", kText, "treaty that stands for this one and is counted in its place"},
               {"term", kText, "indefinite, or an ISO 8601 duration: P20Y; NULL: not known"},
               {"renewal", kText, "automatic:P5Y, by_agreement, none; NULL: not known"},
               {"denunciation", kText, "notice:P1Y, before_renewal:P1Y, by_agreement; NULL: not known"}})));
  all.push_back(part("treaty_party", "parties of treaties", {"treaty_id", "state", "position"}, "treaty",
                     "treaty_id",
                     {{"treaty_id", kNeeded, "the treaty"},
                      {"state", kNeeded, "the party"},
                      {"position", "INTEGER NOT NULL", "counts the state's spans as a party, from 1"},
                      {"valid_from", kText, "first day as a party; NULL: as the treaty"},
                      {"valid_to", kText, "last one; NULL: as the treaty"}}));
  all.push_back(
      table("provision", "what treaties oblige to", {"provision_id"},
            sourced({{"provision_id", kNeeded, "TREATY/ARTICLE or TREATY/obligation"},
                     {"treaty_id", kNeeded, "the treaty"},
                     {"article", kText, "article"},
                     {"obligation", kNeeded, "what is owed (codebook)"},
                     {"trigger", kText, "what calls for it; NULL: a standing duty"},
                     {"strength", kText, "automatic, mandatory, discretionary, consultative, aspirational"},
                     {"summary", kText, "the provision in our words"}})));
  all.push_back(part("provision_qualifier", "conditions of provisions", {"provision_id", "position"},
                     "provision", "provision_id",
                     {{"provision_id", kNeeded, "the provision"},
                      {"position", "INTEGER NOT NULL", "place in the list, from 1"},
                      {"qualifier", kNeeded, "un_charter_51, domestic_law, region:NAME ... (codebook)"}}));
  all.push_back(part("provision_debtor", "who owes a provision, where not all parties do",
                     {"provision_id", "position"}, "provision", "provision_id",
                     {{"provision_id", kNeeded, "the provision"},
                      {"position", "INTEGER NOT NULL", "place in the list, from 1"},
                      {"state", kNeeded, "who owes it"},
                      {"valid_from", kText, "first day; NULL: as the treaty"},
                      {"valid_to", kText, "last one; NULL: as the treaty"}}));
}

void add_ties(std::vector<TableSpec>& all) {
  all.push_back(table("trade_total", "yearly goods trade of two states, both directions", {"trade_id"},
                      sourced({{"trade_id", kNeeded, "A/B/YEAR/REPORTER"},
                               {"state_a", kNeeded, "one state"},
                               {"state_b", kNeeded, "the other"},
                               {"year", "INTEGER NOT NULL", "calendar year"},
                               {"value_usd_million", "DOUBLE NOT NULL CHECK (value_usd_million >= 0)",
                                "millions of US dollars, current prices"},
                               {"reporter", kNeeded, "state whose statistics give it, or mixed"}})));
  all.push_back(table("sanction", "dated measures of sanctions regimes", {"sanction_id"},
                      sourced({{"sanction_id", kNeeded, "id"},
                               {"target", kNeeded, "state on which it lies"},
                               {"imposed_by", kNeeded, "UN, EU or states"},
                               {"measure", kNeeded, "what it does"},
                               {"reference", kText, "resolution or act"},
                               {"valid_from", kText, "start"},
                               {"eased", kText, "when it was eased"},
                               {"ended", kText, "end"},
                               {"restored", kText, "when it came back"}})));
  all.push_back(table("milestone", "dated facts that published studies lean on", {"milestone_id"},
                      sourced({{"milestone_id", kNeeded, "id"},
                               {"date", kNeeded, "day, month or year"},
                               {"kind", kNeeded, "nuclear_test, resolution ... (codebook)"},
                               {"what", kNeeded, "what happened"},
                               {"reference", kText, "symbol or number"}})));
  all.push_back(part("milestone_state", "states of a milestone", {"milestone_id", "state"}, "milestone",
                     "milestone_id",
                     {{"milestone_id", kNeeded, "the milestone"}, {"state", kNeeded, "the state"}}));
}

void add_system(std::vector<TableSpec>& all) {
  all.push_back(
      table("indicator", "coded common denominators of states", {"indicator_id"},
            sourced({{"indicator_id", kNeeded, "INDICATOR/STATE/FROM"},
                     {"denominator", kNeeded, "regime, militarisation, status_quo, nuclear, behaviour, size"},
                     {"indicator", kNeeded, "what is coded (codebook)"},
                     {"about", kNeeded, "the state; WLD: every UN member without a row of its own"},
                     {"valid_from", kText, "start; NULL: not known"},
                     {"valid_to", kText, "end; NULL: still, on the day of coding"},
                     {"value", kNeeded, "name, number, word or fact"},
                     {"coded_on", "DATE NOT NULL", "last day of which the row is known to tell"}})));
  all.push_back(table(
      "estimate", "figures that somebody gave of what nobody can count", {"estimate_id"},
      sourced({{"estimate_id", kNeeded, "id"},
               {"quantity", kNeeded, "what is estimated: estimates of one quantity agree or conflict"},
               {"state_from", kNeeded, "who sends"},
               {"state_to", kNeeded, "who receives"},
               {"item", kNeeded, "what is counted"},
               {"unit", kNeeded, "unit"},
               {"as_of", kNeeded, "day, month or year of which it tells"},
               {"low", "DOUBLE CHECK (low >= 0)", "least; NULL: not given"},
               {"high", "DOUBLE CHECK (high >= low)", "most; NULL: not given"},
               {"said_by", kNeeded, "who says so"},
               {"reliability", "VARCHAR NOT NULL CHECK (reliability BETWEEN 'A' AND 'F')", "of who says so"},
               {"credibility", "INTEGER NOT NULL CHECK (credibility BETWEEN 1 AND 6)", "of what is said"}})));
  all.push_back(table("arms_transfer", "arms delivered from one state to another in a year", {"arms_id"},
                      sourced({{"arms_id", kNeeded, "DATASET/SUPPLIER/RECIPIENT/YEAR"},
                               {"state_from", kNeeded, "supplier"},
                               {"state_to", kNeeded, "recipient"},
                               {"year", "INTEGER NOT NULL", "calendar year"},
                               {"tiv_million", "DOUBLE NOT NULL CHECK (tiv_million >= 0)",
                                "millions of trend-indicator values: volume, not money"}})));
  all.push_back(table("event_count", "coded events of one state towards another, by month and CAMEO root",
                      {"event_count_id"},
                      sourced({{"event_count_id", kNeeded, "DATASET/ACTOR/TARGET/MONTH/ROOT"},
                               {"state_actor", kNeeded, "who acts"},
                               {"state_target", kNeeded, "towards whom"},
                               {"year", "INTEGER NOT NULL", "calendar year"},
                               {"month", "INTEGER NOT NULL", "1 to 12"},
                               {"root", "INTEGER NOT NULL CHECK (root BETWEEN 1 AND 20)", "CAMEO root class"},
                               {"events", "BIGINT NOT NULL", "events coded from reports"}})));
}

void add_imports(std::vector<TableSpec>& all) {
  all.push_back(table("import", "files that were taken in, each as it was last", {"file"},
                      {{"file", kNeeded, "name as given"},
                       {"origin", kNeeded, "the reader that took it"},
                       {"sha256", kText, "SHA-256 of its bytes, hex"},
                       {"taken", "BIGINT NOT NULL", "rows taken"},
                       {"refused", "BIGINT NOT NULL", "rows refused; they stand in quarantine"}}));
  all.push_back(part("quarantine", "rows that were refused, and why", {"file", "number"}, "import", "file",
                     {{"file", kNeeded, "name as given"},
                      {"number", "BIGINT NOT NULL", "counts the faults of one file, from 1"},
                      {"line", "BIGINT NOT NULL", "first line of the row; 0: the file as a whole"},
                      {"col", kText, "column; NULL: the row as a whole"},
                      {"reason", kNeeded, "what is wrong, and what would be right"},
                      {"raw", kText, "the row as read, shortened"}}));
}

std::vector<TableSpec> all_tables() {
  std::vector<TableSpec> all;
  add_states(all);
  add_groups(all);
  add_votes(all);
  add_meetings(all);
  add_treaties(all);
  add_ties(all);
  add_system(all);
  add_imports(all);
  return all;
}

}  // namespace

std::span<const TableSpec> tables() {
  static const std::vector<TableSpec> kAll = all_tables();
  return kAll;
}

}  // namespace blocs::ledger
