#!/usr/bin/env python3
"""Start-up of commands on the shipped casebook: median wall time and largest resident set over several runs.

Usage: bench/startup.py [PROGRAM] [RUNS]     (defaults: build/release/blocs, 15)
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

COMMANDS = [
    "--version",
    "votes agreement CHN RUS --contested",
    "votes vetoes RUS",
    "votes companions CHN,RUS",
    "votes agreement CRINK --body assembly",
    "meetings count RUS PRK --by year",
    "treaties shared RUS PRK",
    "states find Korea",
    "tables",
    "sql 'SELECT count(*) FROM ballot'",
    "check csis",
    "brief CRINK --format json -o {temp}/brief.json",
    "brief CRINK -o {temp}/brief.html",
]


def run_once(program, arguments):
    """Wall seconds and peak resident megabytes of one whole process."""
    start = time.perf_counter()
    child = subprocess.Popen(f"exec {program} {arguments} >/dev/null", shell=True)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"failed: {program} {arguments}")
    return wall, usage.ru_maxrss / 1024


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "build/release/blocs"
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    with tempfile.TemporaryDirectory() as temp:
        print(f"{'command':48}  {'median ms':>9}  {'max ms':>7}  {'peak MB':>7}")
        for command in COMMANDS:
            arguments = command.format(temp=temp)
            run_once(program, arguments)
            results = [run_once(program, arguments) for _ in range(runs)]
            walls = [1000 * wall for wall, _ in results]
            peak = max(memory for _, memory in results)
            name = command.replace("{temp}/", "")
            print(f"{name:48}  {statistics.median(walls):9.0f}  {max(walls):7.0f}  {peak:7.0f}")


if __name__ == "__main__":
    main()
