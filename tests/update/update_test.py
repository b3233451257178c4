"""`blocs update` against a server of our own: what it takes, what it refuses, and what it leaves behind.

Usage: update_test.py PROGRAM CASEBOOK [test ...], CASEBOOK being the folder of its tables. Ends with code 77 (skipped) where curl or openssl is absent.
"""

import gzip
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import certificates  # noqa: E402
import server as serve  # noqa: E402

PROGRAM, CASEBOOK = "", pathlib.Path()
GA, SC, ZIP = "undl_ga_voting.csv", "undl_sc_voting.csv", "voeten_unga.zip"
GA_HEADER = "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,title,total_yes,total_no,total_abstentions\n"
SC_HEADER = "undl_id,ms_code,ms_vote,date,resolution,agenda,modality,total_yes,total_no,total_abstentions\n"


def assembly(*days):
    """A vote a day, one to two, of three states."""
    rows = [GA_HEADER]
    for i, day in enumerate(days):
        for state, letter in (("USA", "Y"), ("RUS", "N"), ("CHN", "N")):
            rows.append(f"{990000 + i},{state},{state},{letter},{day},80,A/RES/80/{900 + i},A/80/L.{900 + i},Made up,1,2,0\n")
    return "".join(rows).encode()


def council(day):
    letters = {"USA": "Y", "RUS": "N", "CHN": "A"}
    rows = [f"980000,{s},{v},{day},S/RES/9001(2026),MADE UP,VOTE,1,1,1\n" for s, v in letters.items()]
    return (SC_HEADER + "".join(rows)).encode()


ONE = assembly("2026-03-02")
TWO = assembly("2026-03-02", "2026-03-09")
COUNCIL = council("2026-03-03")


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


class Update(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.keys = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.keys.name)
        cls.ca = certificates.authority(folder, "authority")
        cls.other_ca = certificates.authority(folder, "other")
        cls.certificate = certificates.server(folder, "authority", "localhost")
        cls.wrong_name = certificates.server(folder, "authority", "elsewhere.example")
        # The casebook without the whole record: every import and question takes a fraction of the time.
        shutil.copytree(CASEBOOK, folder / "casebook", ignore=shutil.ignore_patterns("record"))
        cls.casebook = folder / "casebook.ledger"
        run(PROGRAM, "import", "casebook", folder / "casebook", "--ledger", cls.casebook)

    @classmethod
    def tearDownClass(cls):
        cls.keys.cleanup()

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.to = self.folder / "data"
        self.ledger = self.folder / "my.ledger"
        shutil.copyfile(self.casebook, self.ledger)
        self.server = serve.Server(self.certificate)
        self.addCleanup(self.server.close)
        self.answers = self.server.answers
        self.answers.update({GA: serve.file(ONE), SC: serve.file(COUNCIL)})

    def command(self, *words, mirror=None, ca=None):
        address = mirror or self.server.address + "/votes"
        given = ["--votes-only"] if "--whole" not in words else []
        return [PROGRAM, "update", *(w for w in words if w != "--whole"), *given, "--to", self.to, "--ledger", self.ledger,
                "--mirror", address, "--ca", ca or self.ca, "--quiet"]  # fmt: skip

    def update(self, *words, sources=("undl",), **how):
        environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        accept = [] if "--dry-run" in words else ["--accept"]
        command = self.command(*sources, *accept, *words, **how)
        return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)

    def told(self, *words, **how):
        done = self.update("--format", "json", *words, **how)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)["update"]

    def ballots(self, symbol):
        sql = f"SELECT state, ballot FROM ballot WHERE roll_call_id = '{symbol}' ORDER BY state"
        return run(PROGRAM, "sql", sql, "--ledger", self.ledger, "--format", "csv").split()[1:]

    def files(self):
        return sorted(p.name for p in self.to.iterdir()) if self.to.exists() else []

    def refuses(self, words, code=6, left=(), extra=(), **how):
        """It fails in these words, and all is as it was but for what may be left."""
        ledger = self.ledger.read_bytes()
        old = {p.name: p.read_bytes() for p in self.to.iterdir()} if self.to.exists() else {}
        done = self.update(*extra, **how)
        self.assertEqual(done.returncode, code, done.stderr + done.stdout)
        self.assertIn(words, done.stderr)
        self.assertEqual(self.ledger.read_bytes(), ledger)
        self.assertEqual(self.files(), sorted({*old, *left}))
        for name in set(old) - set(left):
            self.assertEqual((self.to / name).read_bytes(), old[name], name)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir() if p != self.to), ["my.ledger"])
        return done


