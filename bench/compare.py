"""Puts the lines of votes_bench and its peers side by side: python3 compare.py OURS PEER=FILE ..."""

import json
import sys


def read(path):
    return {row["task"]: row for row in map(json.loads, filter(None, (line.strip() for line in open(path))))}


ours = read(sys.argv[1])
peers = {name: read(path) for name, path in (word.split("=", 1) for word in sys.argv[2:])}
print(f"{'task':<56}{'blocs, s':>10}{'peer':>14}{'peer, s':>10}{'ratio':>9}  same result")
for task, row in ours.items():
    if row["seconds"] <= 0:
        continue
    held = [(name, rows[task]) for name, rows in peers.items() if task in rows]
    if task.startswith("quartets, mean pairwise"):
        held.append(("plain loop", ours["plain loop, mean pairwise" + (" and unanimity" if "unanimity" in task else "")]))
    for name, peer in held or [("", None)]:
        line = f"{task:<56}{row['seconds']:>10.4f}"
        if peer is not None:
            # A bootstrap draws other samples than its peer: the mean over samples is near, not equal.
            if peer["result"] is None:  # another model: nothing to hold it against
                print(line + f"{name:>14}{peer['seconds']:>10.3f}{peer['seconds'] / row['seconds']:>9.1f}  another model")
                continue
            near = abs(peer["result"] - row["result"]) <= (5e-3 if "bootstrap" in task else 1e-4) * max(1, abs(row["result"]))
            line += f"{name:>14}{peer['seconds']:>10.3f}{peer['seconds'] / row['seconds']:>9.1f}  {'yes' if near else 'no'}"
        print(line)
for name, rows in {"blocs": ours, **peers}.items():
    for task, row in rows.items():
        if "note" in row:
            print(f"{name}, {task}: {row['seconds']:.3f} s, {row['cpu']:.3f} s of processor; {row['note']}")
for task in ("copy of 32 MB, GB read and written a second", "ballot tables, GB touched a second"):
    if task in ours:
        print(f"{task:<56}{ours[task]['result']:>8.1f}")
print(f"most memory: {max(row['peak_mb'] for row in ours.values()):.0f} MB")
