"""General Assembly: Voeten's tables to June 2024, what else is known of votes since 2020, and the year 2025."""

from . import packing, tables
from .topics import TOPICS, Titles, spoilt

TO_2019 = "unga-votes-1946-2019"
TO_2024 = "unga-votes-2020-2024"
UNDL_TO_2024 = "unga-symbols-2020-2024"
YEAR_2025 = "unga-votes-2025"

WORDS = {"yes": "y", "no": "n", "abstain": "a"}
CODES = {"1": "y", "2": "a", "3": "n", "8": "x"}
LETTERS = {"Y": "y", "N": "n", "A": "a", "X": "x"}
LAST_OF_MATRIX = "2024-06-04"
WORKED_OUT = "session worked out from the date; may be an amendment or paragraph"


def session_on(day):
    """The regular session on a day: session n opens in September of 1945 + n."""
    year, month = int(day[:4]), int(day[5:7])
    return str(max(1, year - 1945 if month >= 9 else year - 1946))


def session_of(symbol, day):
    parts = symbol.split("/")
    return parts[2] if len(parts) >= 4 and parts[0] == "A" else session_on(day)


def symbol_of(reference):
    """`R/45/16` is A/RES/45/16 from session 31 on; before it the numbers are not those of resolutions."""
    parts = reference.split("/")
    if reference.startswith("A/RES/"):
        return reference
    if len(parts) < 3 or parts[0] != "R" or int(parts[1]) < 31:
        return ""
    return "A/RES/" + reference[2:]


def topics_to_2019(row):
    return [topic for code, topic in TOPICS.items() if code in row["issues"].split(";")]


def roll_call_to_2019(row):
    kind = "paragraph" if row["para"] == "1" else "amendment" if row["amend"] == "1" else "draft"
    topics = sorted(topics_to_2019(row), key=list_order(row))
    return {
        "number": "rcid:" + row["rcid"],
        "session": row["session"],
        "date": row["date"],
        "symbol": symbol_of(row["unres"]) if kind == "draft" else "",
        "draft": row["unres"],
        "title": tables.short(row["short"] or row["descr"]),
        "topics": ";".join(topics),
        "topic_origin": "given" if topics else "",
        "kind": kind,
        "source": TO_2019,
        "note": "may be an amendment or paragraph" if row["amend"] == row["para"] == "" else "",
        "cast": {},
    }


def list_order(row):
    """Topics stand in the order in which the table lists their codes."""
    codes = row["issues"].split(";")
    by_topic = {topic: codes.index(code) for code, topic in TOPICS.items() if code in codes}
    return by_topic.get


def roll_call_since_2020(row):
    """From the matrix. Of its topics those that say something: see topics.py."""
    topics = [TOPICS[code] for code in ("me", "nu", "di", "hr") if row[code] == "TRUE"]
    return {
        "number": "rcid:" + row["rcid"],
        "session": session_on(row["date"]),
        "date": row["date"],
        "topics": ";".join(topics),
        "topic_origin": "given" if topics else "",
        "kind": "draft",
        "source": TO_2024,
        "note": WORKED_OUT,
        "cast": {},
    }


def name(votes):
    """Whole texts are called by their symbol, alone where it is used once, else with the number; others by the number."""
    uses, numbers = {}, {}
    for vote in votes:
        uses[vote.get("symbol", "")] = uses.get(vote.get("symbol", ""), 0) + 1
    for vote in votes:
        symbol, number = vote.get("symbol", ""), vote["number"]
        vote["id"] = number if not symbol else symbol if uses[symbol] == 1 else symbol + " " + number
        if vote["id"] in numbers:  # a number that the publisher used again
            vote["id"] += " " + vote["date"]
        numbers[vote["id"]] = vote


