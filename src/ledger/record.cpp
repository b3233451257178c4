#include <algorithm>
#include <functional>
#include <map>
#include <mutex>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/ledger/ledger.hpp"
#include "duck.hpp"
#include "files.hpp"
#include "schema.hpp"
#include "staging.hpp"

namespace blocs::ledger {
namespace {

using duck::Rows;

/// Walks the cells of a row from left to right.
class Cells {
 public:
  explicit Cells(const Rows& rows) : rows_(rows) {}

  std::string text() { return std::string(rows_.text(at_++)); }
  std::string_view view() { return rows_.text(at_++); }
  Date date() { return rows_.date(at_++); }
  bool flag() { return rows_.flag(at_++); }
  int integer() { return rows_.integer(at_++); }
  double real() { return rows_.real(at_++); }
  std::optional<int> maybe_integer() {
    const std::size_t at = at_++;
    return rows_.null(at) ? std::nullopt : std::optional(rows_.integer(at));
  }
  std::optional<double> maybe_real() {
    const std::size_t at = at_++;
    return rows_.null(at) ? std::nullopt : std::optional(rows_.real(at));
  }
  std::optional<LooseDate> loose_date() { return LooseDate::parse(view()); }

  template <typename Code>
  Code code() {
    return known(views::code<Code>(rows_.text(at_)));
  }
  /// A code by its own look-up function.
  template <typename Code>
  Code code(std::optional<Code> (*find)(std::string_view)) {
    return known(find(rows_.text(at_)));
  }
  views::Provenance provenance() {
    std::string source = text();
    const auto confidence = code<views::Confidence>();
    return {std::move(source), confidence, text()};
  }

 private:
  template <typename Code>
  Code known(std::optional<Code> found) {
    const auto word = rows_.text(at_++);
    if (!found) {
      throw Error::in_ledger("holds a code that this program does not know: \"" + std::string(word) + "\"",
                             rows_.database(), "import the files again into a new ledger");
    }
    return *found;
  }

  const Rows& rows_;
  std::size_t at_ = 0;
};

constexpr std::string_view kProvenance = ", source, confidence, note FROM ";

/// A value that is worked out once, when it is first asked for, by whichever thread comes first.
template <typename Value>
class Lazy {
 public:
  template <typename Fill>
  const Value& get(Fill fill) const {
    std::call_once(once_, [&] { value_ = fill(); });
    return value_;
  }

 private:
  mutable std::once_flag once_;
  mutable Value value_;
};

class LedgerRecord : public views::Record {
 public:
  explicit LedgerRecord(const std::filesystem::path& path)
      : database_(path, duck::Access::read_only), connection_(database_) {
    check_schema(connection_);
  }

  explicit LedgerRecord(const sources::Harvest& harvest)
      : database_({}, duck::Access::read_write), connection_(database_) {
    make_schema(connection_);
    stage(connection_, harvest, {});
    merge(connection_, {});
  }

  const views::States& states() const override {
    return states_.get([this] { return read_states(); });
  }
  const views::RollCallMatrix& roll_calls(views::Body body) const override {
    const auto& lazy = body == views::Body::council ? council_ : assembly_;
    return lazy.get([this, body] { return read_roll_calls(body); });
  }
  const views::Meetings& meetings() const override {
    return meetings_.get([this] { return read_meetings(); });
  }
  const views::Commitments& commitments() const override {
    return commitments_.get([this] { return read_commitments(); });
  }
  const views::Memberships& memberships() const override {
    return memberships_.get([this] { return read_memberships(); });
  }
  const std::vector<views::TradeTotal>& trade() const override {
    return trade_.get([this] { return read_trade(); });
  }
  const std::vector<views::Sanction>& sanctions() const override {
    return sanctions_.get([this] { return read_sanctions(); });
  }
  const std::vector<views::Milestone>& milestones() const override {
    return milestones_.get([this] { return read_milestones(); });
  }
  const std::vector<views::Indicator>& indicators() const override {
    return indicators_.get([this] { return read_indicators(); });
  }
  const std::vector<views::Estimate>& estimates() const override {
    return estimates_.get([this] { return read_estimates(); });
  }
  const std::vector<views::ArmsTransfer>& arms() const override {
    return arms_.get([this] { return read_arms(); });
  }
  const std::vector<views::EventCount>& event_counts() const override {
    return event_counts_.get([this] { return read_event_counts(); });
  }
  const std::vector<views::Source>& sources() const override {
    return sources_.get([this] { return read_sources(); });
  }

