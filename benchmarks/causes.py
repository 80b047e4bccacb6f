"""Is the right cause named? Virtual persons of one known cause each, from C3D to `compare`.

Each person goes through the trials that the decisive claims need; every trial is recorded as a C3D
with noise and sliding skin, analysed as a laboratory would (a standing trial, the condition from
``conditions.yaml``) and compared. Loads are left out and 100 draws make the intervals; the person
is scaled once, from the standing trial, as each analysis would. Printed are a confusion table, who
was misnamed and why, and whether hip flexion at the onset stays the same over conditions (Mata
2021, doi:10.70252/LMEG8374), which it should for who has a short hip and should not for who lacks
balance. One line of JSON a person goes to ``--out``, and who is there already is not run again.
With ``--results`` what was analysed is kept, and ``--again`` only compares it once more, as after a
change of the claims; ``--renew rock_back`` first analyses these trials of everyone once more. Run
it as ``python benchmarks/causes.py [--persons 50] [--causes short_hip none] [--jobs 2]
[--out causes.jsonl] [--results DIR] [--again [--renew TRIAL ...]]``. With ``--pairs`` the persons
have two causes each (those of `PAIRS`, or as ``--pairs stiff_ankle+tight_hamstring``), and what is
named should be among the two and nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from opensim_wink.analysis import Analysis, analyze
from opensim_wink.claims.comparison import Comparison
from opensim_wink.comparing import compare
from opensim_wink.errors import WinkError
from opensim_wink.following import record
from opensim_wink.load.settings import LoadSettings
from opensim_wink.report.draws import write_draws
from opensim_wink.report.folder import PROVENANCE
from opensim_wink.report.provenance import provenance
from opensim_wink.report.strict_json import write_json
from opensim_wink.report.summary import SUMMARY, summarise
from opensim_wink.report.tables import reps_table
from opensim_wink.samples.causes import CAUSES, draw_person
from opensim_wink.samples.protocol import protocol
from opensim_wink.samples.sessions import write_protocol
from opensim_wink.scaling.choose import ChosenSubject, choose_subject
from opensim_wink.settings import AnalysisSettings

TRIALS = (
    "baseline", "heels", "goblet", "supported", "neutral", "slow", "loaded", "after_stretch",
    "rock_back", "leg_raise", "ankle_rom", "hip_rom",
)  # fmt: skip
RIGHT = {
    "short_hip": "structure",
    "stiff_ankle": "ankle",
    "poor_balance": "balance",
    "arched_start": "arch",
    "tight_hamstring": "hamstrings",
    "none": "",
}
PAIRS = ("short_hip+tight_hamstring", "poor_balance+tight_hamstring")
NOBODY, SEVERAL, FAILED = "nobody named", "several", "failed"
ONSET = "onset_hip_flexion_deg"
SAMPLES = 100
ANALYSED = "analysed.json"
Row = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """One person to run; where the analysed trials stay, or None to remove them.

    Of what was kept, the trials named in ``renewed`` are recorded and analysed again.
    """

    cause: str
    seed: int
    results: Path | None = None
    renewed: tuple[str, ...] = ()

    @property
    def kept(self) -> Path | None:
        """Where this person's analysed trials stay."""
        return None if self.results is None else self.results / f"{self.cause}_{self.seed:03d}"

    @property
    def is_kept(self) -> bool:
        """Whether all trials were analysed before."""
        return self.kept is not None and (self.kept / ANALYSED).is_file()


def run_person(task: Task) -> Row:
    """Record, analyse and compare one person.

    Parameters
    ----------
    task : Task
        Who. Trials that were analysed and kept before are only compared.

    Returns
    -------
    dict
        What was named, every answer with its reason, and the seconds of each step.
    """
    row: Row = {"cause": task.cause, "seed": task.seed, "seconds": {}, "failed": {}}
    with tempfile.TemporaryDirectory(prefix="wink-causes-") as passing:
        folder = task.kept or Path(passing)
        note = folder / ANALYSED
        try:
            if task.is_kept:
                row |= json.loads(note.read_text("utf-8"))
            if not task.is_kept or task.renewed:
                names = task.renewed if task.is_kept else TRIALS
                _analyse(folder, Path(passing) / "c3d", task, row, names)
                note.write_text(json.dumps(row), encoding="utf-8")
            clock = time.perf_counter()
            results = [folder / name for name in TRIALS if (folder / name).is_dir()]
            comparison = compare(results, person=f"{task.cause} {task.seed}")
            row["seconds"]["compare"] = time.perf_counter() - clock
        except WinkError as error:
            return row | {"named": [FAILED], "error": str(error)}
    return row | _told(comparison)


