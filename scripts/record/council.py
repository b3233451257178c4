"""Security Council: every vote with its ballots since 2004, and before that who vetoed what."""

import datetime

from . import packing, tables

SINCE_2004 = "unsc-votes-2004-2026"
VETOES = "unsc-vetoes-1946-2003"
FIRST = "2004-01-01"
LETTERS = {"Y": "y", "N": "n", "A": "a", "X": "x"}
PERMANENT = {"CHN", "FRA", "GBR", "RUS", "USA"}
TWO_BALLOTS = "the source gives {} two different ballots, which are taken as unknown"
NO_VOTE = ("by acclamation", "by consensus")


def designation(row):
    """Resolution symbol without year, else the draft's; for amendments without a symbol of their own see `oral`."""
    if row["symbol"].startswith("S/RES/"):
        return row["symbol"].split(" ")[0]
    if row["symbol"].startswith("Oral"):
        return row["symbol"]
    return row["symbol"].replace(" as orally revised", "").replace(" (amendment)", "/amendment").replace(" amendment", "/amendment")


def oral(votes):
    """Oral amendments bear no symbol: they are called by their day and counted."""
    count = {}
    for vote in votes:
        if vote["id"].startswith("Oral amendment"):
            count[vote["date"]] = count.get(vote["date"], 0) + 1
            vote["id"] = f"S/oral-amendment/{vote['date']}/{count[vote['date']]}"
            vote["draft"] = ""


def number_of(row):
    """What `blocs import` calls a roll call of the published table."""
    draft = "" if row["draft"] == "nan" else row["draft"]
    return " ".join([row["date"]] + [name for name in dict.fromkeys((draft, row["symbol"])) if name])


def roll_call(row):
    name = designation(row)
    adopted = name.startswith("S/RES/")
    draft = row["draft"] if row["draft"] != "nan" else ""
    draft = draft.replace("s/20", "S/20").split(" ")[0] if draft.lower().startswith("s/") else draft
    return {
        "id": name,
        "number": number_of(row),
        "date": row["date"],
        "symbol": name if adopted and row["kind"] == "draft" else "",
        "draft": draft,
        "title": tables.short(row["agenda"].rstrip("/")),
        "kind": row["kind"],
        "nature": "substantive",
        "outcome": row["outcome"],
        "source": SINCE_2004,
        "note": "",
        "cast": {},
    }


def key_of(row):
    return (row["symbol"], row["date"], row["draft"], row["kind"], row["outcome"])


def read_votes(path, first):
    """Votes of one table in its order, each with the rows of its ballots."""
    votes = {}
    for row in tables.read(path):
        if row["date"] >= first:
            votes.setdefault(key_of(row), (row, []))[1].append((row["member"], row["vote"]))
    return votes


def compare_tables(whole, recent):
    """The two tables overlap from 2022-01-27 on and must say the same."""
    first = min(key[1] for key in recent)
    late = {key: value for key, value in whole.items() if key[1] >= first}
    if late.keys() != recent.keys():
        raise SystemExit("the two tables of Council votes do not hold the same votes since " + first)
    return [key for key in late if sorted(late[key][1]) != sorted(recent[key][1])]


def since_2004(data, corrections):
    whole = read_votes(data / "unsc_1994_2025.csv.gz", FIRST)
    differ = compare_tables(whole, read_votes(data / "unsc_2022_2026.csv", FIRST))
    if differ:
        raise SystemExit("ballots differ between the two tables of Council votes: " + str(differ[:3]))
    votes = []
    for row, ballots in whole.values():
        vote = roll_call(row)
        notes = []
        for member, letter in ballots:
            if not packing.cast(vote, member, LETTERS[letter]):
                notes.append(TWO_BALLOTS.format(member))
        if any(word in row["outcome_text"] for word in NO_VOTE):
            vote["cast"] = {}
            notes.append("adopted without a vote (" + row["outcome_text"].lower() + ")")
        vote["note"] = "; ".join(notes)
        votes.append(vote)
    oral(votes)
    for vote in votes:
        corrections.apply(vote)
    corrections.finish()
    check(votes)
    return votes


def check(votes):
    """Resolutions follow their numbers in time, fifteen members sat, and Article 27 gives the outcome."""
    last = ("", "")
    numbered = [vote for vote in votes if vote["symbol"]]
    for vote in sorted(numbered, key=lambda v: int(v["symbol"].split("/")[2])):
        if vote["date"] < last[0]:
            raise SystemExit(f"{vote['id']} of {vote['date']} stands behind {last[1]} of {last[0]}")
        last = (vote["date"], vote["id"])
    for vote in votes:
        cast = vote["cast"]
        if not cast:
            continue
        if len(cast) != 15:
            raise SystemExit(f"{vote['id']}: {len(cast)} members, not 15")
        known, unknown = list(cast.values()).count("y"), list(cast.values()).count("?")
        veto = vote["nature"] == "substantive" and any(cast.get(state) == "n" for state in PERMANENT)
        most = "failed" if known + unknown < 9 else "vetoed" if veto else "adopted"
        least = "failed" if known < 9 else most
        if vote["outcome"] not in (most, least):
            raise SystemExit(f"{vote['id']}: by Article 27 its ballots make it {most}, not {vote['outcome']}")


def iso(day):
    """2/16/1946 as 1946-02-16."""
    month, date, year = map(int, day.split("/"))
    return datetime.date(year, month, date).isoformat()


def caster(name, day):
    if name == "China":
        return "TWN" if day <= "1971-10-25" else "CHN"
    return {"USSR": "RUS", "Russia": "RUS", "UK": "GBR", "USA": "USA", "France": "FRA"}[name]


def vetoes(data, votes, corrections):
    """Vetoes before 2004; later ones must be among the votes, with the same casters."""
    found, uses = [], {}
    vetoed = {vote["draft"]: vote for vote in votes if vote["outcome"] == "vetoed"}
    for row in tables.read(data / "unsc_vetoes_1946_2022.csv"):
        day = iso(row["date"])
        cast = sorted(caster(row[column], day) for column in ("member_veto1", "member_veto2", "member_veto3") if row[column])
        if day >= FIRST:
            vote = vetoed[row["draft"]]
            if vote["date"] != day or cast != sorted(s for s in PERMANENT if vote["cast"].get(s) == "n"):
                raise SystemExit(f"the veto of {row['draft']} stands otherwise among the Council's votes")
            continue
        uses[row["draft"]] = uses.get(row["draft"], 0) + 1
        veto = {
            "id": row["draft"] if uses[row["draft"]] == 1 else f"{row['draft']} {uses[row['draft']]}",
            "date": day,
            "draft": "" if row["draft"].startswith("S/PV.") else row["draft"],
            "meeting": row["meeting_record"],
            "title": tables.short(row["agenda_item"]),
            "cast_by": ";".join(cast),
            "source": VETOES,
            "note": "",
            "cast": {},
        }
        found.append(corrections.apply(veto))
    corrections.finish()
    return found
