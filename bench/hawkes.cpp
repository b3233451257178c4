// Log-likelihood with slope of a Hawkes process, and a million years of three theatres.
//
//   hawkes_bench EVENTS.csv SCENARIO.toml [REPLICATIONS]
//
// Writes simulated events for the peer to EVENTS.csv and prints one line of JSON for each measurement.
#include "blocs/inference/hawkes.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "blocs/findings/theatre_file.hpp"

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int count, char** words) {
  using namespace blocs;
  if (count < 3) return 2;
  const inference::HawkesModel model{
      {0.3, 0.2, 0.25}, {0.3, 0.1, 0.1, 0.1, 0.3, 0.1, 0.1, 0.1, 0.3}, 0.4, {}};
  const auto events = inference::simulate(model, 30000, 1, 0);
  std::FILE* out = std::fopen(words[1], "w");
  if (out == nullptr) return 6;
  for (std::size_t k = 0; k < events.time.size(); ++k)
    std::fprintf(out, "%.17g,%u\n", events.time[k], events.kind[k]);
  std::fclose(out);
  inference::HawkesSlope slope;
  double value = 0;
  constexpr int kRounds = 20;
  auto start = std::chrono::steady_clock::now();
  for (int r = 0; r < kRounds; ++r) value = inference::log_likelihood(model, events, &slope);
  std::printf(
      "{\"what\": \"hawkes likelihood and slope\", \"events\": %zu, \"value\": %.6f, \"slope\": %.6f, "
      "\"seconds\": %.6g}\n",
      events.time.size(), value, slope.decay, seconds_since(start) / kRounds);
  const auto scenario = findings::read_theatre_file(words[2]);
  scenarios::RunOptions options;
  options.replications = count > 3 ? std::strtoull(words[3], nullptr, 10) : 1'000'000;
  start = std::chrono::steady_clock::now();
  const auto result = scenarios::run(scenario.model, options);
  std::printf(
      "{\"what\": \"three theatres\", \"replications\": %zu, \"saturated\": %.6f, \"seconds\": %.3f}\n",
      result.replications, result.outcomes[scenarios::kOutcomes - 1].mean, seconds_since(start));
  return 0;
}