class Takes(Update):
    def test_a_newer_release_from_its_own_address(self):
        self.answers["2027.csv"] = serve.file(TWO)
        address = self.server.address.rstrip("/") + "/release/2027.csv"
        self.told("--address", f"{GA}={address}")
        self.assertEqual(json.loads((self.to / (GA + ".source.json")).read_text())["address"], address)
        self.assertTrue(self.ballots("A/RES/80/901"))

    def test_new_files_and_says_which_votes_were_added(self):
        told = self.told()
        added = {v["body"]: (v["added"], v["first"], v["last"]) for v in told["changes"]["votes_added"]}
        self.assertEqual(added, {"assembly": (1, "2026-03-02", "2026-03-02"), "council": (1, "2026-03-03", "2026-03-03")})
        self.assertEqual(told["changes"]["votes_gone"], 0)
        self.assertEqual(self.ballots("A/RES/80/900"), ["CHN,no", "RUS,no", "USA,yes"])
        self.assertEqual(self.files(), [GA, GA + ".source.json", SC, SC + ".source.json"])
        note = json.loads((self.to / GA).with_suffix(".csv.source.json").read_text())
        self.assertEqual((note["etag"], note["bytes"]), (serve.etag_of(ONE), len(ONE)))

    def test_nothing_where_nothing_is_new(self):
        self.told()
        ledger, before = self.ledger.read_bytes(), self.ledger.stat().st_mtime_ns
        times = {p.name: p.stat().st_mtime_ns for p in self.to.iterdir()}
        self.server.requests.clear()
        told = self.told()
        self.assertEqual([f["state"] for f in told["files"]], ["unchanged", "unchanged"])
        self.assertEqual((told["imported"], told["changes"]), (False, None))
        self.assertEqual((self.ledger.read_bytes(), self.ledger.stat().st_mtime_ns), (ledger, before))
        self.assertEqual({p.name: p.stat().st_mtime_ns for p in self.to.iterdir()}, times)
        self.assertEqual([h["If-None-Match"] for _, _, h in self.server.requests], [serve.etag_of(ONE), serve.etag_of(COUNCIL)])

    def test_what_changed_since(self):
        self.told()
        self.answers[GA] = serve.file(TWO)
        told = self.told()
        self.assertEqual([f["state"] for f in told["files"]], ["new", "unchanged"])
        self.assertEqual([(v["added"], v["first"], v["last"]) for v in told["changes"]["votes_added"]], [(1, "2026-03-09", "2026-03-09")])
        self.assertEqual((self.to / GA).read_bytes(), TWO)

    def test_a_file_that_was_fetched_and_never_imported(self):
        self.told()
        shutil.copyfile(self.casebook, self.ledger)
        told = self.told()
        self.assertEqual([f["state"] for f in told["files"]], ["not imported yet", "not imported yet"])
        self.assertEqual(sum(v["added"] for v in told["changes"]["votes_added"]), 2)

    def test_files_that_a_server_of_few_words_sends_again(self):
        for name, data in ((GA, ONE), (SC, COUNCIL)):
            self.answers[name] = serve.says_length(data, len(data))
        self.told()
        ledger = self.ledger.read_bytes()
        told = self.told()
        self.assertEqual([f["state"] for f in told["files"]], ["in the ledger already"] * 2)
        self.assertEqual(self.ledger.read_bytes(), ledger)

    def test_a_gzip_of_a_table(self):
        self.answers[GA] = serve.file(gzip.compress(ONE))
        self.assertTrue(self.told()["imported"])
        self.assertEqual(self.ballots("A/RES/80/900"), ["CHN,no", "RUS,no", "USA,yes"])

    def test_a_zip_as_a_file_that_people_unpack(self):
        self.answers[ZIP] = serve.file(b"PK\x03\x04 and so on")
        ledger = self.ledger.read_bytes()
        told = self.told(sources=("voeten",))
        self.assertEqual([f["state"] for f in told["files"]], ["new, to be unpacked by hand"])
        self.assertEqual(self.ledger.read_bytes(), ledger)
        self.assertEqual(self.files(), [ZIP, ZIP + ".source.json"])

    def test_no_name_that_the_server_chooses(self):
        evil = 'attachment; filename="../../my.ledger"'
        self.answers[GA] = serve.file(ONE, Content_Disposition=evil)
        self.told()
        self.assertEqual(self.files(), [GA, GA + ".source.json", SC, SC + ".source.json"])
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["data", "my.ledger"])

    def test_a_redirect_to_another_https_address(self):
        self.answers[GA] = serve.redirect(self.server.address + "/elsewhere/real.csv")
        self.answers["real.csv"] = serve.file(ONE)
        self.assertTrue(self.told()["imported"])

    def test_into_a_ledger_that_is_not_there(self):
        self.ledger.unlink()
        told = self.told()
        self.assertEqual(sum(v["added"] for v in told["changes"]["votes_added"]), 2)
        self.assertEqual(self.ballots("A/RES/80/900"), ["CHN,no", "RUS,no", "USA,yes"])

    def test_the_good_file_for_the_next_time_where_the_other_is_bad(self):
        self.answers[GA] = serve.file(b"a,b\n1,2\n")
        ledger = self.ledger.read_bytes()
        self.assertEqual(self.update().returncode, 5)
        self.assertEqual((self.files(), self.ledger.read_bytes()), ([SC, SC + ".source.json"], ledger))
        self.answers[GA] = serve.file(ONE)
        self.assertEqual([f["state"] for f in self.told()["files"]], ["new", "not imported yet"])