 private:
  /// Calls `take` with the cells of each row. The connection serves one thread at a time.
  void each(const std::string& sql, const std::function<void(Cells)>& take) const {
    const std::lock_guard lock(busy_);
    const auto rows = connection_.rows(sql);
    while (rows->next()) take(Cells(*rows));
  }

  /// The texts of a child table (owner, text), listed by owner, in the order of `sql`.
  std::map<std::string, std::vector<std::string>> lists(const std::string& sql) const {
    std::map<std::string, std::vector<std::string>> found;
    each(sql, [&](Cells at) {
      auto& list = found[at.text()];
      list.push_back(at.text());
    });
    return found;
  }

  /// Rows of id, state, first and last day, by id.
  std::map<std::string, std::vector<views::PartySpan>> party_spans(const std::string& sql) const {
    std::map<std::string, std::vector<views::PartySpan>> found;
    each(sql, [&](Cells at) {
      auto& spans = found[at.text()];
      views::PartySpan span;
      span.state = at.text();
      span.from = at.loose_date();
      span.to = at.loose_date();
      spans.push_back(std::move(span));
    });
    return found;
  }

  views::States read_states() const;
  views::RollCallMatrix read_roll_calls(views::Body body) const;
  views::Meetings read_meetings() const;
  void read_around_meetings(views::Meetings& meetings) const;
  views::Commitments read_commitments() const;
  views::Memberships read_memberships() const;
  std::vector<views::TradeTotal> read_trade() const;
  std::vector<views::Sanction> read_sanctions() const;
  std::vector<views::Milestone> read_milestones() const;
  std::vector<views::Indicator> read_indicators() const;
  std::vector<views::Estimate> read_estimates() const;
  std::vector<views::ArmsTransfer> read_arms() const;
  std::vector<views::EventCount> read_event_counts() const;
  std::vector<views::Source> read_sources() const;

