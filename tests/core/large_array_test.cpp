#include "blocs/core/large_array.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <new>

namespace blocs {
namespace {

TEST(LargeArray, HoldsWhatIsWrittenFromFirstToLast) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{1000}, std::size_t{1} << 20}) {
    LargeArray array(size);
    ASSERT_EQ(array.size(), size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(array.data()) % 64, 0U);  // 0 for none: where no numbers are
    for (std::size_t i = 0; i < size; ++i) array.data()[i] = static_cast<double>(i);
    for (std::size_t i = 0; i < size; i += 997) EXPECT_EQ(array.data()[i], static_cast<double>(i));
  }
}

TEST(LargeArray, WhatNoMachineHasIsRefused) {
  constexpr auto kMost = std::numeric_limits<std::size_t>::max();
  EXPECT_THROW(LargeArray array(kMost), std::bad_alloc);
}

}  // namespace
}  // namespace blocs
