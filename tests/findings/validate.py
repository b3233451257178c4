"""Checks JSON files against docs/brief.schema.json or docs/finding.schema.json: validate.py SCHEMA FILE ...

Knows the part of JSON Schema (draft 7) that these two schemas use, and fails on a keyword that it does not know, so that
no rule is silently left unchecked.
"""
import json
import pathlib
import re
import sys

ANNOTATIONS = {"$schema", "$id", "title", "description", "definitions"}
TYPES = {
    "object": lambda x: isinstance(x, dict),
    "array": lambda x: isinstance(x, list),
    "string": lambda x: isinstance(x, str),
    "boolean": lambda x: isinstance(x, bool),
    "null": lambda x: x is None,
    "number": lambda x: isinstance(x, (int, float)) and not isinstance(x, bool),
    "integer": lambda x: isinstance(x, int) and not isinstance(x, bool),
}


class Checker:
    def __init__(self, folder):
        self.folder = folder
        self.files = {}

    def load(self, name):
        if name not in self.files:
            self.files[name] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        return self.files[name]

    def resolve(self, ref, root):
        name, _, path = ref.partition("#")
        root = self.load(name) if name else root
        schema = root
        for part in filter(None, path.split("/")):
            schema = schema[part]
        return schema, root

    def faults(self, x, schema, root, at):
        if "$ref" in schema:
            target, root = self.resolve(schema["$ref"], root)
            yield from self.faults(x, target, root, at)
            return
        for keyword, rule in schema.items():
            if keyword in ANNOTATIONS or keyword in ("then",):
                continue
            check = getattr(self, "check_" + keyword, None)
            if check is None:
                raise SystemExit(f"keyword {keyword!r} of the schema is not known here")
            yield from check(x, rule, schema, root, at)

    def holds(self, x, schema, root):
        return next(self.faults(x, schema, root, ""), None) is None

    def check_type(self, x, rule, schema, root, at):
        names = [rule] if isinstance(rule, str) else rule
        if not any(TYPES[name](x) for name in names):
            yield f"{at}: {x!r} is not of type {names}"

    def check_const(self, x, rule, schema, root, at):
        if x != rule or isinstance(x, bool) != isinstance(rule, bool):
            yield f"{at}: {x!r} is not {rule!r}"

    def check_enum(self, x, rule, schema, root, at):
        if x not in rule:
            yield f"{at}: {x!r} is none of {rule}"

    def check_pattern(self, x, rule, schema, root, at):
        if isinstance(x, str) and not re.search(rule, x):
            yield f"{at}: {x!r} does not match {rule}"

    def check_minLength(self, x, rule, schema, root, at):
        if isinstance(x, str) and len(x) < rule:
            yield f"{at}: text is too short"

    def check_minItems(self, x, rule, schema, root, at):
        if isinstance(x, list) and len(x) < rule:
            yield f"{at}: fewer than {rule} items"

    def check_maxItems(self, x, rule, schema, root, at):
        if isinstance(x, list) and len(x) > rule:
            yield f"{at}: more than {rule} items"

    def check_uniqueItems(self, x, rule, schema, root, at):
        if isinstance(x, list) and len({json.dumps(item) for item in x}) != len(x):
            yield f"{at}: an item twice"

    def check_minimum(self, x, rule, schema, root, at):
        if TYPES["number"](x) and x < rule:
            yield f"{at}: {x} < {rule}"

    def check_exclusiveMinimum(self, x, rule, schema, root, at):
        if TYPES["number"](x) and x <= rule:
            yield f"{at}: {x} <= {rule}"

    def check_exclusiveMaximum(self, x, rule, schema, root, at):
        if TYPES["number"](x) and x >= rule:
            yield f"{at}: {x} >= {rule}"

    def check_required(self, x, rule, schema, root, at):
        if isinstance(x, dict):
            yield from (f"{at}: {key!r} is missing" for key in rule if key not in x)

    def check_properties(self, x, rule, schema, root, at):
        if isinstance(x, dict):
            for key in x.keys() & rule.keys():
                yield from self.faults(x[key], rule[key], root, f"{at}/{key}")

    def check_additionalProperties(self, x, rule, schema, root, at):
        if not isinstance(x, dict):
            return
        for key in x.keys() - schema.get("properties", {}).keys():
            if rule is False:
                yield f"{at}: {key!r} is not in the schema"
            else:
                yield from self.faults(x[key], rule, root, f"{at}/{key}")

    def check_propertyNames(self, x, rule, schema, root, at):
        if isinstance(x, dict):
            for key in x:
                yield from self.faults(key, rule, root, f"{at} (name)")

    def check_items(self, x, rule, schema, root, at):
        if isinstance(x, list):
            for i, item in enumerate(x):
                yield from self.faults(item, rule, root, f"{at}/{i}")

    def check_oneOf(self, x, rule, schema, root, at):
        fits = sum(self.holds(x, one, root) for one in rule)
        if fits != 1:
            yield f"{at}: fits {fits} of the choices, not one"

    def check_if(self, x, rule, schema, root, at):
        if self.holds(x, rule, root):
            yield from self.faults(x, schema.get("then", {}), root, at)


def main(schema, *files):
    path = pathlib.Path(schema)
    checker = Checker(path.parent)
    root = checker.load(path.name)
    bad = 0
    for file in files:
        data = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
        for fault in checker.faults(data, root, root, pathlib.Path(file).name):
            print(fault)
            bad += 1
            if bad == 20:
                return 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
