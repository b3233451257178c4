#!/usr/bin/env python3
"""Groups source files that can be compiled as one: files that define no name twice at the left margin.

Most of the time that a file takes to compile goes into headers, so a group takes little longer than its longest file.
Usage: units.py FILE...   prints a line a group: paths separated by ";"
"""

import pathlib
import re
import sys

MOST_FILES = 8
OWN_NAME = re.compile(
    r"^(?:struct|class|enum class|enum|using) (\w+)(?: [=:{]|;)"
    r"|^(?!namespace|using|#| )[\w:<>,&*\[\] ]*?[\w>&*] [&*]?(\w+)(?:\(|\[| = |\{|;)",
    re.MULTILINE,
)


def own_names(text):
    return {a or b for a, b in OWN_NAME.findall(text)}


def units(paths):
    """Lists of paths, in order: each file goes to the first group that has none of its names."""
    groups = []
    for path in sorted(paths):
        names = own_names(path.read_text(encoding="utf-8"))
        for files, taken in groups:
            if len(files) < MOST_FILES and not names & taken:
                files.append(path)
                taken |= names
                break
        else:
            groups.append(([path], set(names)))
    return [files for files, _ in groups]


if __name__ == "__main__":
    for unit in units([pathlib.Path(word) for word in sys.argv[1:]]):
        print(";".join(str(path) for path in unit))
