#!/usr/bin/env python3
"""Measure Sakchy: `bench.py` lists the benches, `bench.py proxy --json` runs one.

Each bench is a module in `benches/` with `run(quick: bool = False) -> dict[str, object]`. `--quick` takes
fewer rounds and is noisier; `--json` ends the output with one line of JSON.
"""

import ast
import importlib
import json
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from bootstrap import ROOT, VENV, become, prepare

BENCHES = ROOT / "scripts" / "benches"
OPTIONS = ("--json", "--quick")
LOCKS = ("requirements.lock", "requirements-test.lock")


def benches() -> dict[str, str]:
    """Name of every bench and the first line of its docstring, without importing any (some take seconds)."""
    return {path.stem: headline(path) for path in sorted(BENCHES.glob("*.py")) if path.stem != "__init__"}


def headline(path: Path) -> str:
    """First line of a module's docstring."""
    words = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return words.partition("\n")[0]


def table(result: Mapping[str, object]) -> str:
    """A result for reading: single values on lines of their own, then one grid of all nested ones."""
    plain = {key: value for key, value in result.items() if not isinstance(value, Mapping)}
    nested = {key: value for key, value in result.items() if isinstance(value, Mapping)}
    columns = list(dict.fromkeys(str(column) for row in nested.values() for column in row))
    width = max(map(len, result), default=0)
    lines = [f"{key:<{width}}  {shown(value)}" for key, value in plain.items()]
    if nested:
        lines += ["", " " * width + "".join(f"  {column:>12}" for column in columns)]
        lines += [
            f"{key:<{width}}" + "".join(f"  {shown(row.get(column, '')):>12}" for column in columns)
            for key, row in nested.items()
        ]
    return "\n".join(lines)


def shown(value: object) -> str:
    """Three digits after the point are more than a measurement deserves."""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def listing(known: Mapping[str, str]) -> str:
    """Every bench with its line."""
    width = max(map(len, known), default=0)
    return "\n".join(f"  {name:<{width}}  {words}" for name, words in known.items())


def main(arguments: list[str]) -> None:
    """Run the bench that is named, or say which there are."""
    known = benches()
    names = [word for word in arguments if not word.startswith("-")]
    strange = [word for word in arguments if word.startswith("-") and word not in OPTIONS]
    if not arguments:
        print(f"bench.py NAME [--json] [--quick]\n\n{listing(known)}")
        return
    if strange or len(names) != 1 or names[0] not in known:
        sys.exit(f"bench.py NAME [--json] [--quick], NAME being one of: {', '.join(known)}")
    result = importlib.import_module(f"benches.{names[0]}").run(quick="--quick" in arguments)
    print(table(result))
    if "--json" in arguments:
        print(json.dumps(result))


if __name__ == "__main__":
    if Path(sys.prefix).resolve() != VENV.resolve():
        prepare(*LOCKS)
        become(__file__, *sys.argv[1:])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # an orderly end, so that no proxy is left behind
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)  # 128 + SIGINT, as shells count
