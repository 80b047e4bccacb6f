"""What the tables of a study say of all people together: ``cohort.json``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink import __version__
from opensim_wink.claims.contrasts.multiple import holm
from opensim_wink.claims.same_recording import TELLING
from opensim_wink.motion.guard.limits import LIMITS
from opensim_wink.report.page.cohort_result import SCHEMA
from opensim_wink.report.strict_json import Json
from opensim_wink.study.effects import mixed, paired
from opensim_wink.study.plan import STATICS
from opensim_wink.study.proportions import among_people, among_repetitions
from opensim_wink.study.spread import RESAMPLES, spread
from opensim_wink.study.tucking import NO_WINK, WINKS
from opensim_wink.study.twins import twins

if TYPE_CHECKING:
    import pandas as pd

USUAL = "baseline"
NO_CONDITION = "no condition"
ONSET = {
    "onset_depth_per_leg": "leg lengths",
    "onset_hip_flexion_deg": "°",
    "onset_box_height_cm": "cm",
}
CHANGED = {
    "pelvis_wink_deg": "°",
    "lumbar_wink_deg": "°",
    "onset_depth_per_leg": "leg lengths",
    "onset_hip_flexion_deg": "°",
    "bottom_depth_per_leg": "leg lengths",
}
_REPS = ("participant", "session", "trial", "condition", "condition_name", "condition_amount",
         "movement", "verdict", "tucks", "guard_flags")  # fmt: skip
_TRIALS = ("participant", "state", "guard_flags")


def read_tables(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The columns of a study's tables that `cohort_of` needs.

    Parameters
    ----------
    folder : Path
        Where ``reps``, ``trials`` and ``failures`` lie as Parquet.

    Returns
    -------
    reps, trials, failures : DataFrame
        A row a repetition, a trial and a failure.
    """
    import pyarrow.parquet as pq

    def read(name: str, wanted: tuple[str, ...]) -> pd.DataFrame:
        path = folder / f"{name}.parquet"
        there = pq.read_schema(path).names
        known = [column for column in wanted if column in there]
        found: pd.DataFrame = pq.read_table(path, columns=known).to_pandas()
        return found

    numbers = tuple(dict.fromkeys((*ONSET, *CHANGED, *TELLING)))
    return (
        read("reps", (*_REPS, *numbers)),
        read("trials", _TRIALS),
        read("failures", ("participant", "step")),
    )


def cohort_of(
    reps: pd.DataFrame,
    trials: pd.DataFrame,
    failures: pd.DataFrame,
    record: Json,
    counts: Mapping[str, int],
) -> Json:
    """Everything that is said of all people together.

    Parameters
    ----------
    reps, trials, failures : DataFrame
        From `read_tables`.
    record : dict
        ``study.json``.
    counts : mapping of str to int
        Trials by what came of them, and repetitions.

    Returns
    -------
    dict
        As ``cohort.json`` holds it; its keys are described in ``docs/batch.md``.
    """
    reps = reps.assign(label=_labels(reps))
    squats = reps[(reps["movement"] != "rock_back").to_numpy(dtype=bool)]
    labels = sorted(set(squats["label"]))
    usual = USUAL if USUAL in labels else labels[0] if len(labels) == 1 else None
    of_usual = squats if usual is None else squats[squats["label"] == usual]
    done = trials[(trials["state"] == "done").to_numpy(dtype=bool)]
    absent = without_trial(record)
    return {
        "schema": SCHEMA,
        "package": {"name": "opensim-wink", "version": __version__},
        "title": record["title"],
        "study": record["study"],
        "counts": {
            "participants": len({one["participant"] for one in record["trials"]}) + len(absent),
            "participants_without_trial": len(absent),
            "participants_done": int(
                trials.loc[trials["state"] == "done", "participant"].nunique()
            ),
            "participants_judged": int(squats.loc[_judged(squats), "participant"].nunique()),
            **counts,
            "squats": len(squats),
            "missing": len(record["missing"]),
        },
        "left_out": {"no_trial": absent, **_left_out(record, done, squats, of_usual)},
        "doubts": _doubts(record),
        "same_recording": twins(reps),
        "failed_at": dict(
            sorted(Counter(failures["step"].astype(str)).items(), key=lambda one: (-one[1], one[0]))
        ),
        "usual": usual,
        "conditions": labels,
        "prevalence": _prevalence(of_usual),
        "by_condition": {name: _prevalence(squats[squats["label"] == name]) for name in labels},
        "people": _people(of_usual),
        "onset": _onset(of_usual),
        "effects": _effects(squats, usual, labels),
        "guard": _guard(reps, done),
        "methods": {"resamples": RESAMPLES, "level": 0.95},
    }


