// 100,000 tables of a null model drawn from a table of meetings as large as the casebook's. Reads
// meetings.csv's participants as `meeting state` pairs from the file named; prints one line of JSON for
// meeting_nulls_peer.py's.
#include "blocs/inference/meeting_nulls.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("meeting_nulls_bench SEATS DRAWS\n", stderr);
    return 2;
  }
  blocs::inference::AttendanceTable table;
  std::ifstream in(argv[1]);
  unsigned meeting = 0;
  unsigned state = 0;
  while (in >> meeting >> state) {
    table.seats.push_back({meeting, state, 0});
    table.days.resize(meeting + 1, 0);
    table.states = std::max<std::size_t>(table.states, state + 1);
  }
  blocs::inference::NullSettings settings;
  settings.draws = std::strtoul(argv[2], nullptr, 10);
  std::vector<bool> group(table.states, true);
  group[0] = false;  // all but the first state
  const auto start = std::chrono::steady_clock::now();
  const auto found = blocs::inference::null_of_meetings(table, group, settings);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("{\"seconds\": %.4f, \"draws\": %zu, \"mean\": %.4f, \"observed\": %zu, \"of\": %zu}\n",
              took.count(), found.draws, found.mean, found.observed, found.of_size);
  return 0;
}
