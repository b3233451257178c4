"""Which state a code or name of a published table stands for on a day, by the membership in casebook/states.csv."""

TAIPEI_LAST = "1971-10-25"  # resolution 2758 (XXVI)

# What tables call states, where it is no code of ours.
ALIASES = {
    "SUN": "RUS",
    "Federal Republic of Germany": "DEU",
    "Yemen Arab Republic": "YAR",
    "Zanzibar": "ZAN",
    "Namibia": "NAM",
}
# Two-letter codes that ISO has given up.
FORMER_ISO2 = {"YU": "YUG", "CS": "CSK", "YD": "YMD", "DD": "DDR", "SU": "RUS"}
# States that a code stood for one after the other.
LINES = {
    "YEM": ("YAR", "YEM"),
    "YAR": ("YAR", "YEM"),
    "CZE": ("CSK", "CZE"),
    "YUG": ("YUG", "SRB"),
    "SRB": ("YUG", "SRB"),
    "CHN": ("TWN", "CHN"),
}


class Seats:
    def __init__(self, states, codes):
        """`states`: rows of casebook/states.csv; `codes`: rows with iso2c and iso3c."""
        self.spans = {row["state"]: self.span(row) for row in states}
        self.iso2 = {row["iso2c"]: row["iso3c"] for row in codes if row["iso2c"]} | FORMER_ISO2
        self.found = {}

    @staticmethod
    def span(row):
        """First and last day in the United Nations; a year or month counts from its first and to its last day."""
        if row["state"] == "TWN":
            return ("1945-10-24", TAIPEI_LAST)
        if not row["un_from"]:
            return ("9999", "0000")
        first = "1971-10-26" if row["state"] == "CHN" else (row["un_from"] + "-01-01")[:10]
        return (first, (row["un_to"] or "9999") + "~")  # "1992~" and "1992-12-31~" come after all their days

    def meant(self, name):
        name = ALIASES.get(name, name)
        return name if name in self.spans else self.iso2.get(name)

    def state(self, name, day):
        """The member that the name stands for on that day, or None."""
        if name not in self.found:
            state = self.meant(name)
            self.found[name] = LINES.get(state, (state,)) if state else ()
        for state in self.found[name]:
            first, last = self.spans[state]
            if first <= day <= last:
                return state
        return None

    def members(self, day):
        return {state for state, (first, last) in self.spans.items() if first <= day <= last}

    def ever(self):
        """All states that ever sat."""
        return {state for state, (first, _) in self.spans.items() if first != "9999"}
