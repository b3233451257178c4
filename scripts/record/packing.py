"""The packed form: a roll call a row, its ballots one letter a state in the order of casebook/record/order.csv."""

from . import tables

NO_SEAT = "."
ASSEMBLY = ["id", "number", "session", "date", "symbol", "draft", "title", "topics", "topic_origin", "kind"]
ASSEMBLY += ["source", "note", "yes", "no", "abstain", "ballots"]
TITLES = ["number", "date", "symbol", "title", "topics", "source"]
COUNCIL = ["id", "number", "date", "symbol", "draft", "title", "kind", "nature", "outcome", "source", "note", "ballots"]
VETOES = ["id", "date", "draft", "meeting", "title", "cast_by", "source", "note"]


def order(votes):
    """The states that cast a ballot or sat in one of the votes, in code order."""
    return sorted({state for vote in votes for state in vote["cast"]})


def packed(columns, votes, states):
    """The text of a packed file. Behind the last state that sat no dots are written."""
    rows = []
    for vote in sorted(votes, key=lambda v: (v["date"], v["id"])):
        row = {column: vote.get(column, "") for column in columns}
        if "ballots" in columns:
            row["ballots"] = "".join(vote["cast"].get(state, NO_SEAT) for state in states).rstrip(NO_SEAT)
        rows.append(row)
    check_ids(rows)
    return tables.text(columns, rows)


def check_ids(rows):
    seen = set()
    for row in rows:
        if row["id"] in seen:
            raise SystemExit("two votes have the id " + row["id"])
        seen.add(row["id"])


def cast(vote, state, letter):
    """A second, different ballot of a state makes both unknown. False if there was one."""
    before = vote["cast"].get(state)
    vote["cast"][state] = letter if before in (None, letter) else "?"
    return before in (None, letter)