class Tells(Update):
    """What follows from the new votes, against what the commands say that answer each question by itself."""

    def asked(self):
        def ask(*words):
            return json.loads(run(PROGRAM, *words, "--ledger", self.ledger, "--format", "json", "--quiet"))

        points = {}
        states = run(PROGRAM, "sql", "SELECT DISTINCT state FROM ballot", "--ledger", self.ledger, "--format", "csv").split()[1:]
        for finding in ask("ideal", "show", *states)["findings"]:
            for state, sessions in (finding["details"] or {}).items():
                points[state] = {at["session"]: (at["mean"], at["sd"]) for at in sessions}
        rungs = {}
        for row in ask("ladder", "--compare")["findings"][0]["details"]["groups"]:
            name = row.pop("group").rpartition(" (")[0]
            rungs |= {(name, rung): judgement for rung, judgement in row.items()}
        verdicts = {}
        for name in ("csis", "marshall"):
            verdicts |= {f"{name}:{claim['id']}": claim["verdict"] for claim in ask("check", name)["claims"]}
        return points, rungs, verdicts

    def test_points_rungs_and_verdicts(self):
        # Forty votes of a session on record that divide the states otherwise than before, and a veto
        # of Russia's that is not on record.
        rows = [GA_HEADER]
        for i in range(40):
            for state in ("USA", "GBR", "FRA", "DEU", "JPN", "CHN", "RUS", "IRN", "PRK", "BLR", "SYR"):
                letter = "N" if state in ("RUS", "IRN", "PRK", "BLR", "SYR") else "Y"
                day = f"2025-02-{25 + i % 3}"
                rows.append(f"{970000 + i},{state},{state},{letter},{day},79,A/RES/79/{900 + i},A/79/L.{900 + i},Made up {i},6,5,0\n")
        self.answers[GA] = serve.file("".join(rows).encode())
        letters = {"USA": "Y", "GBR": "Y", "FRA": "Y", "CHN": "Y", "RUS": "N"}
        veto = "".join(f"980001,{s},{v},2024-05-05,,MADE UP,VOTE,4,1,0\n" for s, v in letters.items())
        self.answers[SC] = serve.file((SC_HEADER + veto).encode())
        old_points, old_rungs, old_verdicts = self.asked()
        told = self.told("--whole")["changes"]
        points, rungs, verdicts = self.asked()

        moved, compared = {}, 0
        for state, sessions in points.items():
            both = [s for s in sessions if s in old_points.get(state, {})]
            if both:
                compared += 1
                (was, was_sd), (now, sd) = old_points[state][max(both)], sessions[max(both)]
                if abs(now - was) > 1.959964 * (was_sd**2 + sd**2) ** 0.5:
                    moved[state] = (max(both), was, now)
        self.assertGreater(len(moved), 0)
        self.assertEqual({m["state"]: (m["session"], m["before"], m["after"]) for m in told["points"]["moved"]}, moved)
        self.assertEqual(told["points"]["compared"], compared)

        flipped = {key: (old_rungs[key], now) for key, now in rungs.items() if old_rungs.get(key, now) != now}
        self.assertEqual({(f["group"], f["rung"]): (f["before"], f["after"]) for f in told["rungs"]["flipped"]}, flipped)
        self.assertEqual(told["rungs"]["compared"], len(rungs))

        changed = {key: (old_verdicts[key], now) for key, now in verdicts.items() if old_verdicts[key] != now}
        self.assertGreater(len(changed), 0)
        self.assertEqual({c["claim"]: (c["before"], c["after"]) for c in told["claims"]["changed"]}, changed)
        self.assertEqual(told["claims"]["compared"], len(verdicts))


