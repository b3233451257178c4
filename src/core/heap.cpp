#include "blocs/core/heap.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

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

void advise(std::uintptr_t from, std::uintptr_t to) {
  from = (from + kPage - 1) / kPage * kPage;
  if (from < to) static_cast<void>(madvise(reinterpret_cast<void*>(from), to - from, MADV_HUGEPAGE));
}

}  // namespace
#endif

void take_heap_in_large_steps() {
#ifdef BLOCS_GLIBC_HEAP
  const auto start = reinterpret_cast<std::uintptr_t>(sbrk(0));
  mallopt(M_TOP_PAD, 4 * kStep);
  mallopt(M_TRIM_THRESHOLD, 16 * kStep);
  mallopt(M_MMAP_THRESHOLD, 2 * kStep);
  void* volatile grown = std::malloc(kStep);  // volatile: else both calls are optimised away
  std::free(grown);
  advise(start - kPage, reinterpret_cast<std::uintptr_t>(sbrk(0)));
  mallopt(M_TOP_PAD, kStep);
#endif
}

void ask_for_large_pages() {
#ifdef BLOCS_GLIBC_HEAP
  void* volatile somewhere = std::malloc(1);
  const auto heap = reinterpret_cast<std::uintptr_t>(somewhere) / kThreadHeap * kThreadHeap;
  advise(heap, heap + kThreadHeap);
  std::free(somewhere);
#endif
}

}  // namespace blocs
