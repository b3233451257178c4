"""The log-likelihood of a Hawkes process and its slope as plain Python loops, by the same recursion: what a script
would do. Reads events as `time,kind` and checks the value against the one given.

    hawkes_peer.py EVENTS.csv LINES.jsonl        (the lines that hawkes_bench printed; the first is the likelihood)
"""

import json
import math
import sys
import time

MU = [0.3, 0.2, 0.25]
A = [[0.3, 0.1, 0.1], [0.1, 0.3, 0.1], [0.1, 0.1, 0.3]]
B = 0.4
TO = 30000.0


def likelihood(events):
    d = len(MU)
    echo, by_decay = [0.0] * d, [0.0] * d
    g_mu, g_a, g_b = [-TO] * d, [[0.0] * d for _ in range(d)], 0.0
    total, before = -sum(MU) * TO, 0.0
    for t, i in events:
        step = t - before
        fade = math.exp(-B * step)
        for j in range(d):
            by_decay[j] = fade * (by_decay[j] - step * echo[j])
            echo[j] *= fade
        rate = MU[i] + B * sum(A[i][j] * echo[j] for j in range(d))
        total += math.log(rate)
        g_mu[i] += 1 / rate
        for j in range(d):
            g_a[i][j] += B * echo[j] / rate
            g_b += A[i][j] * (echo[j] + B * by_decay[j]) / rate
        echo[i] += 1
        before = t
        rest = TO - t
        fade = math.exp(-B * rest)
        children = sum(A[k][i] for k in range(d))
        total -= children * (1 - fade)
        g_b -= children * rest * fade
        for k in range(d):
            g_a[k][i] -= 1 - fade
    return total, g_b


blocs = json.loads(open(sys.argv[2], encoding="utf-8").readline())
events = []
for line in open(sys.argv[1], encoding="utf-8"):
    when, kind = line.split(",")
    events.append((float(when), int(kind)))
start = time.perf_counter()
value, slope = likelihood(events)
seconds = time.perf_counter() - start
assert abs(value - blocs["value"]) < 1e-4 * abs(value), (value, blocs["value"])
assert abs(slope - blocs["slope"]) < 1e-3 * max(1, abs(slope)), (slope, blocs["slope"])
print(f"hawkes likelihood and slope, {len(events)} events: Python {seconds:.4f} s, blocs {blocs['seconds']:.6f} s, "
      f"{seconds / blocs['seconds']:.0f} x")
