"""The four tests on made-up evidence whose answer is known."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from opensim_wink.claims.hamstrings.conclude import conclude
from opensim_wink.claims.hamstrings.counterfactual import try_counterfactual
from opensim_wink.claims.hamstrings.effect import RAISE_TESTS, Effect
from opensim_wink.claims.hamstrings.evidence import Evidence
from opensim_wink.claims.hamstrings.length_change import try_length_change
from opensim_wink.claims.hamstrings.passive import try_passive
from opensim_wink.claims.hamstrings.raises import least_raise_deg, why_unknown
from opensim_wink.claims.hamstrings.sensitivity import Alternative, hold, try_all
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.claims.hamstrings.stretch import try_stretch
from opensim_wink.errors import SettingError

S = LombardSettings()


def verdicts(effects: tuple[Effect, ...]) -> set[str]:
    return {effect.verdict for effect in effects}


def by_test(effects: tuple[Effect, ...], test: str, muscle: str = "bflh_r") -> Effect:
    return next(e for e in effects if e.test == test and e.muscle in (muscle, "hamstrings"))


def answer(effects: tuple[Effect, ...], claim: str = "blame", side: str = "both") -> str:
    return next(a.verdict for a in conclude(effects, ()) if (a.claim, a.side) == (claim, side))


def test_a_usual_person_is_acquitted_and_the_muscle_lengthens(evidence) -> None:
    effects = try_all(evidence(error_m=0.002), S)
    u = by_test(effects, "stretch")
    assert u.mean.value == pytest.approx((0.4560 - 0.4215) / (0.5089 - 0.4215), abs=0.01)
    free = by_test(effects, "counterfactual")
    assert free.mean.value == pytest.approx((0.4680 - 0.4215) / (0.5089 - 0.4215), abs=0.01)
    assert np.nanmean(free.extra_m) == pytest.approx(0.009)
    assert u.verdict == free.verdict == by_test(effects, "passive_moment").verdict == "supported"
    assert by_test(effects, "onset_to_bottom").verdict == "supported"
    assert by_test(effects, "standing_to_bottom").verdict == "contradicted"
    assert answer(effects) == "supported"
    assert answer(effects, "length") == "contradicted"
    assert answer(effects, "length_at_the_wink") == "supported"


def test_a_raise_that_ends_early_convicts(evidence) -> None:
    usual = evidence()
    short = usual.moment_m.mean(axis=0) + 0.001
    effects = try_all(evidence(raised_m=short, slr_from=("trial",) * 6), S)
    assert verdicts(try_stretch(evidence(raised_m=short), S)) == {"contradicted"}
    assert verdicts(try_counterfactual(evidence(raised_m=short), S)) == {"contradicted"}
    assert answer(effects) == "contradicted"
    assert "the person's own straight-leg raise" in by_test(effects, "stretch").reason


def test_a_short_muscle_on_one_side_is_enough(evidence) -> None:
    raised = evidence().raised_m.copy()
    raised[4] = evidence().moment_m[:, 4].mean()  # left semimembranosus
    effects = try_all(evidence(raised_m=raised), S)
    assert answer(effects, side="r") == "supported"
    assert answer(effects, side="l") == "contradicted"
    assert answer(effects) == "contradicted"


@pytest.mark.parametrize(
    ("each_nm", "verdict", "blame"),
    [(0.4, "supported", "supported"), (4.0, "inconclusive", "supported"),
     (9.9, "inconclusive", "inconclusive"), (20.0, "contradicted", "contradicted")],
)  # fmt: skip
def test_passive_moment_convicts_where_it_is_most_of_what_holds_the_trunk(
    evidence, each_nm: float, verdict: str, blame: str
) -> None:
    effects = try_all(evidence(passive_nm=np.full((5, 6), each_nm)), S)
    passive = by_test(effects, "passive_moment")
    assert passive.mean.value == pytest.approx(3 * each_nm / 60, rel=0.05)
    assert passive.verdict == verdict
    assert answer(effects) == blame


def test_other_tendons_may_keep_the_passive_moment_open(evidence) -> None:
    base, taut = (evidence(passive_nm=np.full((5, 6), each)) for each in (1.5, 25.0))
    effects = hold(base, [Alternative("short tendons", taut, ("passive_moment",))], S)
    assert answer(effects) == "inconclusive"
    assert answer(try_all(base, S)) == "supported"
    some = evidence(passive_nm=np.full((5, 6), 15.0))
    helped = hold(base, [Alternative("shorter tendons", some, ("passive_moment",))], S)
    assert answer(helped) == "supported"


def test_no_share_of_hardly_any_moment(evidence) -> None:
    (right, _left) = try_passive(evidence(net_nm=np.array([4.0, 3.0, -60.0, 1.0, 60.0])), S)
    assert right.verdict == "inconclusive"
    assert "under 5 N·m" in right.reason


def test_where_nobody_winks_there_is_nothing_to_explain(evidence) -> None:
    effects = try_all(evidence(at="bottom", wink_deg=np.zeros(5)), S)
    for effect in effects:
        if effect.test == "standing_to_bottom":
            assert effect.verdict == "contradicted"
            continue
        assert effect.verdict == "inconclusive"
        words = "no onset" if effect.test == "onset_to_bottom" else "no wink to explain"
        assert words in effect.reason
    assert answer(effects) == answer(effects, side="r") == "inconclusive"
    assert "no wink to explain" in conclude(effects, ())[0].reason


def test_frames_that_cannot_be_believed_never_enter(evidence) -> None:
    wild = evidence()
    valid = np.ones((5, 6), bool)
    valid[1] = False
    wild.moment_m[1] = 0.6
    effects = try_stretch(evidence(moment_m=wild.moment_m, valid_moment=valid), S)
    assert effects[0].mean.n == 4
    assert effects[0].mean.value < 0.5
    assert np.isnan(effects[0].per_rep[1])
    assert "Left out: 1 repetition" in effects[0].reason


@pytest.mark.parametrize("left", [0, 1, 2])
def test_the_model_is_the_limit(evidence, left: int) -> None:
    valid = np.zeros((5, 6), bool)
    valid[:left] = True
    for effect in try_stretch(evidence(valid_moment=valid), S):
        assert effect.verdict == "inconclusive"
        assert "model is the limit" in effect.reason
        assert np.isnan(effect.mean.standard_error)


def test_one_repetition_gives_no_interval(evidence) -> None:
    for effect in try_all(evidence(n_reps=1, error_m=0.001), S):
        assert effect.verdict == "inconclusive"
        assert effect.value.low is None
        assert "no interval" in effect.reason


def test_a_raise_without_stretch_gives_no_share(evidence) -> None:
    effects = try_stretch(evidence(raised_m=evidence().standing_m + 0.001), S)
    assert verdicts(effects) == {"inconclusive"}
    assert "no stretch" in effects[0].reason


def test_an_error_of_the_hip_widens_the_interval(evidence) -> None:
    narrow, wide = (try_length_change(evidence(error_m=e), S)[0] for e in (0.0, 0.02))
    assert narrow.verdict == "supported"
    assert wide.verdict == "inconclusive"
    assert wide.mean.value == narrow.mean.value


def test_a_verdict_that_flips_is_taken_back(evidence) -> None:
    base = evidence()
    other = evidence(raised_m=base.moment_m.mean(axis=0))
    effects = hold(base, [Alternative("a short raise", other, ("stretch",))], S)
    changed = by_test(effects, "stretch")
    assert changed.verdict == "inconclusive"
    assert changed.variants[0].flips
    assert changed.variants[0].verdict == "contradicted"
    assert "does not stand under a short raise" in changed.reason
    untouched = by_test(effects, "counterfactual")
    assert untouched.verdict == "supported"
    assert untouched.variants == ()
    assert answer(effects) == "inconclusive"


def test_what_is_not_heeded_is_shown_all_the_same(evidence) -> None:
    short = evidence(raised_m=evidence().moment_m.mean(axis=0))
    other = Alternative("a short raise", short, ("stretch",), heeded=False)
    changed = by_test(hold(evidence(), [other], S), "stretch")
    assert changed.verdict == "supported"
    assert changed.variants[0].verdict == "contradicted"
    assert not changed.variants[0].flips


def test_nobody_is_acquitted_on_a_raise_that_is_assumed(evidence) -> None:
    base = evidence(slr_from=("assumed",) * 3 + ("stated",) * 3)
    effects = hold(base, (), S)
    for test in ("stretch", "counterfactual"):
        assumed, stated = (by_test(effects, test, muscle) for muscle in ("bflh_r", "bflh_l"))
        assert (assumed.verdict, stated.verdict) == ("inconclusive", "supported")
        assert "nobody measured or stated that raise" in assumed.reason
        assert "an assumed" in assumed.reason
        assert "the stated" in stated.reason
    assert by_test(effects, "onset_to_bottom").verdict == "supported"
    assert [answer(effects, side=side) for side in ("r", "l", "both")] == [
        "inconclusive", "supported", "inconclusive",
    ]  # fmt: skip


def test_an_assumed_raise_still_convicts(evidence) -> None:
    short = evidence().moment_m.mean(axis=0) + 0.001
    effects = hold(evidence(raised_m=short, slr_from=("assumed",) * 6), (), S)
    assert answer(effects) == "contradicted"


def as_if_by_degrees(base: Evidence) -> Callable[[np.ndarray], np.ndarray]:
    """A leg whose hamstrings lengthen evenly up to what it has at 90°."""
    room = base.raised_m - base.standing_m
    return lambda angle: base.standing_m + np.multiply.outer(angle / 90.0, room)


def test_the_reason_names_the_raise_that_would_acquit(evidence) -> None:
    base = evidence(slr_from=("assumed",) * 6, error_m=0.002)
    by_degrees = as_if_by_degrees(base)
    least = least_raise_deg(base, by_degrees, (), S)
    assert set(least) == {"r", "l"}
    told = conclude(hold(base, (), S), (), least)
    assert told[0].verdict == "inconclusive"
    assert f"raised to {max(least.values()):.0f}° or more: measure it, --slr" in told[0].reason

    def with_known(angle: float) -> str:
        (raised,) = by_degrees(np.array([angle]))
        known = replace(base, raised_m=raised, slr_from=("stated",) * 6)
        return answer(hold(known, (), S))

    enough = max(least.values()) - S.slr_spread_deg
    assert with_known(enough) == "supported"
    assert with_known(enough - 2.0) != "supported"


def test_the_reason_says_why_a_raise_is_not_known(evidence) -> None:
    base = evidence(slr_from=("assumed",) * 6)
    least = {"r": 60.0, "l": 60.0}

    def told(known: Evidence, *, given: bool) -> dict[str, str]:
        answers = conclude(hold(known, (), S), (), least, why_unknown(known, given=given))
        return {one.side: one.reason for one in answers if one.claim == "blame"}

    assert "straight-leg raise was neither recorded nor stated" in told(base, given=False)["both"]
    for side in "rl":
        said = told(base, given=True)[side]
        assert said.startswith("The trial that --slr names shows no straight-leg raise of either")
        assert "neither recorded" not in said
    right = tuple("trial" if side == "r" else "assumed" for side in base.sides)
    one = replace(base, slr_from=right)
    assert set(why_unknown(one, given=True)) == {"l"}
    assert "raise of the left leg was neither recorded" in told(one, given=True)["l"]


def test_the_raise_that_would_acquit_heeds_what_else_might_be_so(evidence) -> None:
    base = evidence(slr_from=("assumed",) * 6)
    by_degrees = as_if_by_degrees(base)
    shorter = replace(base, moment_m=base.moment_m + 0.01)
    plain = least_raise_deg(base, by_degrees, (), S)
    for heeded in (True, False):
        other = Alternative("another", shorter, RAISE_TESTS, heeded=heeded, raised_m=by_degrees)
        found = least_raise_deg(base, by_degrees, (other,), S)
        assert all((found[side] > plain[side]) == heeded for side in "rl")
    never = replace(base, moment_m=base.moment_m + 0.5)
    assert np.isnan(list(least_raise_deg(never, by_degrees, (), S).values())).all()
    unclear = evidence(n_reps=1, slr_from=("assumed",) * 6)
    assert np.isnan(list(least_raise_deg(unclear, by_degrees, (), S).values())).all()
    assert least_raise_deg(evidence(), by_degrees, (), S) == {}


def test_a_taut_tendon_is_told_before_a_raise_that_is_not_known(evidence) -> None:
    base = evidence(slr_from=("assumed",) * 6, passive_nm=np.full((5, 6), 9.9))
    told = conclude(hold(base, (), S), (), {"r": 50.0, "l": 60.0})[0]
    assert told.verdict == "inconclusive"
    assert "passive hamstrings" in told.reason
    clear = conclude(hold(evidence(slr_from=("assumed",) * 6), (), S), (), {"r": 50.0, "l": 60.0})
    assert "60°" in clear[0].reason  # the person needs what the needier side needs


def test_an_alternative_never_makes_a_verdict(evidence) -> None:
    open_ = evidence(n_reps=1)
    effects = hold(open_, [Alternative("more", evidence(n_reps=1), ("stretch",))], S)
    assert by_test(effects, "stretch").verdict == "inconclusive"
    unclear = evidence(error_m=0.05)
    effects = hold(unclear, [Alternative("clear", evidence(), ("stretch",))], S)
    changed = by_test(effects, "stretch")
    assert changed.verdict == "inconclusive"
    assert changed.variants[0].verdict == "supported"
    assert not changed.variants[0].flips


def test_an_alternative_that_cannot_tell_takes_nothing_back(evidence) -> None:
    blind = evidence(valid_moment=np.zeros((5, 6), bool))
    changed = by_test(hold(evidence(), [Alternative("blind", blind, ("stretch",))], S), "stretch")
    assert changed.verdict == "supported"
    assert changed.variants[0].verdict is None


def test_opposite_changes_of_length_do_not_agree(evidence) -> None:
    base = evidence()
    mirrored = evidence(bottom_m=2 * base.standing_m - base.bottom_m)
    effects = hold(base, [Alternative("mirror", mirrored, ("standing_to_bottom",))], S)
    change = by_test(effects, "standing_to_bottom")
    assert change.variants[0].verdict == "contradicted"
    assert change.verdict == "inconclusive"


def test_models_are_matched_by_group_not_by_name(evidence) -> None:
    order = [5, 4, 3, 2, 1, 0]
    base = evidence()
    other = evidence(
        names=tuple(f"other{k}" for k in range(6)),
        groups=tuple(base.groups[k] for k in order), sides=tuple(base.sides[k] for k in order),
        standing_m=base.standing_m[order], raised_m=base.raised_m[order],
        moment_m=base.moment_m[:, order],
    )  # fmt: skip
    for effect in hold(base, [Alternative("another", other, ("stretch",))], S):
        if effect.test == "stretch":
            assert effect.variants[0].value.value == pytest.approx(effect.mean.value)


def test_summary_is_plain_json(evidence) -> None:
    effects = hold(evidence(), [Alternative("same", evidence(), ("stretch",))], S)
    text = json.dumps([effect.to_dict() for effect in effects], allow_nan=False)
    first = json.loads(text)[0]
    assert set(first["effect"]) == {"value", "low", "high"}
    assert first["deciding_interval"]["level"] == pytest.approx(0.9)
    json.dumps([effect.to_dict() for effect in try_all(evidence(n_reps=1), S)], allow_nan=False)


def test_nothing_measured_is_no_acquittal() -> None:
    assert {answer.verdict for answer in conclude((), ())} == {"inconclusive"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"alpha": 0.6}, "between 0 and 0.5"), ({"length_margin": 0.0}, "margin of nothing"),
        ({"slr_deg": 5.0}, "another slr_deg"), ({"slr_deg": 151.0}, "range from 0 to 150"),
        ({"assumed_slr_deg": 15.0}, "another assumed_slr_deg"),
        ({"slr_deg": float("nan")}, "not negative"), ({"slack_change": 0.5}, "below 0.5"),
        ({"least_reps": 1}, "needs 2"), ({"hip_error_deg": -1.0}, "not negative"),
        ({"passive_margin": float("nan")}, "not negative"), ({"passive_dominant": 0.01}, "below"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be(change: dict[str, float], words: str) -> None:
    with pytest.raises(SettingError, match=words):
        LombardSettings(**change)