class DryRun(Update):
    def test_asks_and_writes_nothing(self):
        ledger = self.ledger.read_bytes()
        told = self.told("--dry-run")
        self.assertEqual([f["state"] for f in told["files"]], ["new", "new"])
        self.assertFalse(self.to.exists())
        self.assertEqual(self.ledger.read_bytes(), ledger)
        self.assertEqual({c for c, _, _ in self.server.requests}, {"HEAD"})

    def test_tells_new_from_unchanged(self):
        self.told()
        files = {p.name: p.read_bytes() for p in self.to.iterdir()}
        self.answers[GA] = serve.file(TWO)
        told = self.told("--dry-run")
        self.assertEqual([f["state"] for f in told["files"]], ["new", "unchanged"])
        self.assertEqual({p.name: p.read_bytes() for p in self.to.iterdir()}, files)

    def test_tells_of_a_file_that_was_never_imported(self):
        self.told()
        shutil.copyfile(self.casebook, self.ledger)
        told = self.told("--dry-run")
        self.assertEqual([f["state"] for f in told["files"]], ["not imported yet", "not imported yet"])
        self.assertEqual(self.ledger.read_bytes(), self.casebook.read_bytes())

    def test_terms_come_first(self):
        done = subprocess.run(self.command("undl"), capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0)
        self.assertIn("terms: Copyright United Nations", done.stdout)
        self.assertIn("nothing was fetched", done.stdout)
        self.assertEqual((self.server.requests, self.to.exists()), ([], False))


