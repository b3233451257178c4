"""The fast estimator's peer: the same model (docs/ideal-points.md, forward walk) by plain EM with Gaussian augmentation in
numpy, on the tables that ideal_bench writes. A line of JSON as ideal_bench; the normal distribution function is scipy's.

  /usr/bin/python3 ideal_peers.py WORK [ROUNDS]     ROUNDS: stop after so many (default 150) and scale to 1e-6
"""

import json
import resource
import sys
import time

import numpy as np
from scipy.special import ndtr

work, most = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 150
place, item, choice = np.loadtxt(f"{work}/ballots.csv", delimiter=",", skiprows=1, dtype=np.int64).T.copy()
table = np.loadtxt(f"{work}/places.csv", delimiter=",", skiprows=1)
state, before, after, step = table[:, 0].astype(int), table[:, 2].astype(int), table[:, 3].astype(int), table[:, 4]
ours = np.loadtxt(f"{work}/items.csv", delimiter=",", skiprows=1)
two = ours[:, 0] == 2
places, items = len(state), len(two)
near = np.where(before >= 0, before, after)
firm = np.where(before >= 0, 1 / np.where(before >= 0, step, 1), np.where(after >= 0, 1 / step[after], 1 / 4))
lowest, highest = choice == 0, choice == np.where(two, 2, 1)[item]


def density(x):
    return np.exp(-x * x / 2) / np.sqrt(2 * np.pi)


def sides(theta, beta, cut1, cut2):
    """Distance of each latent answer's bounds from its mean, and the chance of what was chosen."""
    u = beta[item] * theta[place]
    low = np.where(lowest, -np.inf, np.where(highest & two[item], cut2[item], cut1[item])) - u
    high = np.where(highest, np.inf, np.where(lowest, cut1[item], cut2[item])) - u
    right = low > 0
    chance = np.maximum(ndtr(np.where(right, -low, high)) - ndtr(np.where(right, -high, low)), 1e-300)
    return u, low, high, chance


def start():
    """Cutpoints from shares; one component of the ballots over all sessions, by alternating regressions."""
    counts = [np.bincount(item[rows], minlength=items) for rows in (lowest, highest)]
    all_ = np.bincount(item, minlength=items)
    quantile = lambda p: np.log(p / (1 - p)) / 1.702
    cut1 = quantile(np.clip(counts[0] / all_, 0.002, 0.998))
    cut2 = np.maximum(cut1 + 1e-3, quantile(np.clip(1 - counts[1] / all_, 0.002, 0.998)))
    y = highest * 1.0 - lowest - ((counts[1] - counts[0]) / all_)[item]
    loading = np.zeros(items)
    loading[np.argmax(np.minimum(*counts))] = 1
    for _ in range(40):
        who, weight = state[place], loading[item]
        score = np.bincount(who, y * weight) / (1e-3 + np.bincount(who, weight**2))
        score /= np.sqrt((score**2).mean())
        loading = np.bincount(item, y * score[who]) / (1e-9 + np.bincount(item, score[who] ** 2))
    theta = np.clip(score, -3, 3)[state]
    return (theta - theta.mean()) / theta.std(), loading, cut1, np.where(two, cut2, cut1)


def em_round(theta, beta, cut1, cut2):
    u, low, high, chance = sides(theta, beta, cut1, cut2)
    answer = u + (density(low) - density(high)) / chance
    weight = beta[item]
    precision = np.bincount(place, weight**2) + firm
    pull = np.bincount(place, weight * answer) + firm * np.where(near >= 0, theta[near], 0)
    theta = pull / precision
    theta = (theta - theta.mean()) / theta.std()  # items stay, as published: they follow below
    u, low, high, chance = sides(theta, beta, cut1, cut2)
    answer = u + (density(low) - density(high)) / chance
    at = theta[place]
    beta = np.bincount(item, at * answer) / (1 + np.bincount(item, at * at))
    # Cutpoints: a Newton step of the chances themselves.
    u, low, high, chance = sides(theta, beta, cut1, cut2)
    a, b = density(low) / chance, density(high) / chance
    da = np.where(np.isfinite(low), -low, 0) * a + a * a  # minus the second derivatives
    db = np.where(np.isfinite(high), high, 0) * b + b * b
    is1, is2 = lowest, highest & two[item]  # the bound that a choice at an end has
    single = highest & ~two[item]
    middle = ~lowest & ~highest
    total = lambda rows, x: np.bincount(item[rows], x[rows], minlength=items)
    g1 = total(is1, b) - total(single, a) - total(middle, a)
    g2 = total(middle, b) - total(is2, a)
    h11 = total(is1, db) + total(single, da) + total(middle, da)
    h22 = total(middle, db) + total(is2, da)
    h12 = np.where(two, -total(middle, a * b), 0)
    h22 = np.where(two, h22, 1)
    det = h11 * h22 - h12 * h12
    step1, step2 = (h22 * g1 - h12 * g2) / det, (h11 * g2 - h12 * g1) / det
    share = np.where(two, np.minimum(1, 0.9 * (cut2 - cut1) / np.maximum(step1 - step2, 1e-12)), 1)
    cut1 = cut1 + share * step1
    return theta, beta, cut1, np.where(two, cut2 + share * step2, cut1)


begin, cpu = time.perf_counter(), time.process_time()
at = start()
set_up = time.perf_counter() - begin
changes = []
while len(changes) < most and (not changes or changes[-1] > 1e-6):
    last = at[0]
    at = em_round(*at)
    changes.append(np.abs(at[0] - last).max())
seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
a_round = (seconds - set_up) / len(changes)
note = f"{a_round:.3f} s a round, {len(changes)} rounds, last change {changes[-1]:.2g}"
if changes[-1] > 1e-6 and changes[-1] < changes[len(changes) // 2]:  # the change falls by an even share from round to round
    tail = changes[len(changes) // 2 :]
    rate = np.exp((np.log(tail[-1]) - np.log(tail[0])) / (len(tail) - 1))
    rounds = len(changes) + np.log(1e-6 / changes[-1]) / np.log(rate)
    note += f", falling by {100 * (1 - rate):.1f} % a round: scaled to the {rounds:.0f} rounds that 1e-6 would take at that rate, at the least: later changes fall more slowly"
    seconds, cpu = (x * rounds / len(changes) for x in (seconds, cpu))
mode = table[:, 5]
note += f"; points correlate {np.corrcoef(at[0], mode)[0, 1]:.5f} with blocs', largest difference {np.abs(at[0] * np.sign(at[0] @ mode) - mode).max():.4f}"
there = (mode, ours[:, 1], ours[:, 2], ours[:, 3])
log_likelihood = lambda point: float(np.log(sides(*point)[3]).sum())
note += f"; log likelihood {log_likelihood(at):.1f}; result: at blocs' point"
note += f"; a round from there moves a point by {np.abs(em_round(*there)[0] - mode).max():.1g} at most"
print(json.dumps({"task": "fast estimator to 1e-6, whole record", "seconds": seconds, "cpu": cpu, "result": log_likelihood(there),
                  "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "note": note}))
