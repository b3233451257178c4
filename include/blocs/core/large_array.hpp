#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>

namespace blocs {

/// Room for `size` numbers, in large pages where it is worth them and the system has them: handing out small
/// pages one by one can take longer than the work that is done in them. The numbers are not set to anything.
/// Throws std::bad_alloc.
class LargeArray {
 public:
  LargeArray() = default;
  explicit LargeArray(std::size_t size);

  double* data() { return numbers_.get(); }
  const double* data() const { return numbers_.get(); }
  std::size_t size() const { return size_; }

 private:
  struct Free {
    void operator()(double* numbers) const { std::free(numbers); }
  };
  std::unique_ptr<double[], Free> numbers_;
  std::size_t size_ = 0;
};

}  // namespace blocs
