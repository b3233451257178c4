"""The null model of meetings as a plain Python loop, beside blocs in the same run.

python3 meeting_nulls_peer.py PROGRAM MEETINGS.csv [DRAWS [OWN_DRAWS]]

Meetings among the five states that the table follows, complete lists, any frame but being at one event. The loop draws
OWN_DRAWS tables (default 400) on one core and is scaled up to DRAWS (default 100,000); its line says so. Both must come to
the same mean number of meetings of three states of the group, within what so few draws allow.
"""

import csv
import json
import random
import subprocess
import sys
import tempfile
import time

program, table = sys.argv[1], sys.argv[2]
draws = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
own = int(sys.argv[4]) if len(sys.argv) > 4 else 400
states = ["BLR", "CHN", "IRN", "PRK", "RUS"]
meetings = []
for row in csv.DictReader(open(table, encoding="utf-8")):
    who = [part.split(":")[0] for part in row["participants"].split(";")]
    if row["participants_complete"] == "yes" and row["frame"] != "co_attendance" and set(who) <= set(states):
        meetings.append({states.index(s) for s in who})
seats = [(m, s) for m, members in enumerate(meetings) for s in sorted(members)]

with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
    file.writelines(f"{m} {s}\n" for m, s in seats)
    file.flush()
    blocs = json.loads(subprocess.run([program, file.name, str(draws)], check=True, capture_output=True, text=True).stdout)

group = {1, 2, 3, 4}
generator = random.Random(1)


def step():
    i, j = generator.randrange(len(seats)), generator.randrange(len(seats))
    (a, s), (b, t) = seats[i], seats[j]
    if a == b or s == t or t in meetings[a] or s in meetings[b]:
        return
    meetings[a].remove(s), meetings[a].add(t)
    meetings[b].remove(t), meetings[b].add(s)
    seats[i], seats[j] = (a, t), (b, s)


start = time.perf_counter()
for _ in range(50 * len(seats)):
    step()
total = 0
for _ in range(own):
    for _ in range(len(seats)):
        step()
    total += sum(len(members) == 3 and members <= group for members in meetings)
took = (time.perf_counter() - start) * draws / own
print(f"{len(meetings)} meetings, {len(seats)} seats, {draws} draws")
print(f"blocs        {blocs['seconds']:9.2f} s   mean {blocs['mean']:.3f}")
print(f"plain Python {took:9.2f} s   mean {total / own:.3f}   (scaled up from {own} draws)")
print(f"ratio        {took / blocs['seconds']:9.1f}")
