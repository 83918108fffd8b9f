"""CPU time of a whole process tree, from `/proc` or, where there is none, from `ps`."""

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")


class Usage(NamedTuple):
    """One process: its parent, and user plus system seconds so far."""

    parent: int
    seconds: float


def tree_seconds(pid: int) -> float:
    """Seconds of CPU that a process and all below it have used, children that ended included (Linux)."""
    everything = usages()
    return sum(everything[one].seconds for one in below(pid, everything))


def tree(pid: int) -> list[int]:
    """A process and all below it, itself first."""
    return below(pid, usages())


def below(pid: int, everything: dict[int, Usage]) -> list[int]:
    """`pid`, its children, and theirs; nothing if it is gone."""
    found = [pid] if pid in everything else []
    for one in found:  # grows while it is walked
        found += [child for child, usage in everything.items() if usage.parent == one]
    return found


def usages() -> dict[int, Usage]:
    """Every process of this machine that can be seen."""
    return from_proc() if (PROC / "self" / "stat").exists() else from_ps()


def from_proc() -> dict[int, Usage]:
    """Read `/proc/PID/stat` of every process; one that ends meanwhile is left out."""
    found: dict[int, Usage] = {}
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            try:
                found[int(folder.name)] = parse_stat((folder / "stat").read_text("utf-8", "replace"))
            except OSError:
                continue
    return found


def parse_stat(line: str) -> Usage:
    """Parent and times of a stat line (proc(5)): utime, stime, and those of children that were waited for."""
    fields = line.rpartition(")")[2].split()  # a program's name may hold blanks and brackets
    ticks = sum(map(int, fields[11:15]))
    return Usage(int(fields[1]), ticks / os.sysconf("SC_CLK_TCK"))


def from_ps() -> dict[int, Usage]:
    """Ask `ps` (macOS: hundredths of a second)."""
    done = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,time="], capture_output=True, text=True, check=True
    )  # fmt: skip
    rows = (line.split() for line in done.stdout.splitlines())
    return {int(pid): Usage(int(parent), clock_seconds(time)) for pid, parent, time in rows}


def clock_seconds(time: str) -> float:
    """Seconds of `[[days-]hours:]minutes:seconds`, as `ps` writes them."""
    days, _, clock = time.rpartition("-")
    seconds = 0.0
    for part in clock.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds + int(days or 0) * 86400
