#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "ledger/duck.hpp"
#include "support/small_casebook.hpp"
#include "support/small_harvest.hpp"

// Parquet files give the rows that the same table gives as CSV, and damaged ones an error, never a crash.

namespace blocs::ledger {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRollCalls =
    "rcid,session,date,unres,amend,para,short,descr,issues\n"
    "7,45,1990-11-05,R/45/9,0,0,\"ONE, \"\"quoted\"\"\",TEXT,me;hr\n"
    "8,45,1990-11-06,R/45/9,,1,TWO,TEXT,\n";
constexpr const char* kBallots =
    "rcid,country_code,country,vote\n7,US,United States,no\n7,,Russia,abstain\n8,NA,Namibia,yes\n";
constexpr const char* kLong =
    "symbol,date,title,iso3,vote,rcid\nA/RES/45/10,1990-11-07,One,USA,Y,\nA/RES/45/"
    "10,1990-11-07,One,RUS,X,\n";
constexpr const char* kAssembly =
    "undl_id,ms_code,ms_vote,date,session,resolution,title,total_yes,total_no,total_abstentions\n"
    "1,USA,Y,2022-03-02,11emsp,A/RES/ES-11/1,Aggression,1,1,0\n1,RUS,N,2022-03-02,11emsp,A/RES/ES-11/"
    "1,Aggression,1,1,0\n";
constexpr const char* kCouncil =
    "undl_id,ms_code,ms_vote,date,resolution,agenda,modality\n9,USA,Y,2022-03-02,S/RES/"
    "2623(2022),Ukraine,VOTE\n";

std::string matrix() {
  std::string header = "rcid,date,me";
  std::string row = "5,1991-01-02,TRUE";
  for (char c = 'A'; c <= 'Y'; ++c) {
    header += std::string(",Q") + c + c;
    row += ",9";
  }
  return header + ",USA,RUS\n" + row + ",1,3\n";
}

class Parquet : public testing::Test {
 protected:
  Parquet() {
    for (const auto& [code, name] :
         {std::pair{"USA", "United States"}, {"RUS", "Russia"}, {"NAM", "Namibia"}}) {
      views::State state;
      state.code = code;
      state.name = name;
      state.un_from = LooseDate::parse("1945-10-24");
      known_.states.emplace(code, state);
    }
  }

  /// Writes a CSV text as Parquet, with the columns' types as DuckDB guesses them.
  fs::path parquet(const std::string& name, const std::string& csv, const std::string& select = "*") {
    test::write_file(folder_ / "in.csv", csv);
    const fs::path path = folder_ / name;
    const duck::Database database({}, duck::Access::read_write);
    duck::Connection connection(database);
    connection.run("COPY (SELECT " + select + " FROM read_csv(" +
                   duck::literal((folder_ / "in.csv").string()) + ")) TO " + duck::literal(path.string()) +
                   " (FORMAT parquet)");
    return path;
  }
  fs::path csv(const std::string& name, const std::string& text) {
    test::write_file(folder_ / name, text);
    return folder_ / name;
  }
  sources::Harvest read(const std::vector<fs::path>& paths) const {
    return sources::read_files(paths, known_, open_file);
  }

  test::TempFolder folder_;
  sources::Known known_;
};

void expect_same_votes(const sources::Harvest& a, const sources::Harvest& b) {
  EXPECT_EQ(a.quarantine.size(), b.quarantine.size());
  ASSERT_EQ(a.votes.size(), b.votes.size());
  for (std::size_t s = 0; s < a.votes.size(); ++s) {
    ASSERT_EQ(a.votes[s].roll_calls.size(), b.votes[s].roll_calls.size());
    for (std::size_t i = 0; i < a.votes[s].roll_calls.size(); ++i) {
      const auto& x = a.votes[s].roll_calls[i];
      const auto& y = b.votes[s].roll_calls[i];
      EXPECT_EQ(x.row.id, y.row.id);
      EXPECT_EQ(x.row.date, y.row.date);
      EXPECT_EQ(x.row.kind, y.row.kind);
      EXPECT_EQ(x.row.title, y.row.title);
      EXPECT_EQ(x.row.topic, y.row.topic);
      EXPECT_EQ(x.row.session, y.row.session);
      EXPECT_EQ(x.totals, y.totals);
    }
    ASSERT_EQ(a.votes[s].ballots.size(), b.votes[s].ballots.size());
  }
}

TEST_F(Parquet, EveryVoteFormReadsAsItsCsvDoes) {
  expect_same_votes(read({parquet("r.parquet", kRollCalls), parquet("b.parquet", kBallots)}),
                    read({csv("r.csv", kRollCalls), csv("b.csv", kBallots)}));
  for (const std::string& text :
       {std::string(kLong), std::string(kAssembly), std::string(kCouncil), matrix()}) {
    const auto harvest = read({parquet("one", text)});
    EXPECT_FALSE(harvest.votes.empty());
    expect_same_votes(harvest, read({csv("one.csv", text)}));
  }
}

TEST_F(Parquet, TypesOfOtherWritersMeanTheSame) {
  // As data frames come out of pandas: whole numbers as doubles with gaps, days as timestamps.
  const auto calls =
      parquet("r", kRollCalls,
              "* REPLACE (rcid::DOUBLE AS rcid, date::TIMESTAMP_NS AS date, amend::DOUBLE AS amend, "
              "(para = 1) AS para)");
  const auto ballots = parquet("b", kBallots, "* REPLACE (rcid::FLOAT AS rcid)");
  expect_same_votes(read({calls, ballots}), read({csv("r.csv", kRollCalls), csv("b.csv", kBallots)}));
}

TEST_F(Parquet, ACasebookTableAndANameWithSigns) {
  const auto harvest = read({parquet("a[1]*?'.csv", test::small_casebook().at("sources"))});
  ASSERT_EQ(harvest.sources.size(), 1U);
  EXPECT_EQ(harvest.sources[0].id, "src");
}

/// Any outcome but a crash, a hang or an error of another kind.
void expect_rows_or_bad_input(const fs::path& path) {
  try {
    const auto bytes = open_file(path);
    std::string text;
    while (bytes->read(text, 4096)) {
    }
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::bad_input) << error.message();
    EXPECT_FALSE(error.hint().empty());
  }
}

TEST_F(Parquet, CutShortOrDamagedIsAnErrorInPlainWords) {
  const auto whole = test::bytes_of(parquet("whole", kRollCalls));
  const fs::path path = folder_ / "bad";
  for (std::size_t n = 4; n < whole.size(); n += 41) {
    test::write_file(path, std::string_view(whole).substr(0, n));
    EXPECT_THROW(open_file(path), Error) << n;
    expect_rows_or_bad_input(path);
  }
  for (std::size_t at = 4; at < whole.size(); at += 23) {
    auto bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x5a);
    test::write_file(path, bytes);
    expect_rows_or_bad_input(path);
  }
}

TEST_F(Parquet, EncryptedFilesAndOthersAreToldApart) {
  const auto kind = [&](const std::string& bytes) {
    test::write_file(folder_ / "x", bytes);
    try {
      read({folder_ / "x"});
    } catch (const Error& error) {
      return error.message();
    }
    return std::string();
  };
  EXPECT_NE(kind("PARE....").find("encrypted"), std::string::npos);
  EXPECT_NE(kind("PAR1").find("Parquet"), std::string::npos);
  EXPECT_NE(kind("PAR").find("not a table"), std::string::npos);
}

}  // namespace
}  // namespace blocs::ledger
