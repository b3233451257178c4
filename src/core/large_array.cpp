#include "blocs/core/large_array.hpp"

#include <sys/mman.h>

#include <new>

namespace blocs {
namespace {

constexpr std::size_t kLine = 64;
constexpr std::size_t kLargePage = std::size_t{2} << 20;

}  // namespace

LargeArray::LargeArray(std::size_t size) : size_(size) {
  if (size == 0) return;
  if (size > (~std::size_t{0} - kLargePage) / sizeof(double)) throw std::bad_alloc();
  const std::size_t bytes = size * sizeof(double);
  const std::size_t unit = bytes < kLargePage ? kLine : kLargePage;
  const std::size_t whole = (bytes + unit - 1) / unit * unit;
  numbers_.reset(static_cast<double*>(std::aligned_alloc(unit, whole)));
  if (!numbers_) throw std::bad_alloc();
  // A system without large pages says no, and hands out small ones.
  if (unit == kLargePage) static_cast<void>(madvise(numbers_.get(), whole, MADV_HUGEPAGE));
}

}  // namespace blocs
