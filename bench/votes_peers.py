"""The same work in numpy: pairs of all sessions under five rules, and the bootstrap of a decade.

python3 votes_peers.py DATA [REPLICATES]; prints one line of JSON per task, as votes_bench. The bootstrap runs fewer
replicates than blocs does and is scaled up; the line says so.
"""

import csv
import gzip
import json
import sys
import time
from pathlib import Path

import numpy as np


def read(folder, name):
    packed = folder / f"{name}.csv.gz"
    if packed.exists():
        return csv.DictReader(gzip.open(packed, "rt", encoding="utf-8", errors="replace"))
    return csv.DictReader(open(folder / f"{name}.csv", encoding="utf-8", errors="replace"))


folder = Path(sys.argv[1])
replicates = int(sys.argv[2]) if len(sys.argv) > 2 else 20
session_of = {row["rcid"]: int(row["session"]) for row in read(folder, "unga_1946_2019_roll_calls")}
rcids, states, cells = {}, {}, []
codes = {"yes": 1, "abstain": 2, "no": 3}
for row in read(folder, "unga_1946_2019_ballots"):
    call = rcids.setdefault(row["rcid"], len(rcids))
    state = states.setdefault(row["country_code"] or row["country"], len(states))
    cells.append((call, state, codes[row["vote"]]))
votes = np.zeros((len(rcids), len(states)), dtype=np.int8)
for call, state, code in cells:
    votes[call, state] = code
session = np.array([session_of[r] for r in rcids])


def five_rules():
    total = 0.0
    for s in np.unique(session):
        v = votes[session == s]
        y, a, n = ((v == k).astype(np.float32) for k in (1, 2, 3))
        yy, aa, nn = y.T @ y, a.T @ a, n.T @ n
        half = y.T @ a + a.T @ y + n.T @ a + a.T @ n
        far = y.T @ n + n.T @ y
        same = yy + aa + nn
        common = same + half + far
        upper = np.triu_indices(common.shape[0], 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            for m in (same / common, (same + half / 2) / common, (yy + nn) / (yy + nn + far),
                      1 - (half + 2 * far) / common, 1 - (half + 4 * far) / (2 * common)):
                total += np.nansum(m[upper].astype(np.float64))
    return total


def bootstrap():
    v = votes[(session >= 65) & (session <= 74)]
    v = v[:, (v > 0).any(axis=0)]
    y, a, n = ((v == k).astype(np.float32) for k in (1, 2, 3))
    here = y + a + n
    random = np.random.default_rng(1)
    upper = np.triu_indices(v.shape[1], 1)
    total = 0.0
    for _ in range(replicates):
        w = np.bincount(random.integers(0, len(v), len(v)), minlength=len(v)).astype(np.float32)[:, None]
        yw, nw = y * w, n * w
        decided = yw.T @ y + nw.T @ n
        same = decided + (a * w).T @ a
        far = yw.T @ n
        far = far + far.T
        common = (here * w).T @ here
        half = common - same - far
        with np.errstate(divide="ignore", invalid="ignore"):
            for m in (same / common, (same + half / 2) / common, decided / (decided + far),
                      1 - (half + 2 * far) / common, 1 - (half + 4 * far) / (2 * common)):
                total += np.nansum(m[upper].astype(np.float64))
    return total / replicates


def timed(runs, work):
    best, result = 1e300, 0.0
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


for task, runs, work, scale in (("all pairs, all sessions, five rules", 3, five_rules, 1),
                                ("bootstrap of a decade, five rules, 1000 replicates", 1, bootstrap, 1000 / replicates)):
    seconds, result = timed(runs, work)
    print(json.dumps({"task": task, "seconds": seconds * scale, "result": result,
                      **({"scaled_from_replicates": replicates} if scale != 1 else {})}), flush=True)
