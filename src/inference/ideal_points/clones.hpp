#pragma once

/// Marks a hot function that the compiler makes in several versions, of which the machine's best is taken
/// when the program starts. Not under sanitizers, whose start-up comes too late for the choice.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define BLOCS_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define BLOCS_CLONES
#endif
