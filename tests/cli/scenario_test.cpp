#include <gtest/gtest.h>

#include "support/places.hpp"
#include "support/program.hpp"

namespace blocs::test {
namespace {

std::string worked() {
  return "\"" + source_dir() + "/scenarios/theatres/korea-and-europe.toml\"";
}

TEST(Scenario, ARunIsTheSameForAnyNumberOfThreads) {
  const auto one = blocs("scenario run " + worked() + " --replications 60 --threads 1 --format json -q");
  EXPECT_EQ(one.code, 0) << one.err;
  EXPECT_EQ(one.out,
            blocs("scenario run " + worked() + " --replications 60 --threads 2 --format json -q").out);
  EXPECT_NE(one.out.find("not fitted"), std::string::npos);
}

TEST(Scenario, EventsAtOneInstantAreNamed) {
  const TempFolder folder;
  spill(folder / "e.csv", "time,theatre\n1,a\n2,b\n2,a\n3,b\n");
  const auto tied = blocs("scenario fit " + (folder / "e.csv").string());
  EXPECT_EQ(tied.code, 5);
  EXPECT_NE(tied.err.find("e.csv:4"), std::string::npos) << tied.err;
  EXPECT_NE(tied.err.find("--daily"), std::string::npos);
}

}  // namespace
}  // namespace blocs::test
