"""A usual body and one with tight hamstrings at the same squats, from motion to verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opensim_wink.analysis import Analysis, analyze
from opensim_wink.assessing import assess
from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.engine import load_model
from opensim_wink.body.masses import masses_of
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.claims.hamstrings.alternatives import carry_over
from opensim_wink.claims.hamstrings.conclude import NOT_RULED_OUT
from opensim_wink.claims.hamstrings.lombard import try_hamstrings
from opensim_wink.claims.hamstrings.results import HamstringTrial
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.load.carried import carried_forces
from opensim_wink.load.dynamics import prepare_dynamics
from opensim_wink.load.settings import LoadSettings
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import muscle_curves
from opensim_wink.muscle.guard import guard_muscles
from opensim_wink.samples.person import Body, Build
from opensim_wink.samples.profiles import Timing
from opensim_wink.samples.squats import Squat, squat_course
from opensim_wink.settings import AnalysisSettings
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.from_motion import squat_signals
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import SquatSignals

WINK = Squat(
    112.0, 32.0, wink_deg=12.0, onset=0.72, lumbar_deg=12.0, arms_deg=(50.0, 10.0),
    rep_change=(0.95, 1.0, 1.05), rep_depth_deg=(0.0, 1.5, -1.0),
)  # fmt: skip
NO_WINK = replace(WINK, wink_deg=0.0, lumbar_deg=0.0)
TIMINGS = (Timing(0.8, 1.2, 0.15, 1.1),) * 3
RATE_HZ = 50.0
TIGHT_SLACK = 0.88  # fibres that are as taut when the wink begins as late in a raise


@cache
def usual() -> Subject:
    return load_subject(packaged_model_path())


@cache
def squats(wink: bool, narrow: bool = False) -> Motion:
    subject = usual()
    body = Body(Build("nobody", subject.mass_kg, {}), subject.tree, masses_of(subject.model_path))
    squat = WINK if wink else NO_WINK
    if narrow:
        squat = replace(squat, stance_m=0.2, toe_out_deg=0.0)
    course = squat_course(body, squat, TIMINGS, RATE_HZ, 0.8)
    return motion_of(course.values, course.time_s)


def motion_of(values: np.ndarray, time_s: np.ndarray) -> Motion:
    tree, n = usual().tree, len(values)
    return Motion(
        name="made", time_s=time_s, coordinates=tree.coordinates, rotational=tree.rotational,
        values=values, markers=(), marker_error_m=np.empty((n, 0)), weights=np.empty(0),
        cost=np.full(n, np.nan), converged=np.ones(n, bool), solver="file",
    )  # fmt: skip


def raise_to(angle_deg: float) -> Motion:
    """A straight-leg raise of one leg after the other."""
    tree = usual().tree
    time_s = np.arange(240) / RATE_HZ
    values = np.tile(tree.default, (240, 1))
    for side, start in (("r", 0.0), ("l", 2.4)):
        way = np.sin(np.pi * np.clip((time_s - start) / 2.4, 0, 1)) ** 2
        values[:, tree.coordinate(f"hip_flexion_{side}")] = np.deg2rad(angle_deg) * way
    return motion_of(values, time_s)


def with_slack(scale: float, path: Path) -> Subject:
    """The same person with hamstring tendons of another slack length."""
    model = load_model(packaged_model_path())
    for index in range(model.getMuscles().getSize()):
        muscle = model.getMuscles().get(index)
        if muscle.getName().startswith(("bflh", "semimem", "semiten")):
            muscle.set_tendon_slack_length(scale * muscle.get_tendon_slack_length())
    model.printToXML(str(path))
    return load_subject(path)


@pytest.fixture(scope="module")
def tight(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    return with_slack(TIGHT_SLACK, tmp_path_factory.mktemp("tight") / "tight.osim")


@cache
def followed(subject: Subject, motion: Motion) -> tuple[SquatSignals, SquatAnalysis, Any, Any]:
    signals = squat_signals(subject, motion)
    curves = muscle_curves(subject, motion)
    return signals, analyze_squats(signals), curves, guard_muscles(subject, motion, curves)


def trial_of(subject: Subject, motion: Motion, **options: Any) -> HamstringTrial:
    signals, squat, curves, guard = followed(subject, motion)
    assert len(squat.reps) == len(TIMINGS)
    return try_hamstrings(subject, motion, signals, squat, curves, guard, **options)


@pytest.fixture(scope="module")
def usual_trial() -> HamstringTrial:
    return trial_of(usual(), squats(True))


@pytest.mark.parametrize(
    "known",
    [{"slr_motion": True}, {"settings": LombardSettings(slr_deg=85.0)}],
    ids=["from a trial", "stated"],
)
def test_usual_hamstrings_whose_raise_is_known_are_acquitted(known: dict[str, Any]) -> None:
    if "slr_motion" in known:
        known = {"slr_motion": raise_to(85.0)}
    trial = trial_of(usual(), squats(True), **known)
    raises: Any = trial.to_dict()["raises"]
    assert [one["side"] for one in raises] == ["r", "l"]
    assert [one["angle_deg"] for one in raises] == pytest.approx([85.0, 85.0], abs=0.5)
    assert {one["known_from"] for one in raises} <= {"trial", "stated"}
    for side in ("both", "r", "l"):
        assert trial.verdict("blame", side).verdict == "supported", side
    assert "length to spare" in trial.verdict("blame").reason
    assert not any("assumed" in caveat for caveat in trial.caveats)


def test_nobody_is_acquitted_whose_raise_is_not_known(usual_trial: HamstringTrial) -> None:
    for side in ("both", "r", "l"):
        answer = usual_trial.verdict("blame", side)
        assert answer.verdict == "inconclusive"
        assert "measure it, --slr" in answer.reason


@pytest.mark.parametrize("known", [True, False])
def test_tight_hamstrings_are_convicted(tight: Subject, known: bool) -> None:
    """Their tendons are as taut when the wink begins as late in a raise, and end the raise there.

    The passive moment convicts them, whether or not anybody knows how short their raise is.
    """
    trial = trial_of(tight, squats(True), slr_motion=raise_to(31.0) if known else None)
    for side in ("both", "r", "l"):
        assert trial.verdict("blame", side).verdict == "contradicted", side
    passive = [effect for effect in trial.effects if effect.test == "passive_moment"]
    assert all(effect.mean.value > 1.0 for effect in passive)


def test_a_raise_that_ends_where_the_wink_begins_convicts() -> None:
    short, plain = raise_to(31.0), LombardSettings(heed_regression=False)
    trial = trial_of(usual(), squats(True), slr_motion=short, settings=plain)
    assert trial.verdict("blame").verdict == "contradicted"
    shares = [effect for effect in trial.effects if effect.test == "stretch"]
    assert max(effect.mean.value for effect in shares) > 1.0
    assert not any("assumed" in caveat for caveat in trial.caveats)
    doubted = trial_of(usual(), squats(True), slr_motion=short)
    assert doubted.verdict("blame").verdict == "inconclusive"
    assert "unverified" in doubted.verdict("blame").reason


def test_it_says_which_raise_would_acquit(usual_trial: HamstringTrial) -> None:
    reasons = [usual_trial.verdict("blame", side).reason for side in ("both", "r", "l")]
    both, *angles = [float(reason.split("raised to ")[1].split("°")[0]) for reason in reasons]
    assert both == max(angles)
    for side, angle in zip("rl", angles, strict=True):
        for raised, verdict in ((angle, "supported"), (angle - 2.0, "inconclusive")):
            trial = trial_of(usual(), squats(True), settings=LombardSettings(slr_deg=raised))
            assert trial.verdict("blame", side).verdict == verdict


def test_without_a_wink_there_is_nothing_to_explain() -> None:
    trial = trial_of(usual(), squats(False))
    assert trial.verdict("blame").verdict == "inconclusive"
    assert "no wink to explain" in trial.verdict("blame").reason
    assert {row.at for row in trial.ranking} == {"bottom"}


def test_the_wink_spares_length(usual_trial: HamstringTrial) -> None:
    free = [effect for effect in usual_trial.effects if effect.test == "counterfactual"]
    assert len(free) == 6
    for effect in free:
        assert 0.002 < np.mean(effect.extra_m) < 0.02


def test_both_sides_of_a_symmetric_squat_agree(usual_trial: HamstringTrial) -> None:
    for claim in ("blame", "length", "length_at_the_wink", "instead"):
        right, left = (usual_trial.verdict(claim, side).verdict for side in "rl")
        assert right == left, claim


def test_table_has_a_row_a_repetition_muscle_side_and_test(usual_trial: HamstringTrial) -> None:
    table = usual_trial.to_frame()
    keys = ["rep", "muscle", "side", "test"]
    assert not table.duplicated(keys).any()
    assert len(table) == 3 * 2 * (3 * 4 + 1)
    assert set(table["verdict"]) <= {"supported", "contradicted", "inconclusive"}
    assert (table["low"].dropna() <= table["mean"][table["low"].notna()]).all()


def test_summary_is_plain_json_and_says_what_it_cannot_say(usual_trial: HamstringTrial) -> None:
    summary = json.loads(json.dumps(usual_trial.to_dict(), allow_nan=False))
    assert NOT_RULED_OUT in summary["caveats"]
    assert any("assumed straight-leg raise" in caveat for caveat in summary["caveats"])
    assert {answer["side"] for answer in summary["claims"]} == {"both", "r", "l"}


def test_ranking_is_by_closeness_to_the_end_of_the_stretch(usual_trial: HamstringTrial) -> None:
    for side in "rl":
        rows = [row for row in usual_trial.ranking if row.side == side]
        norms = [row.closeness.value for row in rows]
        assert norms == sorted(norms, reverse=True)
        assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
        for row in rows:
            short, long = row.closeness_range
            assert short < row.closeness.value < long


@pytest.mark.parametrize("narrow", [True, False])
def test_all_muscles_of_an_ordinary_stance_are_ranked(narrow: bool) -> None:
    trial = trial_of(usual(), squats(True, narrow=narrow))
    for side in "rl":
        groups = {row.group for row in trial.ranking if row.side == side}
        assert groups > {"gluteus_maximus", "adductor_magnus", "piriformis", "rectus_femoris"}
        assert "model is the limit" not in trial.verdict("instead", side).reason


def test_a_second_model_of_the_same_muscles_changes_nothing(usual_trial: HamstringTrial) -> None:
    trial = trial_of(usual(), squats(True), second_subject=usual())
    assert [a.verdict for a in trial.claims] == [a.verdict for a in usual_trial.claims]
    name = f"the model {usual().name}"
    for effect in trial.effects:
        (variant,) = (v for v in effect.variants if v.name == name)
        assert variant.value.value == pytest.approx(effect.mean.value, abs=1e-6)


def test_a_second_model_that_disagrees_takes_the_verdict_back(tight: Subject) -> None:
    trial = trial_of(usual(), squats(True), second_subject=tight)
    passive = [effect for effect in trial.effects if effect.test == "passive_moment"]
    assert passive
    assert all(effect.verdict == "inconclusive" for effect in passive)


def test_a_bar_raises_the_net_moment() -> None:
    dynamics = prepare_dynamics(usual(), squats(True))
    bar = carried_forces(
        usual(), dynamics, barbell_kg=60.0, settings=LoadSettings(), trial=None
    )  # fmt: skip
    without, loaded = (
        trial_of(usual(), squats(True), carried=carried).effects for carried in ((), bar)
    )
    share = [
        next(e.mean.value for e in effects if e.test == "passive_moment")
        for effects in (without, loaded)
    ]
    assert share[1] < share[0]


def test_a_load_without_a_place_leaves_the_passive_moment_open() -> None:
    known = LombardSettings(slr_deg=85.0)
    trial = trial_of(usual(), squats(True), settings=known, load_known=False)
    passive = [effect for effect in trial.effects if effect.test == "passive_moment"]
    assert {effect.verdict for effect in passive} == {"inconclusive"}
    assert trial.verdict("blame").verdict == "inconclusive"
    assert "net hip moment is unknown" in trial.verdict("blame").reason
    assert any("cannot be placed" in caveat for caveat in trial.caveats)


def test_a_wider_error_of_the_hip_gives_less_certain_answers() -> None:
    trial = trial_of(usual(), squats(True), settings=LombardSettings(hip_error_deg=60.0))
    assert trial.verdict("blame").verdict == "inconclusive"


def test_no_squat_no_verdict() -> None:
    subject = usual()
    motion = motion_of(np.tile(subject.tree.default, (100, 1)), np.arange(100) / RATE_HZ)
    signals = squat_signals(subject, motion)
    curves = muscle_curves(subject, motion)
    guard = guard_muscles(subject, motion, curves)
    trial = try_hamstrings(subject, motion, signals, analyze_squats(signals), curves, guard)
    assert {answer.verdict for answer in trial.claims} == {"inconclusive"}
    assert trial.to_frame().empty


def real_trial(found: Analysis) -> HamstringTrial:
    curves = muscle_curves(found.subject, found.motion)
    guard = guard_muscles(found.subject, found.motion, curves)
    return try_hamstrings(
        found.subject, found.motion, found.signals, found.squat, curves, guard
    )  # fmt: skip


@pytest.mark.real
def test_opencap_squats_have_no_wink_to_explain(shared: Path) -> None:
    folder = shared / "real" / "opencap_subject4"
    settings = AnalysisSettings(ik_tasks=folder / "Setup_IK_Mocap.xml", scaled=True)
    trial = real_trial(analyze(folder / "squats1.trc", folder / "manually_scaled.osim", settings))
    assert trial.verdict("blame").verdict == "inconclusive"
    assert "no wink to explain" in trial.verdict("blame").reason
    assert trial.verdict("blame", "r").verdict == trial.verdict("blame", "l").verdict
    used = [e.mean.value for e in trial.effects if e.test == "stretch"]
    assert max(used) < 0.75


@pytest.mark.real
def test_deep_squats_have_a_verdict_with_a_reason(shared: Path) -> None:
    folder = shared / "real" / "deep_squat"
    settings = AnalysisSettings(scaled=True)
    trial = real_trial(analyze(folder / "DLS01.trc", folder / "final.osim", settings))
    for claim in ("blame", "length", "instead"):
        right, left = (trial.verdict(claim, side) for side in "rl")
        assert right.verdict == left.verdict, claim
        assert right.reason


@pytest.mark.real
def test_a_bar_in_hands_that_the_model_lacks_enters_no_verdict(shared: Path) -> None:
    subject = load_subject(shared / "models" / "gait2392_thelen2003muscle.osim")
    motion = carry_over(squats(True), usual(), subject)
    settings = AnalysisSettings(
        barbell_kg=20.0,
        samples=0,
        loads=LoadSettings(bar_place="hands"),
        hamstrings=LombardSettings(slr_deg=85.0),
    )
    found = assess(motion, subject, None, None, settings)
    assert any("(20 kg) enters no moment" in note for note in found.notes)
    passive = [e for e in found.hamstrings.effects if e.test == "passive_moment"]
    assert {effect.verdict for effect in passive} == {"inconclusive"}
    assert any("cannot be placed" in caveat for caveat in found.hamstrings.caveats)