def _told(comparison: Comparison) -> Row:
    """What a comparison says, for a file."""
    row: Row = {}
    row["named"] = [finding.cause for finding in comparison.causes if finding.named]
    row["causes"] = {
        finding.cause: {
            "finding": finding.finding,
            "weight": finding.weight,
            "rests_on": [f"{one.claim} {one.says} {one.weight}" for one in finding.witnesses],
        }
        for finding in comparison.causes
    }
    row["claims"] = {one.claim.id: [one.verdict, one.reason] for one in comparison.verdicts}
    row["trials"] = {
        trial.name: {
            "verdicts": list(trial.verdicts),
            "usable": [bool(use) for use in trial.usable],
            "reps": {
                name: [None if value != value else round(float(value), 2) for value in values]
                for name, values in trial.values.items()
                if name in ("pelvis_wink_deg", ONSET, "bottom_hip_flexion_deg")
            },
        }
        for trial in comparison.session.trials
    }
    row["onset"] = [
        one.to_dict()
        for one in comparison.contrasts
        if one.quantity in (ONSET, "onset_depth_per_leg")
    ]
    return row


def _analyse(folder: Path, recordings: Path, task: Task, row: Row, names: Sequence[str]) -> None:
    """Record a person and leave a result folder for each trial, all with one scaled model."""
    clock = time.perf_counter()
    person = draw_person(task.cause, task.seed)
    write_protocol(recordings, person, [t for t in protocol(person) if t.name in TRIALS])
    row["seconds"]["recording"] = time.perf_counter() - clock
    static, raised = recordings / "static.c3d", recordings / "leg_raise.c3d"
    clock = time.perf_counter()
    chosen = _scaled(recordings / "baseline.c3d", static)
    row["seconds"]["scaling"] = time.perf_counter() - clock
    for name in names:
        trial = recordings / f"{name}.c3d"
        row["failed"].pop(name, None)
        if not trial.is_file():  # the person cannot do it at all
            row["failed"][name] = "cannot be done"
            continue
        clock = time.perf_counter()
        settings = AnalysisSettings(
            static=static,
            scaled=True,
            samples=SAMPLES,
            loads=LoadSettings(level="none"),
            slr=raised if name == "baseline" and raised.is_file() else None,
        )
        shutil.rmtree(folder / name, ignore_errors=True)  # of a run that was ended
        try:
            _write(analyze(trial, chosen.subject.model_path, settings), folder / name)
        except WinkError as error:
            row["failed"][name] = str(error)
        row["seconds"][name] = time.perf_counter() - clock


def _write(found: Analysis, folder: Path) -> None:
    """What a comparison reads of a result; tables and pictures for people are left out."""
    folder.mkdir(parents=True)
    summary = summarise(found)
    write_json(folder / SUMMARY, summary)
    reps_table(found.squat, summary).to_csv(folder / "reps.csv", lineterminator="\n")
    write_draws(folder, found)
    static = found.settings.static
    inputs = [("static", static)] if static is not None else []
    write_json(folder / PROVENANCE, provenance(inputs, found.settings, None, []))


def _scaled(trial: Path, static: Path) -> ChosenSubject:
    recorded = record(trial, AnalysisSettings(static=static))
    return choose_subject(recorded.trial, recorded.static, None, scale=True)


def column(row: Row) -> str:
    """Under which name a person is counted."""
    named = row["named"]
    return NOBODY if not named else SEVERAL if len(named) > 1 else named[0]


def right_of(cause: str) -> set[str]:
    """What may be named for a person with this cause, or with these two."""
    return {RIGHT[one] for one in cause.split("+")} - {""}


def is_right(row: Row) -> bool:
    """Whether the cause was named and no other; of two, whether nothing else was."""
    named, right = set(row["named"]), right_of(row["cause"])
    return named <= right if "+" in row["cause"] else named == right


def print_pairs(rows: Sequence[Row]) -> None:
    """Pairs of causes by rows; how many of the two were named, or anything else, by columns."""
    told = ("both", "first", "second", NOBODY, "another", FAILED)
    print("| true causes | persons | both | first only | second only | " + " | ".join(told[3:]))
    print("|---|---|" + "---|" * len(told))
    for pair in dict.fromkeys(row["cause"] for row in rows):
        count = Counter(pair_column(row) for row in rows if row["cause"] == pair)
        print(f"| {pair} | {count.total()} | " + " | ".join(str(count[word]) for word in told))


def pair_column(row: Row) -> str:
    """Under which name a person with two causes is counted."""
    named, (first, second) = set(row["named"]), (RIGHT[one] for one in row["cause"].split("+"))
    if named == {FAILED}:
        return FAILED
    if named - {first, second}:
        return "another"
    if len(named) == 2:
        return "both"
    return NOBODY if not named else "first" if first in named else "second"


def print_confusion(rows: Sequence[Row]) -> None:
    """True causes by rows, what was named by columns."""
    told = [*(word for word in RIGHT.values() if word), "control", "load", SEVERAL, NOBODY, FAILED]
    counts = {cause: Counter(column(r) for r in rows if r["cause"] == cause) for cause in CAUSES}
    shown = [word for word in told if any(count[word] for count in counts.values())]
    print("| true cause | persons | " + " | ".join(shown) + " | right |")
    print("|---|---|" + "---|" * (len(shown) + 1))
    for cause, count in counts.items():
        total = sum(count.values())
        if total:
            right = sum(is_right(row) for row in rows if row["cause"] == cause)
            cells = " | ".join(str(count[word]) for word in shown)
            print(f"| {cause} | {total} | {cells} | {right / total:.0%} |")


