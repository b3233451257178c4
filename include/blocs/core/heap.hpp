#pragma once

namespace blocs {

/// Takes memory for the heap in large steps, and keeps it: once, before anything else.
void take_heap_in_large_steps();

/// Asks the system to hold the calling thread's heap in large pages, which cost far less to hand out than as
/// many small ones: once a thread. Where the system has none, nothing changes.
void ask_for_large_pages();

}  // namespace blocs
