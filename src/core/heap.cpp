#include "blocs/core/heap.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BLOCS_SANITIZED_HEAP
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define BLOCS_SANITIZED_HEAP
#endif
#if defined(__GLIBC__) && !defined(BLOCS_SANITIZED_HEAP)
#define BLOCS_GLIBC_HEAP
#endif

namespace blocs {
#ifdef BLOCS_GLIBC_HEAP
namespace {

constexpr std::uintptr_t kPage = std::uintptr_t{2} << 20;  // a large one

// The C library gives each thread but the first a heap of this size, at a multiple of it. If another one does
// otherwise, advice goes astray, which does no harm.
constexpr std::uintptr_t kThreadHeap = std::uintptr_t{64} << 20;

constexpr int kStep = 16 << 20;

/// How far a place in memory lies behind the last multiple of `unit`.
std::uintptr_t behind(const char* place, std::uintptr_t unit) {
  return reinterpret_cast<std::uintptr_t>(place) % unit;
}

/// From the large page that `from` lies in.
void advise(char* from, const char* to) {
  from -= behind(from, kPage);
  if (from < to) static_cast<void>(madvise(from, static_cast<std::size_t>(to - from), MADV_HUGEPAGE));
}

}  // namespace
#endif

void take_heap_in_large_steps() {
#ifdef BLOCS_GLIBC_HEAP
  auto* start = static_cast<char*>(sbrk(0));
  mallopt(M_TOP_PAD, 4 * kStep);
  mallopt(M_TRIM_THRESHOLD, 16 * kStep);
  mallopt(M_MMAP_THRESHOLD, 2 * kStep);
  void* volatile grown = std::malloc(kStep);  // volatile: else both calls are optimised away
  std::free(grown);
  advise(start, static_cast<const char*>(sbrk(0)));
  mallopt(M_TOP_PAD, kStep);
#endif
}

void ask_for_large_pages() {
#ifdef BLOCS_GLIBC_HEAP
  void* volatile anything = std::malloc(1);  // volatile: as above
  auto* somewhere = static_cast<char*>(anything);
  if (somewhere == nullptr) return;
  char* heap = somewhere - behind(somewhere, kThreadHeap);
  advise(heap, heap + kThreadHeap);
  std::free(anything);
#endif
}

}  // namespace blocs
