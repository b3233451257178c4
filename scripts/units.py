#!/usr/bin/env python3
"""Groups source files that can be compiled as one: files that define no name twice at the left margin.

Most of the time that a file takes to compile goes into headers, so a group takes little longer than its longest file.
Usage: units.py FILE...   prints a line a group: paths separated by ";"
"""

import pathlib
import re
import sys

MOST_FILES = 8
ROOT = pathlib.Path(__file__).resolve().parent.parent
TYPE = re.compile(r"^(?:struct|class|enum class|enum|using) (\w+)(?: [=:{]|;)", re.MULTILINE)
OTHER = re.compile(r"^(?!namespace|using|#| )[\w:<>,&*\[\] ]*?[\w>&*] [&*]?(\w+)(?:\(|\[| = |\{|;)", re.MULTILINE)


def declared_types():
    """Types that headers declare: a file with one of its own by that name cannot share a unit."""
    headers = [*ROOT.glob("include/**/*.hpp"), *ROOT.glob("src/**/*.hpp")]
    return {name for path in headers for name in TYPE.findall(path.read_text(encoding="utf-8"))}


def units(paths):
    """Lists of paths, in order: each file goes to the first group that has none of its names."""
    declared = declared_types()
    groups = []
    for path in sorted(paths):
        text = path.read_text(encoding="utf-8")
        types = set(TYPE.findall(text))
        names = types | set(OTHER.findall(text))
        alone = types & declared
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
