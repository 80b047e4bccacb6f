"""The packaged claims, and files of one's own: every fault at once, each with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.claims.book.claim import CAUSES
from opensim_wink.claims.book.kinds import KINDS_OF_TEST
from opensim_wink.claims.book.reader import PACKAGED, claim_book, read_book
from opensim_wink.claims.book.verdicts import try_claims
from opensim_wink.claims.contrasts.quantities import QUANTITIES
from opensim_wink.errors import SettingError

GOOD = {
    "id": "wedge", "account": "B", "claim": "A wedge helps.", "prediction": "The wink goes.",
    "needs": ["baseline", "heels_raised"], "test": "wink_goes",
    "with": {"conditions": ["heels_raised"]}, "because": "Half.", "settles": "a wedge",
    "bears": [{"cause": "ankle", "when": "supported", "says": "for", "weight": "hint"}],
}  # fmt: skip


def written(folder: Path, *claims: object, **top: object) -> Path:
    path = folder / "own.yaml"
    path.write_text(yaml.safe_dump({"claims": list(claims), **top}), "utf-8")
    return path


def fault(path: Path) -> str:
    with pytest.raises(SettingError) as raised:
        claim_book(path)
    return str(raised.value)


def test_packaged_book_has_claims_of_every_account_for_every_cause():
    book = read_book()
    assert len(book.claims) >= 30
    assert {claim.account for claim in book.claims} == {"A", "B", "C", "readers"}
    borne = {(b.cause, b.says) for claim in book.claims for b in claim.bears}
    assert borne == {(cause, says) for cause in CAUSES for says in ("for", "against")}


def test_every_kind_of_test_is_used_by_the_packaged_book():
    assert {claim.test for claim in claim_book()} == set(KINDS_OF_TEST)


def test_causes_that_look_alike_are_told_apart_by_claims_that_bear_on_them():
    book = read_book()
    bears = {claim.id: {bearing.cause for bearing in claim.bears} for claim in book.claims}
    for pair in book.pairs:
        for claim in pair.by:
            assert bears[claim] & set(pair.causes), (pair.causes, claim)


def test_packaged_claims_name_quantities_that_are_compared():
    for claim in claim_book():
        if "conditions" in claim.parameters and "quantity" in claim.parameters:
            assert claim.parameters["quantity"] in QUANTITIES


def test_nothing_unverified_decides():
    for claim in claim_book():
        if claim.unverified:
            assert all(bearing.weight == "hint" for bearing in claim.bears)


def test_own_claim_needs_no_code(tmp_path, make_person):
    claims = claim_book(written(tmp_path, GOOD))
    (verdict,) = try_claims(make_person("ankle"), claims=claims)
    assert verdict.verdict == "supported"
    assert claims[0].parameters["share"] == 0.5


def test_all_faults_are_told_at_once(tmp_path):
    worse = GOOD | {
        "id": "other", "test": "wink_gos", "needs": ["baseline", "heels_rised"], "thresh": 3,
        "account": "D",
    }  # fmt: skip
    worst = GOOD | {
        "with": {"conditions": ["goblet"], "share": -1, "shore": 2},
        "bears": [{"cause": "ankles", "when": "supported", "says": "for", "weight": "strong"}],
    }
    said = fault(written(tmp_path, worse, worst, 7, pears=[]))
    for words in (
        "pears: not known", "claim 'other': thresh: not known", "Did you mean 'wink_goes'?",
        "Did you mean 'heels_raised'?", "account: 'D' is not known",
        "claim 'wedge': with: share: '-1' must be a number of at least 0",
        "Did you mean 'share'?", "with: conditions: 'goblet' is not among its needs",
        "bears 1: cause: 'ankles' is not known", "Did you mean 'ankle'?", "'strong' is not known",
        "claim 3: write a mapping",
    ):  # fmt: skip
        assert words in said
    assert "\n" not in said


RAISE = {"test": "raise_limited", "needs": ["straight_leg_raise"]}
HEELS = {"conditions": ["heels_raised"]}
BELOW = {"test": "below", "needs": ["baseline"]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (RAISE | {"with": {"short_deg": 95, "spare_deg": 40}}, "'95' must not be above spare_deg"),
        (RAISE | {"with": {"short_deg": 38, "spare_deg": 1000}}, "'1000' must be a number of at"),
        ({"with": HEELS | {"share": 5}}, "share: '5' must be a number of at most 1"),
        ({"with": HEELS | {"share": 0.5, "little": 0.6}}, "'0.6' must not be above share ('0.5')"),
        ({"with": HEELS | {"held": 2}}, "held: '2' must be a number of at most 1"),
        (BELOW | {"with": {"number": "bottom_hip_flexion_deg", "limit": 1e6}}, "at most 360"),
        (BELOW | {"with": {"number": "descent_s", "limit": 1e9}}, "at most 1e+06"),
    ],
)
def test_number_that_is_no_threshold(tmp_path, change, words):
    assert words in fault(written(tmp_path, GOOD | change))


@pytest.mark.parametrize(
    "change",
    [
        {"test": "wink_grows", "with": HEELS | {"share": 3}},
        {"with": HEELS | {"share": 0.1}},  # below what is little by default
        BELOW | {"with": {"number": "descent_s", "limit": 400}},
    ],
)
def test_number_that_is_a_threshold(tmp_path, change):
    assert read_book(written(tmp_path, GOOD | change)).claims


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"claim": ""}, "claim: write words"),
        ({"settles": None}, "settles: write words"),
        ({"needs": "baseline"}, "needs: write a list"),
        ({"with": ["heels_raised"]}, "write the parameters of the test as a mapping"),
        ({"with": {}}, "with: conditions: is missing"),
        ({"with": {"conditions": []}}, "write a list of conditions"),
        ({"with": {"conditions": ["heels_raised"], "share": float("nan")}}, "must be a number"),
        ({"with": {"conditions": ["heels_raised"], "quantity": "a b"}}, "no name of a number"),
        ({"bears": {"cause": "ankle"}}, "bears: write a list"),
        ({"unverified": "yes"}, "unverified: write true or false"),
        ({"id": 5}, "id: write words"),
    ],
)
def test_single_fault(tmp_path, change, words):
    assert words in fault(written(tmp_path, GOOD | change))


def test_premise_names_a_claim_of_the_file(tmp_path):
    bearing = GOOD["bears"][0] | {"weight": "decisive"}
    strange = GOOD | {"bears": [bearing | {"only_if": ["wedgy supported"]}]}
    assert "Did you mean 'wedge'?" in fault(written(tmp_path, strange))
    vague = GOOD | {"bears": [bearing | {"unless": ["wedge maybe"]}]}
    assert "must be a claim's id and supported or contradicted" in fault(written(tmp_path, vague))


def test_unverified_claim_may_not_be_decisive(tmp_path):
    decisive = [GOOD["bears"][0] | {"weight": "decisive"}]
    claim = GOOD | {"unverified": True, "bears": decisive}
    assert "never decisive" in fault(written(tmp_path, claim))


def test_two_claims_of_one_name(tmp_path):
    assert "two claims bear it" in fault(written(tmp_path, GOOD, GOOD))


def test_pairs_are_checked(tmp_path):
    pairs = [
        {"causes": ["ankle", {"a": 1}], "by": ["wedge"], "how": "So."},
        {"causes": ["ankle", "balance"], "by": ["wedg"], "how": "So."},
    ]
    said = fault(written(tmp_path, GOOD, pairs=pairs))
    assert "pair 1: causes: write two of" in said
    assert "pair 2: by: 'wedg' is not known" in said


@pytest.mark.parametrize(
    "text",
    [
        "", "claims: []", "- 1", "claims: {", "\x00", "a: !!python/object/apply:os.getcwd []",
        "claims: &a [*a]",
    ],
)  # fmt: skip
def test_broken_file_is_one_error(tmp_path, text):
    path = tmp_path / "broken.yaml"
    path.write_text(text, "utf-8")
    assert str(path) in fault(path)


def test_missing_file_is_named(tmp_path):
    assert "no.yaml" in fault(tmp_path / "no.yaml")


WORDS = st.sampled_from([*GOOD, "causes", "by", "cause", "when"])
LEAVES = st.none() | st.booleans() | st.floats() | st.text(max_size=5)
CONTENT = st.recursive(
    LEAVES,
    lambda x: st.lists(x, max_size=3) | st.dictionaries(WORDS, x, max_size=6),
    max_leaves=12,
)


@given(CONTENT)
def test_any_content_is_read_or_refused_with_its_place(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "any.yaml"
    path.write_text(yaml.safe_dump({"claims": [content], "pairs": [content]}), "utf-8")
    assert "any.yaml" in fault(path)


def test_packaged_file_is_plain_yaml():
    content = yaml.safe_load(PACKAGED.read_text("utf-8"))
    assert set(content) == {"claims", "pairs"}
