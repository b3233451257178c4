#!/usr/bin/env python3
"""A scan over all quartets in many processes: median and worst of its time on two threads and on one.

Heap addresses differ from process to process, and with them whether two threads write to one cache line: the
worst start counts, not the best. Usage: bench/scan_starts.py PROGRAM [STARTS]     (default: 30)
"""

import statistics
import subprocess
import sys


def main():
    program = sys.argv[1]
    starts = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    runs = [
        tuple(map(float, subprocess.run([program], check=True, capture_output=True, text=True).stdout.split()))
        for _ in range(starts)
    ]
    print(f"all quartets of 193 states by unanimity, {starts} process starts")
    for name, times in zip(("two threads", "one thread"), zip(*runs)):
        print(f"{name:12} median {statistics.median(times):.4f} s, worst {max(times):.4f} s")


if __name__ == "__main__":
    main()
