#include "checkpoint.hpp"

#include <array>
#include <cstring>
#include <type_traits>

#include "blocs/core/error.hpp"
#include "blocs/core/sha256.hpp"

namespace blocs::inference::ideal {
namespace {

constexpr std::string_view kKind = "blocs ideal chain ";
// 2: normal numbers by the polar method. 3: by the ziggurat, so that a chain of 2 would go on otherwise than
// it began.
constexpr std::string_view kMagic = "blocs ideal chain 3\n";
constexpr std::size_t kSum = 64;  // hex digits

template <typename T>
std::string_view raw(const std::vector<T>& values) {
  static_assert(std::is_trivially_copyable_v<T>);
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

std::string sum_of(std::string_view bytes) {
  Sha256 sum;
  sum.add(bytes);
  return sum.hex();
}

class Writer {
 public:
  void number(std::uint64_t n) { bytes_.append(reinterpret_cast<const char*>(&n), sizeof n); }
  template <typename T>
  void list(const std::vector<T>& values) {
    number(values.size());
    bytes_ += raw(values);
  }
  std::string bytes_;
};

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& where) : bytes_(bytes), where_(where) {}
  std::uint64_t number() {
    std::uint64_t n = 0;
    std::memcpy(&n, take(sizeof n).data(), sizeof n);
    return n;
  }
  template <typename T>
  std::vector<T> list() {
    const auto n = number();
    if (n > bytes_.size() / sizeof(T)) broken();
    std::vector<T> values(n);
    const auto from = take(n * sizeof(T));
    if (n > 0) std::memcpy(values.data(), from.data(), from.size());
    return values;
  }
  bool done() const { return bytes_.empty(); }
  [[noreturn]] void broken() const {
    throw Error::bad_input("this is no checkpoint of a chain, or it was cut off or changed", where_,
                           "remove the file to begin again");
  }
  std::string_view take(std::size_t n) {
    if (n > bytes_.size()) broken();
    const auto head = bytes_.substr(0, n);
    bytes_.remove_prefix(n);
    return head;
  }

 private:
  std::string_view bytes_;
  const std::string& where_;
};

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
  return sum_of(to.bytes_);
}

void write_checkpoint(const std::string& run, const ChainNumbers& state, const std::vector<float>& kept,
                      const std::function<void(std::span<const std::string_view>)>& to) {
  Writer head;
  head.bytes_ += kMagic;
  head.bytes_ += run;
  for (const auto n : {state.iteration, state.proposed, state.taken}) head.number(n);
  head.number(state.lists.size());
  for (const auto& list : state.lists) head.list(list);
  head.number(kept.size());
  Sha256 sum;
  sum.add(head.bytes_);
  sum.add(raw(kept));
  const auto digits = sum.hex();
  const std::array<std::string_view, 3> pieces{head.bytes_, raw(kept), digits};
  to(pieces);
}

Checkpoint read_checkpoint(std::string_view bytes, const std::string& where) {
  if (bytes.starts_with(kKind) && bytes.size() >= kMagic.size() && !bytes.starts_with(kMagic))
    throw Error::bad_input("another version of blocs wrote this checkpoint, which draws other numbers", where,
                           "remove the file to begin again, or go on with that version");
  const Reader whole(bytes, where);
  if (bytes.size() < kMagic.size() + 2 * kSum || !bytes.starts_with(kMagic)) whole.broken();
  const auto body = bytes.substr(0, bytes.size() - kSum);
  if (sum_of(body) != bytes.substr(body.size())) whole.broken();
  Reader from(body.substr(kMagic.size()), where);
  Checkpoint checkpoint;
  checkpoint.run = from.take(kSum);
  auto& state = checkpoint.state;
  for (auto* n : {&state.iteration, &state.proposed, &state.taken}) *n = from.number();
  for (auto lists = from.number(); lists > 0; --lists) state.lists.push_back(from.list<double>());
  checkpoint.kept = from.list<float>();
  if (!from.done()) from.broken();
  return checkpoint;
}

}  // namespace blocs::inference::ideal