def without_trial(record: Json) -> list[str]:
    """Participants whom the study lists, and no trial is of.

    Parameters
    ----------
    record : dict
        ``study.json``.

    Returns
    -------
    list of str
        Sorted; also from a record that an earlier version wrote.
    """
    have = {str(one["participant"]) for one in record["trials"]}
    told = {str(one["place"]) for one in record["missing"] if one["what"] == "trial"}
    return sorted(name for name in told - have if name and "/" not in name)


def _doubts(record: Json) -> list[Json]:
    """What the plan itself gives reason to doubt, each with the sessions that it concerns."""
    found: dict[str, list[str]] = {}
    for one in record["missing"]:
        if one["what"] == STATICS:
            found.setdefault(str(one["reason"]), []).append(str(one["place"]))
    return [{"reason": reason, "places": places} for reason, places in found.items()]


def _judged(reps: pd.DataFrame) -> NDArray[np.bool_]:
    """Which repetitions have a known side."""
    found: NDArray[np.bool_] = (reps["tucks"] != "open").to_numpy(dtype=bool)
    return found


def _left_out(
    record: Json, done: pd.DataFrame, squats: pd.DataFrame, of_usual: pd.DataFrame
) -> dict[str, list[str]]:
    """Who of the study is not counted, each under the first reason that holds."""
    everybody = {str(one["participant"]) for one in record["trials"]}
    with_result = set(done["participant"].astype(str))
    judged, counted = (
        set(reps.loc[_judged(reps), "participant"].astype(str)) for reps in (squats, of_usual)
    )
    return {
        "no_result": sorted(everybody - with_result),
        "not_judged": sorted(with_result - judged),
        "other_condition": sorted(judged - counted),
    }


def _labels(rows: pd.DataFrame) -> list[str]:
    """What each row's condition is called: its name, and its amount where it has one."""
    columns = ("condition", "condition_name", "condition_amount")
    found = []
    for stated, name, amount in zip(*(rows[column] for column in columns), strict=True):
        named = name if isinstance(name, str) else stated if isinstance(stated, str) else None
        has = amount is not None and np.isfinite(amount)
        found.append(NO_CONDITION if named is None else f"{named} {amount:g}" if has else named)
    return found


def _prevalence(reps: pd.DataFrame) -> Json:
    """How common a tuck is where its side is known, and each kind among tucks of known kind."""
    people, who = np.unique(reps["participant"].to_numpy(dtype=str), return_inverse=True)
    tucks = reps["tucks"].to_numpy(dtype=str)
    verdict = reps["verdict"].to_numpy(dtype=str)
    known, kind_known = tucks != "open", np.isin(verdict, WINKS)

    def common(has: NDArray[np.bool_], among: NDArray[np.bool_]) -> Json:
        counts, sizes = (
            np.bincount(who[which], minlength=people.size) for which in (has & among, among)
        )
        mine, all_mine = counts[sizes > 0], sizes[sizes > 0]
        return {
            "people": {
                "most": among_people(2 * mine > all_mine),
                "some": among_people(mine > 0),
                "every": among_people(mine == all_mine),
            },
            "repetitions": among_repetitions(counts, sizes),
        }

    everything, untold = (
        np.bincount(who[which], minlength=people.size) for which in (known | ~known, ~known)
    )
    return {
        "people": int(people.size),
        "people_usable": int(np.unique(who[known]).size),
        "repetitions": len(reps),
        "repetitions_usable": int(known.sum()),
        "kind_open": int(((tucks == "yes") & ~kind_known).sum()),
        "wink": common(tucks == "yes", known),
        "verdicts": {
            NO_WINK: common(tucks == "no", known),
            **{name: common(verdict == name, kind_known) for name in WINKS},
        },
        "cannot_tell": among_repetitions(untold, everything),
    }


