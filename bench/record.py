#!/usr/bin/env python3
"""Whole commands on the record that ships: median wall time and largest resident set, beside what they are to reach.

Usage: bench/record.py [PROGRAM] [RUNS]     (defaults: build/release/blocs, 5)

Commands of over ten seconds run once. Peers of the work inside stand in the other tables: the record's votes in `votes.cpp`,
its ideal points in `ideal.cpp`.
"""

import statistics
import sys
import tempfile

from startup import run_once

FIVE = "CHN RUS IRN PRK BLR"
# Command, seconds to reach, megabytes to reach (0: none named).
COMMANDS = [
    ("votes agreement CHN RUS --body assembly", 0.15, 150),
    ("votes cohesion NATO --body assembly", 0.15, 150),
    ("ideal show CHN", 0.5, 0),
    ("ladder CRINK", 0.5, 0),
    ("votes history CRINK", 0.5, 0),
    ("check csis", 0.5, 0),
    ("votes rank BRICS --session 78", 1, 0),
    ("votes rank NATO --session 78", 1, 0),
    ("votes rank EU --session 78 --matched region", 1, 0),
    ("votes rank CRINK --body assembly", 2, 0),
    (f"votes rank {FIVE} --session 78 --exact --no-bounded", 3, 0),
    (f"votes rank {FIVE} CUB --session 78 --exact --no-bounded", 60, 0),
    ("votes rank CRINK --session 78 --interval bootstrap", 60, 0),
    ("brief CRINK -o {temp}/brief.html", 2, 0),
    ("brief BRICS -o {temp}/brief.html", 2, 0),
    ("brief NATO -o {temp}/brief.html", 6, 0),
    ("brief UN -o {temp}/brief.html", 20, 400),
]
LONG = 10  # seconds


def measured(program, arguments, runs):
    """Runs until there are enough; one that takes long stands for all."""
    found = [run_once(program, arguments)]
    while found[0][0] < LONG and len(found) < runs:
        found.append(run_once(program, arguments))
    return found


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "build/release/blocs"
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as temp:
        print(f"{'command':66}  {'median s':>8}  {'max s':>6}  {'reach s':>7}  {'peak MB':>7}  {'reach MB':>8}")
        for command, reach, most in COMMANDS:
            results = measured(program, command.format(temp=temp) + " 2>/dev/null", runs)
            walls = [wall for wall, _ in results]
            peak = max(memory for _, memory in results)
            name = command.replace("{temp}/", "")
            print(
                f"{name:66}  {statistics.median(walls):8.2f}  {max(walls):6.2f}  {reach:7g}  {peak:7.0f}"
                f"  {most or '–':>8}",
                flush=True,
            )


if __name__ == "__main__":
    main()
