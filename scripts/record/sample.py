"""How often derived topics are right, on casebook/record/topic_sample.csv.

The sample is 200 of the 323 votes since 2020 whose title is known, drawn by `random.Random(16).sample` from their symbols in
order. Its topics were coded by hand from the titles, by the rules in casebook/record/README.md, before any derived one was
looked at.
"""


def measure(sample, titles):
    """Derived (vote, topic) pairs, those of them that the hand coding has, and all that it has; by topic."""
    counts = {}
    for row in sample:
        by_hand = set(filter(None, row["topics"].split(";")))
        derived = set(titles.topics_of(row["title"]))
        for topic in by_hand | derived:
            count = counts.setdefault(topic, [0, 0, 0])
            count[0] += topic in derived
            count[1] += topic in derived & by_hand
            count[2] += topic in by_hand
    return counts


def precision(counts):
    """The share of derived topics that are right."""
    return sum(right for _, right, _ in counts.values()) / sum(derived for derived, _, _ in counts.values())


def print_precision(counts):
    total = [sum(column) for column in zip(*counts.values())]
    for name, (derived, right, by_hand) in sorted(counts.items()) + [("all", total)]:
        print(f"topic {name}: {right} of {derived} derived are right; {right} of {by_hand} coded by hand are found")
