"""Damaged C3D files through `check`: no crash, no hang, no silent nonsense.

Sound files (the sample trials that are short, and those of ``--seeds``) are damaged in eight ways:
bytes, bytes of the head, runs of extreme bytes, numbers, cuts, insertions, exchanged blocks, and
halves of two files.
Each is looked at as ``opensim-wink check`` does, in a process that is watched: one that dies or
takes longer than ``--limit`` seconds is counted and started again behind that file. Of what is
read, no number may be infinite and no time missing; what is refused must be refused by one line
that names the file. Run it as ``python benchmarks/c3d_fuzz.py [--files 20000] [--jobs 2]
[--seeds DIR] [--keep DIR]``; any failure's bytes are kept under ``--keep``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import numpy as np

from opensim_wink.errors import WinkError
from opensim_wink.trial.check import TrialCheck, check_trial

SAMPLES = Path(__file__).resolve().parents[1] / "sample_trials"
LARGEST = 200_000  # bytes of a seed: more would only be slower
EXTREMES = (0, 1, 0x7F, 0x80, 0xFF)
Damage = Callable[[bytearray, np.random.Generator, Sequence[bytes]], bytearray]


def spoil_bytes(raw: bytearray, rng: np.random.Generator, _: Sequence[bytes]) -> bytearray:
    """A few bytes anywhere, favouring the extremes."""
    for place in rng.integers(0, len(raw), rng.integers(1, 9)):
        raw[place] = rng.choice([*EXTREMES, rng.integers(0, 256)])
    return raw


def spoil_head(raw: bytearray, rng: np.random.Generator, _: Sequence[bytes]) -> bytearray:
    """A few bytes of header and parameters, where everything hangs on."""
    end = min(len(raw), 512 * 12)
    for place in rng.integers(0, end, rng.integers(1, 9)):
        raw[place] = rng.choice([*EXTREMES, rng.integers(0, 256)])
    return raw


def spoil_run(raw: bytearray, rng: np.random.Generator, _: Sequence[bytes]) -> bytearray:
    """A run of one extreme byte."""
    start = int(rng.integers(0, len(raw)))
    length = int(rng.integers(2, 2000))
    raw[start : start + length] = bytes([int(rng.choice(EXTREMES))]) * len(
        raw[start : start + length]
    )
    return raw


def spoil_numbers(raw: bytearray, rng: np.random.Generator, _: Sequence[bytes]) -> bytearray:
    """Reals that are no numbers, infinite or huge, in place of samples."""
    wrong = np.array([np.nan, np.inf, -np.inf, 3e38, -3e38, 1e-40], dtype="<f4")
    for place in rng.integers(0, max(len(raw) // 4, 1), rng.integers(1, 200)):
        raw[4 * place : 4 * place + 4] = rng.choice(wrong).tobytes()
    return raw


def cut(raw: bytearray, rng: np.random.Generator, _: Sequence[bytes]) -> bytearray:
    """The end lost."""
    return raw[: int(rng.integers(0, len(raw)))]


def insert(raw: bytearray, rng: np.random.Generator, _: Sequence[bytes]) -> bytearray:
    """Bytes pushed in, so that all behind is misplaced."""
    place = int(rng.integers(0, len(raw)))
    raw[place:place] = rng.bytes(int(rng.integers(1, 600)))
    return raw


def exchange(raw: bytearray, rng: np.random.Generator, _: Sequence[bytes]) -> bytearray:
    """Two blocks of 512 bytes exchanged."""
    one, other = (512 * int(n) for n in rng.integers(0, max(len(raw) // 512, 1), 2))
    raw[one : one + 512], raw[other : other + 512] = (
        raw[other : other + 512],
        raw[one : one + 512],
    )
    return raw


def splice(raw: bytearray, rng: np.random.Generator, seeds: Sequence[bytes]) -> bytearray:
    """The head of one file with the tail of another."""
    other = seeds[int(rng.integers(len(seeds)))]
    place = 512 * int(rng.integers(1, 24))
    return raw[:place] + other[place:]


DAMAGES: tuple[Damage, ...] = (
    spoil_bytes, spoil_head, spoil_run, spoil_numbers, cut, insert, exchange, splice,
)  # fmt: skip


def damaged(seeds: Sequence[bytes], number: int) -> tuple[str, bytes]:
    """The damage's name and the bytes of one file, always the same for a number."""
    rng = np.random.default_rng(number)
    damage = DAMAGES[number % len(DAMAGES)]
    raw = bytearray(seeds[int(rng.integers(len(seeds)))])
    return damage.__name__, bytes(damage(raw, rng, seeds))


