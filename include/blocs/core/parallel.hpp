#pragma once

#include <cstddef>
#include <functional>

namespace blocs {

/// Calls `work(index, worker)` for every index below `count`, on `threads` threads (0: one a core). Indices
/// are handed out as threads become free; `worker` is below the number of threads and no two calls share it
/// at one time, so that each worker can keep sums of its own. Results must not depend on which worker did
/// what: add up whole numbers, or keep results by index. An exception stops the hand-out; that of the lowest
/// index is thrown to the caller, whatever the number of threads.
void parallel_for(std::size_t count, std::size_t threads,
                  const std::function<void(std::size_t index, std::size_t worker)>& work);

/// How many workers `parallel_for` will use.
std::size_t worker_count(std::size_t count, std::size_t threads);

}  // namespace blocs