class Voeten:
    """The votes of 1946 to June 2024, and how the two tables differ."""

    def __init__(self, data, seats):
        self.seats = seats
        self.no_member, self.doubles, self.differ, self.filled = [], [], [], 0
        calls = tables.read(data / "unga_1946_2019_roll_calls.csv.gz")
        self.matrix = tables.read(data / "unga_1946_2024_matrix.csv.gz")
        self.votes = [roll_call_to_2019(row) for row in calls]
        by_number = {vote["number"]: vote for vote in self.votes}
        for row in tables.read(data / "unga_1946_2019_ballots.csv.gz"):
            self.take(by_number["rcid:" + row["rcid"]], row["country_code"] or row["country"], WORDS[row["vote"]])
        for row in self.matrix:
            vote = by_number.get("rcid:" + row["rcid"])
            if vote is None or vote["date"] != row["date"]:
                vote = roll_call_since_2020(row)
                self.votes.append(vote)
                for column, letter in self.ballots_of(row):
                    self.take(vote, column, letter)
            else:
                self.compare(vote, row)
        name(self.votes)

    @staticmethod
    def ballots_of(row):
        """Codes of states and the letters of their ballots; some columns were written as decimals."""
        cells = [(column, cell.removesuffix(".0")) for column, cell in row.items() if len(column) == 3 and column.isupper()]
        return [(column, CODES[cell]) for column, cell in cells if cell not in ("9", "")]

    def take(self, vote, code, letter):
        state = self.seats.state(code, vote["date"])
        if state is None:
            self.no_member.append((vote["number"], vote["date"], code, letter))
        elif not packing.cast(vote, state, letter):
            self.doubles.append((vote["number"], vote["date"], state))

    def compare(self, vote, row):
        """Absences come from the matrix; a ballot in it that the long form lacks, or has otherwise, is a difference."""
        told = {}
        for column, letter in self.ballots_of(row):
            state = self.seats.state(column, vote["date"])
            # Two columns may stand for one state (YUG and SRB): one that has a ballot goes before an absence.
            if state is not None and told.get(state, "x") == "x":
                told[state] = letter
        for state, letter in sorted(told.items()):
            have = vote["cast"].get(state)
            if have is None and letter == "x":
                vote["cast"][state] = "x"
                self.filled += 1
            elif have != letter and not (have == "?" and letter in "yna"):
                self.differ.append((vote["number"], vote["date"], state, have or "nothing", letter))

    @staticmethod
    def learn_titles(data):
        """Titles of the votes to 2019 with their topics, from which later ones are derived."""
        found = Titles()
        for row in tables.read(data / "unga_1946_2019_roll_calls.csv.gz"):
            if row["para"] != "1" and row["amend"] != "1":
                unknown = spoilt(row["date"])
                found.add(row["descr"] or row["short"], set(topics_to_2019(row)) - unknown, unknown)
        return found


def long_form(data, file):
    """The roll calls of a long form, in its order, each with the codes and letters of its ballots."""
    calls = {}
    for row in tables.read(data / file):
        call = calls.setdefault((row["symbol"], row["date"], row.get("rcid", "")), (row, []))
        call[1].append((row["iso3"], row["vote"]))
    return list(calls.values())


def matching(row, ballots, votes):
    """The vote of the same day that differs on the fewest ballots, if on at most five; without a number to go by."""
    letters = {state: LETTERS[vote] for state, vote in ballots}
    near = sorted(
        (sum(letters.get(state, "x") != letter for state, letter in vote["cast"].items()), vote["number"])
        for vote in votes
        if vote["date"] == row["date"]
    )
    return near[0][1] if near and near[0][0] <= 5 else None


def symbols_since_2020(data, voeten, titles):
    """Symbols and titles of votes that Voeten's matrix has without them; and the votes that it does not have."""
    named, others = [], []
    later = [vote for vote in voeten.votes if vote["source"] == TO_2024]
    for row, ballots in long_form(data, "unga_2020_2024.csv.gz"):
        if row["date"] > LAST_OF_MATRIX or not row["symbol"].startswith("A/"):
            continue
        title = tables.short(row["title"].split(" (official")[0])
        topics = ";".join(titles.topics_of(title))
        number = "rcid:" + row["rcid"] if row["rcid"] else matching(row, ballots, later)
        if number:
            named.append({"number": number, "date": row["date"], "symbol": row["symbol"], "title": title,
                          "topics": topics, "source": UNDL_TO_2024})
        else:
            others.append(long_form_vote(row, ballots, title, topics, UNDL_TO_2024, voeten.seats))
    return named, others


def long_form_vote(row, ballots, title, topics, source, seats):
    vote = {
        "id": row["symbol"],
        "number": row["symbol"],
        "session": session_of(row["symbol"], row["date"]),
        "date": row["date"],
        "symbol": row["symbol"] if row["symbol"].startswith("A/RES/") else "",
        "title": title,
        "topics": topics,
        "topic_origin": "derived" if topics else "",
        "kind": "draft",
        "source": source,
        "note": "",
        "cast": {},
    }
    for code, letter in ballots:
        state = seats.state(code, row["date"])
        if state is None or not packing.cast(vote, state, LETTERS[letter]):
            raise SystemExit(f"{row['symbol']}: {code} has no seat or two ballots")
    return vote


def year_2025(data, titles, seats):
    """All votes from 2025-02-24 to 2025-12-18; ballots that do not give the published totals stop the build."""
    votes = []
    for row, ballots in long_form(data, "unga_2025.csv.gz"):
        title = tables.short(row["title"])
        vote = long_form_vote(row, ballots, title, ";".join(titles.topics_of(title)), YEAR_2025, seats)
        for column, letter in (("yes", "y"), ("no", "n"), ("abstain", "a")):
            vote[column] = row["total_" + column]
            if list(vote["cast"].values()).count(letter) != int(vote[column]):
                raise SystemExit(f"{vote['id']}: the ballots do not give the published total of {column}")
        votes.append(vote)
    return votes
