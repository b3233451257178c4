#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "blocs/core/error.hpp"
#include "blocs/sources/harvest.hpp"
#include "blocs/views/record.hpp"
#include "duck.hpp"
#include "schema.hpp"

namespace blocs::ledger {

/// Walks the cells of a row from left to right.
class Cells {
 public:
  explicit Cells(const duck::Rows& rows) : rows_(rows) {}

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
    const auto word = rows_.text(at_++);
    return known(views::code<Code>(word), word);
  }
  /// A code by its own look-up function.
  template <typename Code>
  Code code(std::optional<Code> (*find)(std::string_view)) {
    const auto word = rows_.text(at_++);
    return known(find(word), word);
  }
  views::Provenance provenance() {
    std::string source = text();
    const auto confidence = code<views::Confidence>();
    return {std::move(source), confidence, text()};
  }

 private:
  template <typename Code>
  Code known(std::optional<Code> found, std::string_view word) {
    if (!found) {
      throw Error::in_ledger("holds a code that this program does not know: \"" + std::string(word) + "\"",
                             rows_.database(), "import the files again into a new ledger");
    }
    return *found;
  }

  const duck::Rows& rows_;
  std::size_t at_ = 0;
};

inline constexpr std::string_view kProvenance = ", source, confidence, note FROM ";

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

/// Connections to one database, one for each thread that asks at the time.
class Connections {
 public:
  explicit Connections(const duck::Database& database) : database_(database) {}

  /// Lends a connection to `work`; one that fails is not used again.
  template <typename Work>
  void with(Work work) {
    auto connection = take();
    work(*connection);
    const std::lock_guard lock(lending_);
    idle_.push_back(std::move(connection));
  }

 private:
  std::unique_ptr<duck::Connection> take() {
    const std::lock_guard lock(lending_);
    if (idle_.empty()) return std::make_unique<duck::Connection>(database_);
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }

  const duck::Database& database_;
  std::mutex lending_;
  std::vector<std::unique_ptr<duck::Connection>> idle_;
};

/// The views of a ledger, each read from its tables when it is first asked for, by whichever thread.
class LedgerRecord : public views::Record {
 public:
  explicit LedgerRecord(const std::filesystem::path& path)
      : database_(path, duck::Access::read_only), connections_(database_) {
    connections_.with([](duck::Connection& connection) { check_schema(connection); });
  }

  explicit LedgerRecord(const sources::Harvest& harvest);

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
  std::optional<std::string> stored_ideal_fit(const std::string& digest) const override;

 private:
  /// Calls `take` with the cells of each row.
  void each(const std::string& sql, const std::function<void(Cells)>& take) const {
    connections_.with([&](duck::Connection& connection) {
      const auto rows = connection.rows(sql);
      while (rows->next()) take(Cells(*rows));
    });
  }

  /// The same for very many rows, which need not stand in memory together.
  void stream(const std::string& sql, const std::function<void(Cells)>& take) const {
    connections_.with([&](duck::Connection& connection) {
      const auto rows = connection.stream(sql);
      while (rows->next()) take(Cells(*rows));
    });
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

  /// The same, each list in order.
  std::map<std::string, std::vector<std::string>> sorted_lists(const std::string& sql) const {
    auto found = lists(sql);
    for (auto& [owner, list] : found) std::sort(list.begin(), list.end());
    return found;
  }

  /// In the order of bytes, which is the store's too. A query that sorts takes a millisecond more, however
  /// few its rows.
  template <typename Row>
  static void sort_by_id(std::vector<Row>& rows) {
    std::ranges::sort(rows, {}, &Row::id);
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
  void read_ballots(views::Body body, views::RollCallMatrixBuilder& builder) const;
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
  mutable Connections connections_;
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

}  // namespace blocs::ledger
