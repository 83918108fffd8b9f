"""One process of a campaign: `python -m fuzzing.campaign TARGET FOLDER SECONDS`, with atheris.

Faults that Python raises are written down, each place once, and fuzzing goes on; what ends the process
(a crash in a library, too much memory, too much time) is written down by libFuzzer.
"""

import sys
import time
import traceback
from hashlib import sha256
from pathlib import Path, PurePath

import atheris

OURS = ["sakchy", "olefile", "py7zr", "python_multipart"]
SLOW = 2.0  # seconds of CPU for one input; ordinary ones take milliseconds
MEMORY = 2048  # MiB; a worker has 1024, coverage and libFuzzer take the rest
HANG = 25  # seconds, more than a message may take by itself


def main(name: str, folder: Path, seconds: int) -> None:
    """Fuzz one target; never returns."""
    with atheris.instrument_imports(include=OURS):
        from fuzzing.targets import TARGETS, seeds  # noqa: PLC0415  only what is imported here is instrumented

    target = TARGETS[name]
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in seeds(name):
        (corpus / sha256(data).hexdigest()[:16]).write_bytes(data)
    seen: set[str] = {path.name.partition("-")[2].partition(".")[0] for path in folder.glob("fault-*")}

    def once(data: bytes) -> None:
        """One input; what goes wrong is kept under the name of the place where it did."""
        start = time.process_time()
        try:
            target.run(data)
        except Exception as error:  # noqa: BLE001  whatever it is
            note(folder, seen, f"{type(error).__name__} {place(error)}", data)
        if time.process_time() - start > SLOW:
            note(folder, seen, f"slow {len(seen) // 4}", data)

    options = {
        "max_total_time": seconds,
        "timeout": HANG,
        "rss_limit_mb": MEMORY,
        "max_len": target.longest,
        "artifact_prefix": f"{folder}/",
        "print_final_stats": 1,
        "len_control": 0,
    }
    given = [f"-{option}={value}" for option, value in options.items()]
    atheris.Setup([sys.argv[0], *given, str(corpus)], once)
    atheris.Fuzz()


def place(error: BaseException) -> str:
    """Where it was raised; a broken promise says so itself."""
    if type(error).__name__ == "BrokenPromiseError":
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)[:-5:-1]
    return " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in frames)


def note(folder: Path, seen: set[str], what: str, data: bytes) -> None:
    """Keep the first input for each kind of fault, and say so."""
    mark = sha256(what.encode()).hexdigest()[:12]
    if mark not in seen:
        seen.add(mark)
        (folder / f"fault-{mark}.bin").write_bytes(data)
        print(f"FAULT {mark} {what} ({len(data)} bytes)", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