  duck::Database database_;
  mutable duck::Connection connection_;
  mutable std::mutex busy_;
  Lazy<views::States> states_;
  Lazy<views::RollCallMatrix> council_, assembly_;
  Lazy<views::Meetings> meetings_;
  Lazy<views::Commitments> commitments_;
  Lazy<views::Memberships> memberships_;
  Lazy<std::vector<views::TradeTotal>> trade_;
  Lazy<std::vector<views::Sanction>> sanctions_;
  Lazy<std::vector<views::Milestone>> milestones_;
  Lazy<std::vector<views::Indicator>> indicators_;
  Lazy<std::vector<views::Estimate>> estimates_;
  Lazy<std::vector<views::ArmsTransfer>> arms_;
  Lazy<std::vector<views::EventCount>> event_counts_;
  Lazy<std::vector<views::Source>> sources_;
};

views::States LedgerRecord::read_states() const {
  views::States states;
  each("SELECT state, name, cow_code, valid_from, valid_to, region, un_from, un_to FROM state ORDER BY state",
       [&](Cells at) {
         views::State row;
         row.code = at.text();
         row.name = at.text();
         row.cow_code = at.maybe_integer();
         row.valid_from = at.loose_date();
         row.valid_to = at.loose_date();
         row.region = at.text();
         row.un_from = at.loose_date();
         row.un_to = at.loose_date();
         states.add(std::move(row));
       });
  each("SELECT state, name FROM state_name ORDER BY state, name", [&](Cells at) {
    const auto state = at.view();
    states.add_name(state, at.view());
  });
  return states;
}

views::RollCallMatrix LedgerRecord::read_roll_calls(views::Body body) const {
  const std::string of_body = " WHERE body = '" + std::string(word(body)) + "'";
  auto sponsors = lists("SELECT s.roll_call_id, s.state FROM roll_call_sponsor s SEMI JOIN (FROM roll_call" +
                        of_body + ") r USING (roll_call_id) ORDER BY ALL");
  views::RollCallMatrixBuilder builder;
  each(
      "SELECT roll_call_id, date, session, symbol, draft, title, topic, kind, nature, outcome, source, "
      "confidence, "
      "note FROM roll_call" +
          of_body,
      [&](Cells at) {
        views::RollCall row;
        row.body = body;
        row.id = at.text();
        row.date = at.date();
        row.session = at.text();
        row.symbol = at.text();
        row.draft = at.text();
        row.title = at.text();
        row.topic = at.text();
        row.kind = at.code<views::Kind>();
        row.nature = at.code<views::Nature>();
        row.outcome = at.code<views::Outcome>();
        auto [source, confidence, note] = at.provenance();
        row.source = std::move(source);
        row.confidence = confidence;
        row.note = std::move(note);
        if (const auto list = sponsors.find(row.id); list != sponsors.end())
          row.sponsors = std::move(list->second);
        builder.add(std::move(row));
      });
  each("SELECT b.roll_call_id, b.state, b.ballot FROM ballot b SEMI JOIN (FROM roll_call" + of_body +
           ") r USING (roll_call_id)",
       [&](Cells at) {
         const auto id = at.view();
         const auto state = at.view();
         builder.add_ballot(id, state, at.code<views::Ballot>());
       });
  return builder.build();
}

views::Meetings LedgerRecord::read_meetings() const {
  std::map<std::string, std::vector<views::Attendance>> attendance;
  each("SELECT meeting_id, state, rank FROM attendance ORDER BY meeting_id, state", [&](Cells at) {
    auto& list = attendance[at.text()];
    std::string state = at.text();
    list.push_back({std::move(state), at.code<views::Rank>(views::rank_of)});
  });
  views::Meetings meetings;
  each(
      "SELECT meeting_id, start_date, end_date, host, city, format, frame, participants_complete, occasion, "
      "sector, "
      "agreements, sampling_frame" +
          std::string(kProvenance) +
          "meeting WHERE meeting_id NOT IN (SELECT dropped FROM meeting_merge) ORDER BY start_date, "
          "meeting_id",
      [&](Cells at) {
        views::Meeting row;
        row.id = at.text();
        row.start = at.date();
        row.end = at.date();
        row.host = at.text();
        row.city = at.text();
        row.format = at.code<views::Format>(views::format_of);
        row.frame = at.code<views::Frame>(views::frame_of);
        row.participants_complete = at.flag();
        row.occasion = at.text();
        row.sector = at.text();
        row.agreements = at.text();
        row.sampling_frame = at.text();
        row.provenance = at.provenance();
        row.attendance = std::move(attendance[row.id]);
        meetings.rows.push_back(std::move(row));
      });
  read_around_meetings(meetings);
  return meetings;
}

void LedgerRecord::read_around_meetings(views::Meetings& meetings) const {
  auto followed = lists("SELECT frame_id, state FROM meeting_frame_state ORDER BY ALL");
  each("SELECT frame_id, title, since, until, least_rank, sources" + std::string(kProvenance) +
           "meeting_frame ORDER BY frame_id",
       [&](Cells at) {
         views::SamplingFrame row;
         row.id = at.text();
         row.title = at.text();
         row.since = at.date();
         row.until = at.date();
         row.least_rank = at.code<views::Rank>(views::rank_of);
         row.sources = at.text();
         row.provenance = at.provenance();
         row.states = std::move(followed[row.id]);
         meetings.frames.push_back(std::move(row));
       });
  each("SELECT dropped, kept, why FROM meeting_merge ORDER BY dropped", [&](Cells at) {
    std::string dropped = at.text();
    std::string kept = at.text();
    meetings.merges.push_back({std::move(dropped), std::move(kept), at.text()});
  });
  each("SELECT trips_id, state, year, sent, received" + std::string(kProvenance) +
           "leader_trips ORDER BY state, year",
       [&](Cells at) {
         views::LeaderTrips row;
         row.id = at.text();
         row.state = at.text();
         row.year = at.integer();
         row.sent = at.integer();
         row.received = at.integer();
         row.provenance = at.provenance();
         meetings.trips.push_back(std::move(row));
       });
}

views::Commitments LedgerRecord::read_commitments() const {
  views::Commitments found;
  auto parties = lists("SELECT DISTINCT treaty_id, state FROM treaty_party ORDER BY ALL");
  auto spans = party_spans(
      "SELECT treaty_id, state, valid_from, valid_to FROM treaty_party WHERE valid_from IS NOT NULL OR "
      "valid_to IS NOT NULL ORDER BY treaty_id, state, position");
  each(
      "SELECT treaty_id, name, kind, party_group, signed_on, in_force, ended, observed_until, binding, "
      "same_as, term, renewal, denunciation" +
          std::string(kProvenance) + "treaty ORDER BY treaty_id",
      [&](Cells at) {
        views::Treaty row;
        row.id = at.text();
        row.name = at.text();
        row.kind = at.text();
        row.party_group = at.text();
        row.signed_on = at.loose_date();
        row.in_force = at.loose_date();
        row.ended = at.loose_date();
        row.observed_until = at.loose_date();
        row.binding = at.flag();
        row.same_as = at.text();
        row.term = at.text();
        row.renewal = at.text();
        row.denunciation = at.text();
        row.provenance = at.provenance();
        row.parties = std::move(parties[row.id]);
        row.spans = std::move(spans[row.id]);
        found.treaties.push_back(std::move(row));
      });
  auto qualifiers =
      lists("SELECT provision_id, qualifier FROM provision_qualifier ORDER BY provision_id, position");
  auto debtors = party_spans(
      "SELECT provision_id, state, valid_from, valid_to FROM provision_debtor ORDER BY provision_id, "
      "position");
  each("SELECT provision_id, treaty_id, article, obligation, trigger, strength, summary" +
           std::string(kProvenance) + "provision ORDER BY provision_id",
       [&](Cells at) {
         views::Provision row;
         row.id = at.text();
         row.treaty = at.text();
         row.article = at.text();
         row.obligation = at.text();
         row.trigger = at.text();
         row.strength = at.text();
         row.summary = at.text();
         row.provenance = at.provenance();
         row.qualifiers = std::move(qualifiers[row.id]);
         row.owed_by = std::move(debtors[row.id]);
         found.provisions.push_back(std::move(row));
       });
  return found;
}

views::Memberships LedgerRecord::read_memberships() const {
  views::Memberships found;
  each("SELECT group_id, name, kind" + std::string(kProvenance) + "state_group ORDER BY group_id",
       [&](Cells at) {
         views::Group row;
         row.name = at.text();
         row.title = at.text();
         row.kind = at.text();
         row.provenance = at.provenance();
         found.groups.push_back(std::move(row));
       });
  each("SELECT membership_id, group_id, state, valid_from, valid_to, status" + std::string(kProvenance) +
           "membership ORDER BY membership_id",
       [&](Cells at) {
         views::Membership row;
         row.id = at.text();
         row.group = at.text();
         row.state = at.text();
         row.from = at.loose_date();
         row.to = at.loose_date();
         row.status = at.text();
         row.provenance = at.provenance();
         found.rows.push_back(std::move(row));
       });
  return found;
}

std::vector<views::TradeTotal> LedgerRecord::read_trade() const {
  std::vector<views::TradeTotal> found;
  each("SELECT trade_id, state_a, state_b, year, value_usd_million, reporter" + std::string(kProvenance) +
           "trade_total ORDER BY trade_id",
       [&](Cells at) {
         views::TradeTotal row;
         row.id = at.text();
         row.a = at.text();
         row.b = at.text();
         row.year = at.integer();
         row.value_usd_million = at.real();
         row.reporter = at.text();
         row.provenance = at.provenance();
         found.push_back(std::move(row));
       });
  return found;
}

std::vector<views::Sanction> LedgerRecord::read_sanctions() const {
  std::vector<views::Sanction> found;
  each("SELECT sanction_id, target, imposed_by, measure, reference, valid_from, eased, ended, restored" +
           std::string(kProvenance) + "sanction ORDER BY sanction_id",
       [&](Cells at) {
         views::Sanction row;
         row.id = at.text();
         row.target = at.text();
         row.imposed_by = at.text();
         row.measure = at.text();
         row.reference = at.text();
         row.from = at.loose_date();
         row.eased = at.loose_date();
         row.ended = at.loose_date();
         row.restored = at.loose_date();
         row.provenance = at.provenance();
         found.push_back(std::move(row));
       });
  return found;
}

std::vector<views::Milestone> LedgerRecord::read_milestones() const {
  std::vector<views::Milestone> found;
  auto states = lists("SELECT milestone_id, state FROM milestone_state ORDER BY ALL");
  each("SELECT milestone_id, date, kind, what, reference" + std::string(kProvenance) +
           "milestone ORDER BY date, milestone_id",
       [&](Cells at) {
         std::string id = at.text();
         const auto date = at.loose_date();
         if (!date) throw Error::in_ledger("the milestone " + id + " has no date", connection_.name());
         auto list = std::move(states[id]);
         std::string kind = at.text();
         std::string what = at.text();
         std::string reference = at.text();
         found.push_back({std::move(id), *date, std::move(list), std::move(kind), std::move(what),
                          std::move(reference), at.provenance()});
       });
  return found;
}

std::vector<views::Indicator> LedgerRecord::read_indicators() const {
  std::vector<views::Indicator> found;
  each("SELECT indicator_id, denominator, indicator, about, valid_from, valid_to, value, coded_on" +
           std::string(kProvenance) + "indicator ORDER BY indicator_id",
       [&](Cells at) {
         views::Indicator row;
         row.id = at.text();
         row.denominator = at.text();
         row.indicator = at.text();
         row.state = at.text();
         row.from = at.loose_date();
         row.to = at.loose_date();
         row.value = at.text();
         row.coded_on = at.date();
         row.provenance = at.provenance();
         found.push_back(std::move(row));
       });
  return found;
}

std::vector<views::Estimate> LedgerRecord::read_estimates() const {
  std::vector<views::Estimate> found;
  each(
      "SELECT estimate_id, quantity, state_from, state_to, item, unit, as_of, low, high, said_by, "
      "reliability, credibility" +
          std::string(kProvenance) + "estimate ORDER BY estimate_id",
      [&](Cells at) {
        views::Estimate row;
        row.id = at.text();
        row.quantity = at.text();
        row.from = at.text();
        row.to = at.text();
        row.item = at.text();
        row.unit = at.text();
        row.as_of = at.loose_date().value_or(row.as_of);
        row.low = at.maybe_real();
        row.high = at.maybe_real();
        row.said_by = at.text();
        row.reliability = at.text().front();
        row.credibility = at.integer();
        row.provenance = at.provenance();
        found.push_back(std::move(row));
      });
  return found;
}

std::vector<views::ArmsTransfer> LedgerRecord::read_arms() const {
  std::vector<views::ArmsTransfer> found;
  each("SELECT arms_id, state_from, state_to, year, tiv_million" + std::string(kProvenance) +
           "arms_transfer ORDER BY arms_id",
       [&](Cells at) {
         views::ArmsTransfer row;
         row.id = at.text();
         row.supplier = at.text();
         row.recipient = at.text();
         row.year = at.integer();
         row.tiv_million = at.real();
         row.provenance = at.provenance();
         found.push_back(std::move(row));
       });
  return found;
}

std::vector<views::EventCount> LedgerRecord::read_event_counts() const {
  std::vector<views::EventCount> found;
  each("SELECT event_count_id, state_actor, state_target, year, month, root, CAST(events AS INTEGER)" +
           std::string(kProvenance) + "event_count ORDER BY event_count_id",
       [&](Cells at) {
         views::EventCount row;
         row.id = at.text();
         row.actor = at.text();
         row.target = at.text();
         row.year = at.integer();
         row.month = at.integer();
         row.root = at.integer();
         row.count = static_cast<std::size_t>(std::max(0, at.integer()));
         row.provenance = at.provenance();
         found.push_back(std::move(row));
       });
  return found;
}

std::vector<views::Source> LedgerRecord::read_sources() const {
  std::vector<views::Source> found;
  each(
      "SELECT source_id, kind, title, publisher, url, published, accessed, note FROM source ORDER BY "
      "source_id",
      [&](Cells at) {
        views::Source row;
        row.id = at.text();
        row.kind = at.text();
        row.title = at.text();
        row.publisher = at.text();
        row.url = at.text();
        row.published = at.text();
        row.accessed = at.text();
        row.note = at.text();
        found.push_back(std::move(row));
      });
  return found;
}

}  // namespace

std::unique_ptr<views::Record> open_record(const std::filesystem::path& path) {
  check_is_database(path);
  return std::make_unique<LedgerRecord>(path);
}

std::unique_ptr<views::Record> record_of(const sources::Harvest& harvest) {
  return std::make_unique<LedgerRecord>(harvest);
}

}  // namespace blocs::ledger