class GoesOn(Update):
    PART = (GA + ".part", GA + ".part.version")

    def cut(self, data=TWO, at=200):
        self.answers[GA] = serve.cut_at(data, at)
        self.refuses("the connection was cut", left=self.PART)
        self.assertEqual((self.to / self.PART[0]).read_bytes(), data[:at])
        self.server.requests.clear()

    def asked(self):
        return [(h.get("Range"), h.get("If-Range")) for _, path, h in self.server.requests if path.endswith(GA)]

    def test_where_it_was_cut(self):
        self.cut()
        self.answers[GA] = serve.file(TWO)
        self.told()
        self.assertEqual(self.asked(), [("bytes=200-", serve.etag_of(TWO))])
        self.assertEqual((self.to / GA).read_bytes(), TWO)
        self.assertNotIn(self.PART[0], self.files())
        self.assertNotIn(self.PART[1], self.files())

    def test_not_with_another_version(self):
        self.cut()
        self.answers[GA] = serve.file(ONE)
        self.told()
        self.assertEqual(self.asked(), [("bytes=200-", serve.etag_of(TWO)), (None, None)])
        self.assertEqual((self.to / GA).read_bytes(), ONE)

    def test_not_with_a_rest_that_is_of_another_version(self):
        self.cut()
        rest = b"x" * 50

        def lies(handler):
            if handler.headers.get("Range"):
                handler.head(206, ETag='"other"', Content_Length=50, Content_Range="bytes 200-249/250")
                handler.body(rest)
            else:
                serve.file(ONE)(handler)

        self.answers[GA] = lies
        self.told()
        self.assertEqual((self.to / GA).read_bytes(), ONE)

    def test_after_trouble_of_the_server(self):
        self.cut()
        self.answers[GA] = serve.status(503)
        self.refuses("the server is in trouble (HTTP 503)", left=self.PART)
        self.server.requests.clear()
        self.answers[GA] = serve.file(TWO)
        self.told()
        self.assertEqual(self.asked(), [("bytes=200-", serve.etag_of(TWO))])

    def test_not_where_versions_cannot_be_told_apart(self):
        self.answers[GA] = serve.cut_at(TWO, 200, tag='W/"weak"')
        self.refuses("the connection was cut")


