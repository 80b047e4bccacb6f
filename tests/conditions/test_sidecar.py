"""``conditions.yaml`` beside the trials."""

from __future__ import annotations

from pathlib import Path

import pytest

from opensim_wink.conditions.sidecar import SIDECAR, find_sidecar, read_sidecar
from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.errors import SettingError

GOOD = """
person: P01
static: stand.c3d
trials:
  flat.c3d: baseline
  heels.c3d: {condition: heels_raised, heel_mm: 25, note: on plates}
  odd.c3d: barefoot
  raise.c3d: {condition: straight_leg_raise, side: left}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / SIDECAR
    path.write_text(text, "utf-8")
    return path


def test_a_good_file_says_who_what_and_how_much(tmp_path: Path) -> None:
    found = read_sidecar(written(tmp_path, GOOD))
    assert found.person == "P01"
    assert found.static == tmp_path / "stand.c3d"
    assert found.conditions == {
        "flat.c3d": Condition("baseline"),
        "heels.c3d": Condition("heels_raised", 25.0, "on plates"),
        "odd.c3d": Condition("barefoot", known=False),
        "raise.c3d": Condition("straight_leg_raise", side="left"),
    }
    assert find_sidecar(tmp_path / "heels.c3d") == found
    assert find_sidecar(tmp_path / "other.c3d") is None


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    assert find_sidecar(tmp_path / "flat.c3d") is None


def test_every_fault_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "persn: P01\nstatic: ../other/stand.c3d\ntrials:\n"
        "  a.c3d: {condition: heels_raised, kg: 5}\n"
        "  b.c3d: {condition: goblet, kg: heavy}\n  ../c.c3d: baseline\n  d.c3d: 7\n",
    )
    with pytest.raises(SettingError) as error:
        read_sidecar(path)
    told = str(error.value)
    assert told.startswith(str(path))
    for part in ("persn", "person", "stand.c3d", "a.c3d: 'kg'", "heel_mm", "b.c3d: kg: 'heavy'",
                 "../c.c3d", "d.c3d: write a condition"):  # fmt: skip
        assert part in told


@pytest.mark.parametrize(
    "text",
    [
        "- 1\n- 2\n",
        "trials: [",
        "trials: !!python/object/apply:os.system ['true']",
        "person: P01\n",
        "trials: {}\n",
        "trials: {a.c3d: {condition: goblet, kg: true}}",
        "trials: {a.c3d: {condition: goblet, kg: .nan}}",
        "trials: {a.c3d: {condition: straight_leg_raise, side: middle}}",
        "trials: {a.c3d: {condition: goblet, side: left}}",
    ],
)
def test_what_is_no_list_of_trials_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingError, match=SIDECAR):
        read_sidecar(written(tmp_path, text))


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)
DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BOMB + "trials: {a.c3d: {condition: goblet, kg: *j}}\n", "line 1: anchors and aliases"),
        (f"trials: {DEEP}", "nested more than 8 deep"),
        ("trials: {a.c3d: baseline, b.c3d: box, a.c3d: goblet}", "'a.c3d' stands there twice"),
        ("trials: {a.c3d: 2001-99-99}", "no readable YAML"),
        (f"trials: {{a.c3d: {'9' * 5000}}}", "no readable YAML"),
        (f"trials: {{a.c3d: {{condition: goblet, kg: {'9' * 400}}}}}", "allowed is a number"),
        ("trials: {a.c3d: {condition: goblet, kg: 8,5}}", "A number has a point, not a comma."),
        ("trials:\n  a.c3d:\n    condition: goblet\n    kg: 8,5\n", "Write 8.5, with a point."),
        ("trials: {a.c3d: 'heels_raised: 1'}\n" + '"\\e[2J": 1\n', "?[2J: not known"),
    ],
)
def test_a_hostile_file_is_refused_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingError) as error:
        read_sidecar(written(tmp_path, text))
    assert told in str(error.value)
    assert str(error.value).isprintable()
    assert len(str(error.value)) < 2000


def test_a_name_may_stand_in_several_maps(tmp_path: Path) -> None:
    text = (
        "trials:\n  a.c3d: {condition: goblet, kg: 8}\n  ? b.c3d\n"
        "  : {condition: goblet, kg: 8, note: goblet}\n  person: box\nperson: P1\n"
    )
    found = read_sidecar(written(tmp_path, text))
    assert list(found.conditions) == ["a.c3d", "b.c3d", "person"]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / SIDECAR
    path.write_bytes(b"\xff\xfe\x00trials")
    with pytest.raises(SettingError, match="no readable YAML"):
        read_sidecar(path)


@pytest.mark.parametrize("name", ["[a, b]", "true", '"P01\\nP02"', '"\\e[31m"', '""', "x" * 81])
def test_a_person_is_named_in_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / "conditions.yaml"
    path.write_text(f"person: {name}\ntrials:\n  flat.c3d: baseline\n")
    with pytest.raises(SettingError, match="person"):
        read_sidecar(path)


def test_a_person_may_be_a_number(tmp_path: Path) -> None:
    path = tmp_path / "conditions.yaml"
    path.write_text("person: 12\ntrials:\n  flat.c3d: baseline\n")
    assert read_sidecar(path).person == "12"
