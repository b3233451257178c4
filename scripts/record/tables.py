"""Reading published tables and writing our own: UTF-8, LF, comma, quotes only where they are needed."""

import csv
import gzip
import io


def read(path):
    """The rows of a CSV table, plain or gzip, as dictionaries in the file's order."""
    opened = gzip.open(path, "rt", encoding="utf-8", newline="") if path.suffix == ".gz" else open(path, encoding="utf-8", newline="")
    with opened as lines:
        return list(csv.DictReader(lines))


def text(columns, rows):
    """The same rows as the text of a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def short(title, most=160):
    """A title on one line, cut at a word where it is long."""
    line = " ".join(title.replace("�", " ").split())
    if len(line) <= most:
        return line
    return line[: most - 4].rsplit(" ", 1)[0] + " ..."