class Refuses(Update):
    def setUp(self):
        super().setUp()
        # Something is here already, which must stay. Fetched once: every import takes a while.
        fetched = pathlib.Path(self.keys.name) / "fetched"
        if not fetched.exists():
            self.told()
            shutil.copytree(self.to, fetched)
            shutil.rmtree(self.to)
            shutil.copyfile(self.casebook, self.ledger)
        shutil.copytree(fetched, self.to)
        # As if this server had sent them.
        for note in self.to.glob("*.source.json"):
            told = json.loads(note.read_text())
            note.write_text(json.dumps(told | {"address": f"{self.server.address}/votes/{told['address'].rpartition('/')[2]}"}))

    def test_a_server_that_is_too_slow(self):
        stop = threading.Event()
        self.addCleanup(stop.set)
        self.answers[GA] = serve.slow(TWO, stop)
        self.refuses("too slow", extra=("--patience", "1"), left=GoesOn.PART)

    def test_to_leave_https(self):
        plain = serve.Server()
        self.addCleanup(plain.close)
        plain.answers[GA] = serve.file(TWO)
        self.answers[GA] = serve.redirect(plain.address + "/" + GA)
        self.refuses("not https")
        self.assertEqual(plain.requests, [])

    def test_a_mirror_without_https(self):
        self.refuses("no https address", code=2, mirror="http://localhost:1/votes")
        self.refuses("no https address", code=2, mirror="file:///etc")

    def test_an_address_without_https_or_of_no_file(self):
        self.refuses("no https address", code=2, extra=("--address", f"{GA}=http://localhost:1/x.csv"))
        self.refuses("did you mean " + GA, code=2, extra=("--address", f"{GA[:-1]}=https://localhost:1/x.csv"))
        self.refuses("no name and address", code=2, extra=("--address", GA))

    def test_redirects_without_an_end(self):
        self.answers[GA] = serve.redirect("/votes/" + GA)
        self.refuses("from address to address")

    def test_statuses_of_trouble(self):
        for code, words in ((404, "does not have the file"), (403, "does not let"), (500, "HTTP 500")):
            self.answers[GA] = serve.status(code)
            self.refuses(words)

    def test_a_server_that_is_not_there(self):
        self.refuses("does not answer", mirror="https://localhost:1/votes")

    def test_web_pages_and_messages(self):
        for data, words in (
            (b"<!DOCTYPE html><title>Sign in</title>", "a web page"),
            (b"\xef\xbb\xbf  <html>", "a web page"),
            (b'{"error": "quota"}', "JSON"),
            (b" \n", "an empty file"),
        ):
            self.answers[GA] = serve.file(data)
            self.refuses(words, code=5)
        self.answers[GA] = serve.file(b"")
        self.refuses("an empty file", code=5)

    def test_tables_that_are_none_of_votes(self):
        self.answers[GA] = serve.file(b"a,b\n1,2\n")
        self.refuses("is not", code=5)
        self.answers[GA] = serve.file(b"year,state,seat,source,confidence\n2030,USA,permanent,undl-ga-voting,high\n")
        self.refuses("other rows than votes", code=5)

    def test_a_certificate_of_another_name(self):
        other = serve.Server(self.wrong_name)
        self.addCleanup(other.close)
        other.answers[GA] = serve.file(TWO)
        self.refuses("its certificate is wrong", mirror=other.address + "/votes")
        self.assertEqual(other.requests, [])

    def test_an_authority_that_is_not_trusted(self):
        self.refuses("its certificate is wrong", ca=self.other_ca)

    def test_a_file_of_authorities_that_is_none(self):
        self.refuses("(--ca) cannot be read", ca=self.folder / "none.pem")

    def test_a_body_without_an_end(self):
        self.answers[GA] = serve.endless(TWO.splitlines(keepends=True)[1])
        self.refuses("too large", extra=("--limit", "1"))

    def test_a_length_beyond_the_limit(self):
        self.answers[GA] = serve.says_length(TWO, 2 << 20)
        self.refuses("too large", extra=("--limit", "1"))

    def test_a_length_that_lies(self):
        self.answers[GA] = serve.says_length(TWO, len(TWO) + 100)
        self.refuses("the connection was cut", left=GoesOn.PART)
        for part in GoesOn.PART:
            (self.to / part).unlink()
        self.answers[GA] = serve.says_length(TWO, len(TWO) - 30)
        self.refuses("ends in the middle of a row", code=5)

    def test_a_gzip_that_unpacks_without_an_end(self):
        bomb = gzip.compress(GA_HEADER.encode() + TWO.splitlines(keepends=True)[1] * 200_000)
        self.assertLess(len(bomb), 1 << 20)
        self.answers[GA] = serve.file(bomb)
        self.refuses("unpacks to more than", code=5, extra=("--limit", "1"))
        self.answers[GA] = serve.file(gzip.compress(bytes(1 << 26)))
        self.refuses("undl_ga_voting.csv", code=5, extra=("--limit", "1"))

    def test_a_gzip_that_is_damaged(self):
        self.answers[GA] = serve.file(gzip.compress(TWO)[:-20])
        self.refuses("gzip", code=5)

    def test_a_source_that_it_does_not_know(self):
        self.refuses("did you mean", code=3, sources=("undll",))

    def test_to_change_anything_when_it_is_interrupted(self):
        stop = threading.Event()
        self.addCleanup(stop.set)
        self.answers[GA] = serve.slow(TWO, stop)
        ledger, old = self.ledger.read_bytes(), (self.to / GA).read_bytes()
        environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        child = subprocess.Popen(self.command("undl", "--accept"), env=environment, start_new_session=True,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        until = time.monotonic() + 20
        while not (self.to / GoesOn.PART[0]).exists() and time.monotonic() < until:
            time.sleep(0.02)
        os.killpg(child.pid, signal.SIGINT)  # as Ctrl-C does: both programs get it
        self.assertEqual(child.wait(20), -signal.SIGINT)
        self.assertEqual((self.ledger.read_bytes(), (self.to / GA).read_bytes()), (ledger, old))
        # The version of what came was never noted, so it is not gone on with.
        self.answers[GA] = serve.file(TWO)
        self.told()
        self.assertEqual((self.to / GA).read_bytes(), TWO)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    PROGRAM, CASEBOOK = sys.argv[1], pathlib.Path(sys.argv[2])
    for needed in ("curl", "openssl"):
        if shutil.which(needed) is None:
            print(f"skipped: the program {needed} is not here (scripts/setup installs it)")
            sys.exit(77)
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
