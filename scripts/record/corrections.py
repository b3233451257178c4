"""casebook/record/corrections.csv: what is put right in the published tables, one cell a row, with a source.

`part` is the packed file, `row` the id that the row bears in it before the correction (with its day where the id stands
twice: `S/2020/684 2020-11-07`), `was` what the published table has. A correction whose `was` is not there is an error, so
that none outlives what it was for.
"""

LETTERS = {"yes": "y", "no": "n", "abstain": "a", "absent": "x", "unknown": "?"}


class Corrections:
    def __init__(self, rows, part):
        self.waiting = {}
        for row in rows:
            if row["part"] == part:
                self.waiting.setdefault(row["row"], []).append(row)
        self.part = part

    def apply(self, vote):
        """Puts a vote right in place; its ballots stand in `vote["cast"]` by state."""
        name = vote["id"]
        for key in (name, name + " " + vote["date"]):
            for row in self.waiting.pop(key, []):
                self.put_right(vote, row)
        return vote

    def put_right(self, vote, row):
        column = row["column"]
        if column == "ballots" and row["now"] == "none":
            vote["cast"] = {}
        elif column.startswith("ballot:"):
            state = column.removeprefix("ballot:")
            self.check(row, vote["cast"].get(state, ""), LETTERS.get(row["was"], ""))
            vote["cast"][state] = LETTERS[row["now"]]
        else:
            self.check(row, vote[column], row["was"])
            vote[column] = row["now"]
        if row["note"]:
            vote["note"] = "; ".join(filter(None, [vote["note"], row["note"]]))

    def check(self, row, found, was):
        if found != was:
            raise SystemExit(
                f"corrections.csv: {self.part} {row['row']}: {row['column']} is \"{found}\" in the published table, "
                f"not \"{was}\"; the correction is out of date"
            )

    def finish(self):
        if self.waiting:
            raise SystemExit(f"corrections.csv: {self.part}: no such row: " + ", ".join(sorted(self.waiting)))
