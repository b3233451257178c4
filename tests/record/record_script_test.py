"""What scripts/build-record promises, on small tables made up here: it needs no published data."""

import pathlib
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "scripts"))

from record import assembly, council, packing, tables  # noqa: E402
from record.corrections import Corrections  # noqa: E402
from record.seats import Seats  # noqa: E402
from record.topics import Titles  # noqa: E402

CORRECTION = {"part": "council", "row": "S/1", "column": "date", "was": "2004-02-01", "now": "2004-01-02", "note": "exchanged"}


def vote(**cells):
    return {"id": "S/1", "date": "2004-02-01", "note": "", "kind": "draft", "cast": {}} | cells


class CorrectionsTest(unittest.TestCase):
    def test_puts_a_cell_right_and_says_so(self):
        table = Corrections([CORRECTION], "council")
        right = table.apply(vote())
        table.finish()
        self.assertEqual((right["date"], right["note"]), ("2004-01-02", "exchanged"))

    def test_stops_at_one_that_is_out_of_date(self):
        with self.assertRaisesRegex(SystemExit, "out of date"):
            Corrections([CORRECTION], "council").apply(vote(date="2004-01-02"))

    def test_stops_at_one_for_no_row(self):
        with self.assertRaisesRegex(SystemExit, "no such row: S/1"):
            Corrections([CORRECTION], "council").finish()

    def test_tells_two_votes_of_one_id_by_their_day(self):
        table = Corrections([CORRECTION | {"row": "S/1 2004-02-01", "column": "kind", "was": "draft", "now": "amendment"}], "council")
        self.assertEqual(table.apply(vote(date="2004-03-01"))["kind"], "draft")
        self.assertEqual(table.apply(vote())["kind"], "amendment")


class BallotsTest(unittest.TestCase):
    def test_two_different_ballots_are_unknown(self):
        one = vote()
        self.assertTrue(packing.cast(one, "RUS", "y"))
        self.assertTrue(packing.cast(one, "RUS", "y"))
        self.assertFalse(packing.cast(one, "RUS", "a"))
        self.assertEqual(one["cast"]["RUS"], "?")

    def test_letters_stand_in_order_and_end_with_the_last_member(self):
        text = packing.packed(["id", "ballots"], [vote(cast={"CHN": "y", "ALB": "x"})], ["ALB", "BEL", "CHN", "ZWE"])
        self.assertEqual(text, "id,ballots\nS/1,x.y\n")

    def test_two_votes_of_one_id_stop_the_build(self):
        with self.assertRaisesRegex(SystemExit, "two votes have the id S/1"):
            packing.packed(["id", "date"], [vote(), vote()], [])


class SeatsTest(unittest.TestCase):
    """Days from the casebook's own table of states."""

    def setUp(self):
        self.seats = Seats(tables.read(ROOT / "casebook" / "states.csv"), [{"iso2c": "NA", "iso3c": "NAM"}])

    def test_codes_mean_who_sat_on_the_day(self):
        for code, day, state in (
            ("CHN", "1971-10-25", "TWN"),
            ("CHN", "1971-10-26", "CHN"),
            ("YU", "1992-09-22", "YUG"),
            ("SRB", "1999-01-01", None),
            ("SRB", "2000-11-01", "SRB"),
            ("NA", "1995-01-01", "NAM"),
            ("Namibia", "1989-01-01", None),
            ("nonsense", "1995-01-01", None),
        ):
            self.assertEqual(self.seats.state(code, day), state, (code, day))


class CouncilTest(unittest.TestCase):
    def test_article_27_is_checked(self):
        members = ["CHN", "FRA", "GBR", "RUS", "USA"] + [f"E{n:02}" for n in range(10)]
        cast = dict.fromkeys(members, "y") | {"RUS": "n"}
        row = vote(symbol="", nature="substantive", outcome="adopted", cast=cast)
        with self.assertRaisesRegex(SystemExit, "make it vetoed, not adopted"):
            council.check([row])
        council.check([row | {"outcome": "vetoed"}])
        council.check([row | {"nature": "procedural"}])

    def test_resolutions_follow_their_numbers(self):
        rows = [vote(id=f"S/RES/{n}", symbol=f"S/RES/{n}", date=day) for n, day in ((1, "2004-03-01"), (2, "2004-02-01"))]
        with self.assertRaisesRegex(SystemExit, "S/RES/2 of 2004-02-01 stands behind S/RES/1"):
            council.check(rows)

    def test_china_before_1971_is_taipei(self):
        self.assertEqual(council.caster("China", "1955-12-13"), "TWN")
        self.assertEqual(council.caster("China", "1972-08-25"), "CHN")


class AssemblyTest(unittest.TestCase):
    def test_sessions_and_symbols(self):
        self.assertEqual(assembly.session_on("2019-09-17"), "74")
        self.assertEqual(assembly.session_on("2020-06-30"), "74")
        self.assertEqual(assembly.symbol_of("R/45/16"), "A/RES/45/16")
        self.assertEqual(assembly.symbol_of("R/30/16"), "")

    def test_a_number_that_was_used_again_bears_the_day(self):
        rows = [{"number": "rcid:411", "date": day} for day in ("1954-12-03", "2023-12-04")]
        assembly.name(rows)
        self.assertEqual([row["id"] for row in rows], ["rcid:411", "rcid:411 2023-12-04"])


class TopicsTest(unittest.TestCase):
    def titles(self):
        titles = Titles()
        for year in range(3):
            titles.add(f"Nuclear disarmament for 200{year}", {"disarmament", "non-proliferation"})
        titles.add("Right to food", {"human-rights"})
        return titles

    def test_needs_earlier_votes_of_the_title(self):
        self.assertEqual(self.titles().topics_of("Nuclear disarmament"), ["non-proliferation", "disarmament"])
        self.assertEqual(self.titles().topics_of("The right to food"), [])  # one vote is too few
        self.assertEqual(self.titles().topics_of("Consumer product safety"), [])

    def test_unknown_codes_count_neither_way(self):
        titles = self.titles()
        for _ in range(5):
            titles.add("Nuclear disarmament", {"disarmament"}, {"non-proliferation"})
        self.assertEqual(titles.topics_of("Nuclear disarmament"), ["non-proliferation", "disarmament"])


if __name__ == "__main__":
    unittest.main()
