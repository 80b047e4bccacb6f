"""The folder that ``opensim-wink compare`` leaves: whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from opensim_wink.claims.comparison import Comparison
from opensim_wink.report.comparison.conditions import body_summary, conditions_summary
from opensim_wink.report.folder import PROVENANCE, whole_folder
from opensim_wink.report.provenance import provenance
from opensim_wink.report.strict_json import Json, write_json
from opensim_wink.report.summary import SUMMARY

if TYPE_CHECKING:
    import pandas as pd

COMPARISON = "comparison.json"
SCHEMA = 1
NOT_A_DIAGNOSIS = (
    "What speaks for and against a cause is a reading of movements under conditions, no diagnosis."
)


def comparison_summary(comparison: Comparison) -> Json:
    """Everything that was compared, ready for strict JSON.

    Parameters
    ----------
    comparison : Comparison
        Effects, verdicts and causes.

    Returns
    -------
    dict
        As in ``docs/outputs.md``.
    """
    session = comparison.session
    conditions, depth = conditions_summary(session)
    return {
        "schema": SCHEMA,
        "person": session.person,
        "trials": [
            {
                "trial": trial.name,
                "condition": trial.condition.name,
                "words": trial.condition.words,
                "amount": trial.condition.amount,
                "note": trial.condition.note,
                "in_vocabulary": trial.condition.known,
                "reps": len(trial.reps),
                "usable": int(trial.usable.sum()),
                "verdicts": list(trial.verdicts),
            }
            for trial in session.trials
        ],
        "conditions": conditions,
        "same_depth_per_leg": depth,
        "body": body_summary(session),
        "untested": None if comparison.untested is None else comparison.untested.to_dict(),
        "causes": [finding.to_dict() for finding in comparison.causes],
        "named": [finding.cause for finding in comparison.causes if finding.named],
        "claims": [verdict.to_dict() for verdict in comparison.verdicts],
        "effects": [contrast.to_dict() for contrast in comparison.contrasts],
        "notes": [NOT_A_DIAGNOSIS, *session.notes],
    }


def write_comparison(
    comparison: Comparison,
    folder: Path,
    *,
    folders: Sequence[Path],
    claims: Path | None = None,
    overwrite: bool = False,
    command: Sequence[str] | None = None,
) -> Json:
    """Write what the trials of one person say together.

    Parameters
    ----------
    comparison : Comparison
        What was found.
    folder : Path
        A new folder, or one of an earlier result with ``overwrite``.
    folders : sequence of Path
        Where the trials' results are, for the provenance.
    claims : Path, optional
        The book of claims, where it is not the packaged one.
    overwrite : bool
        Whether an earlier result may be replaced.
    command : sequence of str, optional
        The command line after the program's name, for the provenance.

    Returns
    -------
    dict
        The summary, as in ``comparison.json``.

    Raises
    ------
    OutputError
        If the folder cannot be written or holds something else.
    """
    from opensim_wink.report.page.comparison import write_comparison_report

    summary = comparison_summary(comparison)
    inputs = [("result", one / SUMMARY) for one in folders]
    if claims is not None:
        inputs.append(("claims", claims))
    files = (COMPARISON, "effects.csv", "claims.csv", PROVENANCE)
    with whole_folder(Path(folder), overwrite=overwrite) as inside:
        write_json(inside / COMPARISON, summary)
        comparison.to_frame().to_csv(inside / "effects.csv", index=False, lineterminator="\n")
        claims_table(comparison).to_csv(inside / "claims.csv", index=False, lineterminator="\n")
        write_json(inside / PROVENANCE, provenance(inputs, comparison.settings, command, files))
        write_comparison_report(inside)
    return summary


CLAIM_COLUMNS = ["person", "claim", "account", "says", "verdict", "reason", "missing", "settles"]


def claims_table(comparison: Comparison) -> pd.DataFrame:
    """One row for each claim.

    Parameters
    ----------
    comparison : Comparison
        What was found.

    Returns
    -------
    DataFrame
        The verdict, its reason, and what would settle it.
    """
    import pandas as pd

    rows = [
        {
            "person": comparison.session.person,
            "claim": one.claim.id,
            "account": one.claim.account,
            "says": one.claim.claim,
            "verdict": one.verdict,
            "reason": one.reason,
            "missing": "; ".join(one.missing),
            "settles": one.settles,
        }
        for one in comparison.verdicts
    ]
    return pd.DataFrame(rows, columns=CLAIM_COLUMNS)
