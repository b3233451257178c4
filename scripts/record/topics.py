"""Topics of votes since 2020, from earlier votes with the same or a like title.

Voeten's issue codes cannot be used as they are for the latest years: from 2019 on his tables give the codes `co` and `ec` just
where they give `di`, and in 2018 `co` on three votes only. There these two say nothing and count neither way. A vote takes a
topic if at least four fifths of the earlier votes with its title have it; where no earlier vote has the same title, votes
with a like one count: at least seven tenths of the words in common. `development` is not derived: the code follows words
("The Arms Trade Treaty"), and on the sample it was right five times of ten.
"""

import re
from fractions import Fraction

TOPICS = {
    "me": "palestine",
    "nu": "non-proliferation",
    "di": "disarmament",
    "co": "colonialism",
    "hr": "human-rights",
    "ec": "development",
}

DERIVED = [topic for topic in TOPICS.values() if topic != "development"]
LIKE = Fraction(7, 10)
SHARE = Fraction(4, 5)
FEWEST = 2  # earlier votes that must bear the title

NOISE = re.compile(r"^a/\d+/\d+ \d+ -|: resolution.*$|\(official [^)]*\)|\bfor (19|20)\d\d\b|\b\d+(st|nd|rd|th)\b|\b(19|20)\d\d\b")
SMALL = set("the of and in on to a an for by with as its their all at united nations un".split())

def spoilt(date):
    """Topics of which Voeten's codes of that day say nothing."""
    if date >= "2019":
        return {"colonialism", "development"}
    return {"colonialism"} if date >= "2018" else set()


def words(title):
    """The words of a title that tell it from others."""
    plain = NOISE.sub(" ", title.lower().replace("follow-up", "followup"))
    return frozenset(word for word in re.findall(r"[a-z]+", plain) if word not in SMALL)


class Titles:
    """Earlier votes by the words of their titles."""

    def __init__(self):
        self.votes = {}  # words -> (topics it has, topics of which nothing is known), one pair a vote
        self.by_word = {}

    def add(self, title, topics, unknown=frozenset()):
        key = words(title)
        if not key:
            return
        if key not in self.votes:
            for word in key:
                self.by_word.setdefault(word, set()).add(key)
        self.votes.setdefault(key, []).append((frozenset(topics), frozenset(unknown)))

    def like(self, title):
        """The earlier votes with this title, else those with a like one."""
        key = words(title)
        if key in self.votes:
            return self.votes[key]
        near = set().union(*(self.by_word.get(word, set()) for word in key)) if key else set()
        near = [other for other in near if Fraction(len(key & other), len(key | other)) >= LIKE]
        return [vote for other in near for vote in self.votes[other]]

    def topics_of(self, title):
        """Topics that at least `SHARE` of them have, in the order of `TOPICS`; none where they are too few."""
        votes = self.like(title)
        found = []
        for topic in DERIVED:
            told = [topic in topics for topics, unknown in votes if topic not in unknown]
            if len(told) >= FEWEST and Fraction(sum(told), len(told)) >= SHARE:
                found.append(topic)
        return found
