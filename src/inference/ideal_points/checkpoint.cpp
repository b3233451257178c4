#include "checkpoint.hpp"

#include <array>

#include "blocs/core/error.hpp"
#include "blocs/core/sha256.hpp"
#include "packing.hpp"

namespace blocs::inference::ideal {
namespace {

constexpr std::string_view kKind = "blocs ideal chain ";
// 2: normal numbers by the polar method. 3: by the ziggurat, so that a chain of 2 would go on otherwise than
// it began.
constexpr std::string_view kMagic = "blocs ideal chain 3\n";
constexpr std::size_t kSum = 64;  // hex digits

std::string sum_of(std::string_view bytes) {
  Sha256 sum;
  sum.add(bytes);
  return sum.hex();
}

Error broken(const std::string& where) {
  return Error::bad_input("this is no checkpoint of a chain, or it was cut off or changed", where,
                          "remove the file to begin again");
}

}  // namespace

std::string run_of(const IdealData& data, const IdealFit& fit, const GibbsOptions& options, std::size_t chain,
                   const std::vector<std::uint64_t>& model) {
  Writer to;
  to.number(static_cast<std::uint64_t>(fit.walk));
  to.number(options.seed);
  to.number(chain);
  to.number(options.burn_in);
  to.list(std::vector<double>{options.first_sd, fit.hold});
  std::vector<double> steps;
  for (const auto& place : data.places) {
    to.number(place.state);
    to.number(place.session);
    steps.push_back(place.step);
  }
  for (const auto& part : data.parts) {
    for (const auto n : {part.item, part.begin, part.low_end, part.middle_end, part.end}) to.number(n);
  }
  to.list(steps);
  to.list(data.ballots);
  to.list(fit.mode.theta);
  to.list(fit.sd);
  to.list(model);
  return sum_of(to.written());
}

void write_checkpoint(const std::string& run, const ChainNumbers& state, const std::vector<float>& kept,
                      const std::function<void(std::span<const std::string_view>)>& to) {
  Writer head;
  head.bytes(kMagic);
  head.bytes(run);
  for (const auto n : {state.iteration, state.proposed, state.taken}) head.number(n);
  head.number(state.lists.size());
  for (const auto& list : state.lists) head.list(list);
  head.number(kept.size());
  Sha256 sum;
  sum.add(head.written());
  sum.add(raw(kept));
  const auto digits = sum.hex();
  const std::array<std::string_view, 3> pieces{head.written(), raw(kept), digits};
  to(pieces);
}

Checkpoint read_checkpoint(std::string_view bytes, const std::string& where) {
  if (bytes.starts_with(kKind) && bytes.size() >= kMagic.size() && !bytes.starts_with(kMagic))
    throw Error::bad_input("another version of blocs wrote this checkpoint, which draws other numbers", where,
                           "remove the file to begin again, or go on with that version");
  if (bytes.size() < kMagic.size() + 2 * kSum || !bytes.starts_with(kMagic)) throw broken(where);
  const auto body = bytes.substr(0, bytes.size() - kSum);
  if (sum_of(body) != bytes.substr(body.size())) throw broken(where);
  Reader from(body.substr(kMagic.size()), broken(where));
  Checkpoint checkpoint;
  checkpoint.run = from.bytes(kSum);
  auto& state = checkpoint.state;
  for (auto* n : {&state.iteration, &state.proposed, &state.taken}) *n = from.number();
  for (auto lists = from.number(); lists > 0; --lists) state.lists.push_back(from.list<double>());
  checkpoint.kept = from.list<float>();
  if (!from.done()) from.broken();
  return checkpoint;
}

}  // namespace blocs::inference::ideal