def print_misnamed(rows: Iterable[Row]) -> None:
    """Who was misnamed, and what each decisive claim said."""
    for row in rows:
        if is_right(row):
            continue
        print(f"\n{row['cause']} {row['seed']}: {', '.join(row['named']) or NOBODY}")
        if "error" in row:
            print(f"  {row['error']}")
            continue
        for name, error in row["failed"].items():
            print(f"  {name} failed: {error}")
        causes = right_of(row["cause"]) | set(row["named"])
        for cause in sorted(causes):
            found = row["causes"][cause]
            print(f"  {cause}: {found['finding']} ({found['weight']})")
            for witness in found["rests_on"]:
                claim = witness.split()[0]
                print(f"    {witness}: {row['claims'][claim][1]}")
        open_ = [name for name, (verdict, _) in row["claims"].items() if verdict == "cannot tell"]
        print(f"  cannot tell: {', '.join(open_)}")
        guarded = [n for n, t in row["trials"].items() if t["usable"] and not any(t["usable"])]
        if guarded:
            print(f"  no repetition usable: {', '.join(guarded)}")


def print_same_hip(rows: Sequence[Row]) -> None:
    """Hip flexion at the onset over conditions, and what the heels give in depth."""
    print(
        "\nHip flexion at the onset under a condition less that of the usual squat, and all fours"
    )
    for cause in CAUSES[:-1]:
        mine = [row for row in rows if row["cause"] == cause and "claims" in row]
        if not mine:
            continue
        print(f"{cause}: {len(mine)} persons")
        for claim in ("same_hip_flexion_always", "all_fours_same_hip", "heels_give_depth"):
            told = Counter(row["claims"][claim][0] for row in mine)
            print(f"  {claim}: " + ", ".join(f"{word} {n}" for word, n in told.items()))
        for condition in ("heels_raised", "counterweight", "supported"):
            for quantity, unit, digits in ((ONSET, "°", 1), ("onset_depth_per_leg", " leg", 3)):
                found = [
                    one["difference"]["value"]
                    for row in mine
                    for one in row["onset"]
                    if one["condition"] == condition and one["quantity"] == quantity
                ]
                known = [value for value in found if value is not None]
                if known:
                    mean = sum(known) / len(known)
                    ends = f"{min(known):+.{digits}f} to {max(known):+.{digits}f}"
                    print(
                        f"  {condition}, {quantity}: mean {mean:+.{digits}f}{unit} ({ends}; "
                        f"{len(known)} with a wink in both)"
                    )


def print_seconds(rows: Sequence[Row]) -> None:
    """What the steps cost."""
    steps: dict[str, list[float]] = {}
    for row in rows:
        for step, seconds in row["seconds"].items():
            steps.setdefault(step, []).append(seconds)
    means = {step: sum(values) / len(values) for step, values in steps.items()}
    told = ", ".join(f"{step} {mean:.1f}" for step, mean in means.items())
    print(f"\nseconds a person: {sum(means.values()):.0f} ({told})")


def main() -> None:
    """Run who is missing and print all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=50, help="of each cause")
    parser.add_argument("--first", type=int, default=0, help="seed of the first")
    parser.add_argument("--causes", nargs="+", choices=CAUSES, default=list(CAUSES))
    parser.add_argument(
        "--pairs", nargs="*", help="persons of two causes each, such as " + PAIRS[0]
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--out", type=Path, default=Path("causes.jsonl"))
    parser.add_argument("--results", type=Path, help="folder that keeps the analysed trials")
    parser.add_argument(
        "--renew", nargs="+", default=[], choices=TRIALS, metavar="TRIAL",
        help="with --again: record and analyse these trials once more first",
    )  # fmt: skip
    parser.add_argument("--again", action="store_true", help="only compare what is kept once more")
    options = parser.parse_args()
    chosen = options.causes if options.pairs is None else options.pairs or list(PAIRS)
    if options.again:
        options.out.unlink(missing_ok=True)
    lines = options.out.read_text("utf-8").splitlines() if options.out.is_file() else []
    rows = [json.loads(line) for line in lines]
    done = {(row["cause"], row["seed"]) for row in rows}
    tasks = [
        Task(cause, seed, options.results, tuple(options.renew))
        for seed in range(options.first, options.first + options.persons)
        for cause in chosen
        if (cause, seed) not in done
    ]
    if options.again:
        tasks = [task for task in tasks if task.is_kept]
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # each process has one core
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        for future in as_completed([pool.submit(run_person, task) for task in tasks]):
            row = future.result()
            rows.append(row)
            with options.out.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row) + "\n")
            took = sum(row["seconds"].values())
            print(f"{row['cause']} {row['seed']}: {column(row)} ({took:.0f} s)", flush=True)
    wanted = [row for row in rows if row["cause"] in chosen]
    wanted.sort(key=lambda row: (chosen.index(row["cause"]), row["seed"]))
    print()
    if options.pairs is None:
        print_confusion(wanted)
    else:
        print_pairs(wanted)
    print_misnamed(wanted)
    if options.pairs is None:
        print_same_hip(wanted)
    print_seconds(wanted)


if __name__ == "__main__":
    main()
