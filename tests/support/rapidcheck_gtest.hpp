#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <utility>

namespace blocs::test {

/// Runs a property as part of a GoogleTest; a counterexample is printed and fails the test.
template <typename Property>
void holds(const char* what, Property&& property) {
  EXPECT_TRUE(rc::check(what, std::forward<Property>(property)));
}

}  // namespace blocs::test
