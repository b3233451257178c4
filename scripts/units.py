#!/usr/bin/env python3
"""Groups source files that can be compiled as one: files that define no name twice at the left margin.

Most of the time that a file takes to compile goes into headers, so a group takes little longer than its longest file.
Usage: units.py FILE...   prints a line a group: paths separated by ";"
"""

import pathlib
import re
import sys

MOST_FILES = 12
ROOT = pathlib.Path(__file__).resolve().parent.parent
TYPE = re.compile(r"^(?:struct|class|enum class|enum|using) (\w+)(?: [=:{]|;)", re.MULTILINE)
USED = re.compile(r"^using (?:\w+::)+(\w+);", re.MULTILINE)
ANONYMOUS = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)
OTHER = re.compile(r"^(?!namespace|using|#| )[\w:<>,&*\[\] ]*?[\w>&*] [&*]?(\w+)(?:\(|\[| = |\{|;)", re.MULTILINE)


def names_in(text):
    return set(TYPE.findall(text)) | set(OTHER.findall(text))


def declared(room):
    """Names that headers of a room declare: a file that has one of these for itself cannot share a unit."""
    headers = [*ROOT.glob(f"include/blocs/{room}/**/*.hpp"), *ROOT.glob(f"src/{room}/**/*.hpp")]
    return {name for path in headers for name in names_in(path.read_text(encoding="utf-8"))}


def units(paths):
    """Lists of paths, in order: each file goes to the first group that has none of its names."""
    in_headers = {}
    groups = []
    for path in sorted(paths):
        room = path.resolve().relative_to(ROOT).parts[1]
        if room not in in_headers:
            in_headers[room] = declared(room)
        text = path.read_text(encoding="utf-8")
        names = names_in(text)
        own = names_in("".join(ANONYMOUS.findall(text)))
        own |= set(USED.findall(text))  # a name of another room that this one may have too
        alone = own & in_headers[room]
        for files, taken in groups:
            if not alone and "*" not in taken and len(files) < MOST_FILES and not names & taken:
                files.append(path)
                taken |= names
                break
        else:
            groups.append(([path], names | ({"*"} if alone else set())))
    return [files for files, _ in groups]


if __name__ == "__main__":
    for unit in units([pathlib.Path(word) for word in sys.argv[1:]]):
        print(";".join(str(path) for path in unit))