def _people(reps: pd.DataFrame) -> list[Json]:
    """Each person's squats by what can be said of them."""
    return [
        {
            "participant": str(who),
            "repetitions": len(mine),
            "repetitions_usable": int((mine != "open").sum()),
            "wink": int((mine == "yes").sum()),
        }
        for who, mine in reps.groupby("participant", sort=True)["tucks"]
    ]


def _onset(reps: pd.DataFrame) -> Json:
    """Where the wink begins, one mean a person."""
    usable = reps[_judged(reps)]
    winks = usable[(usable["tucks"] == "yes").to_numpy(dtype=bool)]
    found: Json = {
        "people": int(usable["participant"].nunique()),
        "without": int(usable["participant"].nunique() - winks["participant"].nunique()),
        "quantities": {},
    }
    for name, unit in ONSET.items():
        if name not in winks:
            continue
        known = winks[winks[name].notna()]
        groups = known.groupby("participant", sort=True)[name]
        means = groups.mean()
        found["quantities"][name] = {
            "unit": unit,
            **spread(means.to_numpy(dtype=float)),
            "repetitions": len(known),
            "each": [
                {"participant": str(who), "value": float(mean), "repetitions": int(n)}
                for who, mean, n in zip(means.index, means, groups.size(), strict=True)
            ],
        }
    return found


def _effects(squats: pd.DataFrame, usual: str | None, labels: list[str]) -> Json:
    """What every condition changes in every quantity, against the usual squat."""
    others = [name for name in labels if name not in (usual, NO_CONDITION)]
    if usual != USUAL or not others:
        return {"usual": usual, "rows": []}
    known = squats[_judged(squats)]
    tucked = known[(known["tucks"] == "yes").to_numpy(dtype=bool)]
    rows: list[Json] = []
    for quantity, unit in CHANGED.items():
        if quantity not in known:
            continue
        usable = tucked if quantity in ONSET else known
        cells = usable.pivot_table(quantity, "participant", "label", aggfunc="mean")
        cells = cells.reindex(columns=[usual, *others])
        together = mixed(cells, usual, others)
        for name in others:
            one = paired(cells, usual, name)
            told = {"quantity": quantity, "unit": unit, "condition": name}
            rows.append({**told, "paired": one, "mixed": together[name]})
    for way in ("paired", "mixed"):
        adjusted, _ = holm(np.array([row[way]["p"] for row in rows], dtype=np.float64))
        for row, p in zip(rows, adjusted, strict=True):
            row[way]["p_holm"] = float(p) if np.isfinite(p) else None
    return {"usual": usual, "rows": rows}


def _guard(reps: pd.DataFrame, trials: pd.DataFrame) -> list[Json]:
    """How often each flag was raised, the most frequent first; flags never raised are told too.

    Besides the flags with a declared limit there are those that results hold, as the muscles'.
    """
    limits = {limit.flag: limit for limit in LIMITS}
    in_trials, in_reps = _raised(trials), _raised(reps)
    found = []
    for flag in dict.fromkeys((*limits, *sorted(set().union(*in_trials)))):
        has = np.array([flag in raised for raised in in_trials], dtype=bool)
        limit = limits.get(flag)
        found.append(
            {
                "flag": flag,
                "measure": "" if limit is None else limit.measure,
                "reason": "" if limit is None else limit.reason,
                "trials": int(has.sum()),
                "of_trials": len(trials),
                "people": int(trials.loc[has, "participant"].nunique()),
                "of_people": int(trials["participant"].nunique()),
                "repetitions": sum(flag in raised for raised in in_reps),
                "of_repetitions": len(reps),
            }
        )
    return sorted(found, key=lambda one: (-one["trials"], one["flag"]))


def _raised(rows: pd.DataFrame) -> list[frozenset[str]]:
    """The flags of each row."""
    told = (each if isinstance(each, str) else "" for each in rows["guard_flags"])
    return [frozenset(each.split("; ")) - {""} for each in told]