def faults_of(found: TrialCheck) -> list[str]:
    """What must not be in a trial that was read."""
    trial = found.trial
    numbers: dict[str, Any] = {"markers": trial.points_m, "times": trial.time_s}
    numbers["events"] = np.array([event.time_s for event in trial.events], dtype=float)
    if trial.analog:
        numbers["analog"] = trial.analog.values
    for place, plate in enumerate(trial.plates):
        numbers |= {f"force {place}": plate.force_n, f"pressure {place}": plate.cop_m}
    faults = [f"{name} infinite" for name, values in numbers.items() if np.isinf(values).any()]
    if not np.isfinite(trial.time_s).all() or (np.diff(trial.time_s) <= 0).any():
        faults.append("times do not rise")
    if np.nanmax(np.abs(trial.points_m), initial=0.0) > 1e4:
        faults.append("a marker further than 10 km")
    if trial.points_m.shape != (len(trial.time_s), len(trial.labels), 3):
        faults.append("shape of the markers")
    found.to_text()
    return faults


def look(path: Path) -> tuple[str, str]:
    """How a file ends: ``usable``, ``not usable`` or ``refused``; else ``fault`` and why."""
    try:
        found = check_trial(path)
    except WinkError as error:
        line = str(error)
        if "\n" in line or path.name not in line:
            return "fault", f"unclear refusal: {line[:300]}"
        return "refused", ""
    except Exception:
        return "fault", traceback.format_exc()
    faults = faults_of(found)
    if faults:
        return "fault", ", ".join(faults)
    return ("usable" if found.usable else "not usable"), ""


def work(pipe: Connection, seeds: Sequence[bytes], numbers: Sequence[int]) -> None:
    """Damage and look at file after file; tell the parent before and after each."""
    with tempfile.TemporaryDirectory(prefix="wink-fuzz-") as folder:
        for number in numbers:
            pipe.send(("begin", number, "", ""))
            name, raw = damaged(seeds, number)
            path = Path(folder) / "damaged.c3d"
            path.write_bytes(raw)
            pipe.send(("end", number, name, *look(path)))


class Watched:
    """A process over a list of numbers, started again behind any that ends or hangs it."""

    def __init__(self, seeds: Sequence[bytes], numbers: Sequence[int]) -> None:
        self.seeds, self.left = seeds, list(numbers)
        self.start()

    def start(self) -> None:
        """Start over what is left."""
        context = get_context("spawn")
        self.pipe, child = context.Pipe()
        self.process = context.Process(target=work, args=(child, self.seeds, self.left))
        self.process.start()
        child.close()
        self.since = time.perf_counter()

    def fail(self) -> int:
        """Give up the file at hand and go on behind it; its number."""
        self.process.kill()
        self.process.join()
        number = self.left.pop(0)
        if self.left:
            self.start()
        return number


def main() -> None:
    """Damage, look, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=float, default=20.0, help="seconds a file may take")
    parser.add_argument("--seeds", type=Path, help="folder of further C3D files, searched through")
    parser.add_argument("--keep", type=Path, help="folder for the bytes of failures")
    options = parser.parse_args()
    places = [*SAMPLES.glob("*.c3d"), *(options.seeds.rglob("*.c3d") if options.seeds else ())]
    seeds = [p.read_bytes() for p in sorted(places) if 1024 < p.stat().st_size <= LARGEST]
    clock = time.perf_counter()
    ends: Counter[tuple[str, str]] = Counter()
    slowest = (0.0, -1)
    failures: list[tuple[int, str]] = []
    runners = [
        Watched(seeds, range(first, options.files, options.jobs)) for first in range(options.jobs)
    ]
    while runners:
        wait([runner.pipe for runner in runners], timeout=1.0)
        for runner in tuple(runners):
            try:
                while runner.pipe.poll():
                    what, number, *rest = runner.pipe.recv()
                    if what == "begin":
                        runner.since = time.perf_counter()
                    elif what == "end":
                        slowest = max(slowest, (time.perf_counter() - runner.since, number))
                        name, how, why = rest
                        ends[name, how] += 1
                        runner.left.pop(0)
                        if how == "fault":
                            failures.append((number, why))
            except EOFError:
                if runner.left:
                    failures.append((runner.fail(), f"the process died: {runner.process.exitcode}"))
            if runner.left and time.perf_counter() - runner.since > options.limit:
                failures.append((runner.fail(), f"no answer in {options.limit:g} s"))
            if not runner.left:
                runners.remove(runner)
    hows = ("usable", "not usable", "refused", "fault")
    print(f"{options.files} files from {len(seeds)} seeds in {time.perf_counter() - clock:.0f} s")
    print("| damage | " + " | ".join(hows) + " |\n|---" * 1 + "|---" * len(hows) + "|")
    for name in (damage.__name__ for damage in DAMAGES):
        print(f"| {name} | " + " | ".join(str(ends[name, how]) for how in hows) + " |")
    print(f"slowest {slowest[0]:.1f} s (file {slowest[1]}); failures: {len(failures)}")
    for number, why in failures[:20]:
        print(f"\n{number}: {why}")
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{number}.c3d").write_bytes(damaged(seeds, number)[1])
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
