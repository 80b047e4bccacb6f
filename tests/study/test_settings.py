"""A study's file: strict, every fault at once, each with its place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.cli.parser import build_parser
from opensim_wink.errors import SettingError
from opensim_wink.study.options import Options
from opensim_wink.study.pattern import FIELDS
from opensim_wink.study.settings import ONLY_SESSION, Study, StudyFile, read_study

PATTERN = "pattern: '{participant}/{session}/{condition}_{trial}.c3d'\n"


def study(folder: Path, text: str) -> Study:
    path = folder / "study.yaml"
    path.write_text(text, "utf-8")
    return read_study(path)


def refused(folder: Path, text: str) -> str:
    with pytest.raises(SettingError) as caught:
        study(folder, text)
    message = str(caught.value)
    assert message.isprintable()
    return message


def test_every_option_of_analyze_is_an_option_of_a_study() -> None:
    parser = build_parser()
    verbs = next(action for action in parser._actions if action.dest == "verb")
    assert isinstance(verbs.choices, dict)
    known = {action.dest for action in verbs.choices["analyze"]._actions}
    of_one_run = {
        "help", "debug", "trial", "output", "csv", "overwrite", "verify", "pdf", "geometry",
    }  # fmt: skip
    assert known - of_one_run == set(Options.model_fields) - {"person"}


def test_the_smallest_study(tmp_path: Path) -> None:
    found = study(tmp_path, PATTERN)
    assert (found.title, found.data) == ("study", tmp_path.resolve())
    assert len(found.sha256) == 64
    assert found.content.defaults.stated() == {}


def test_a_full_study(tmp_path: Path) -> None:
    text = PATTERN + (
        "study: Deep squats\n"
        "data: ../recordings\n"
        "exclude: '*/*/test_*.c3d'\n"
        "conditions: {flat: baseline, high: {heels_raised: 25}, odd: my way, none: null}\n"
        "own_conditions: my way\n"
        "defaults:\n"
        "  {static: '{participant}/static.c3d', noise: {pelvis: 6}, hand_weights: 8, slr: 75}\n"
        "participants:\n"
        "  01: {mass: 72, height: 1.8, slr: slr.trc, neutral: 12, noise: none}\n"
        "  02:\n"
        "  P3:\n"
        "    reps: [[1.2, 3.9], [4.4, 7]]\n"
        "    sessions:\n"
        "      S1: {samples: 0, trials: {a: null, b: {barbell: 20, condition: high}}}\n"
        "      S2:\n"
        "    trials: [x/y.c3d, z.trc]\n"
    )
    found = study(tmp_path, text)
    assert found.title == "Deep squats"
    assert found.data == (tmp_path / "../recordings").resolve()
    content = found.content
    assert content.conditions == {
        "flat": "baseline",
        "high": "heels_raised: 25",
        "odd": "my way",
        "none": None,
    }
    assert list(content.participants) == ["01", "02", "P3"]
    assert content.participants["01"].noise is not None
    assert content.participants["01"].noise.none
    sessions = content.participants["P3"].entries()
    assert list(sessions) == ["S1", "S2", ONLY_SESSION]
    assert {name: entry.file for name, entry in sessions[ONLY_SESSION].trials.items()} == {
        "y": "x/y.c3d",
        "z": "z.trc",
    }
    assert sessions["S1"].trials["b"].stated() == {"barbell": 20.0, "condition": "high"}


def test_every_fault_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    text = (
        "pattern: '{participant}/{sesion}/{trial}.c3d'\n"
        "patern: x\n"
        "defaults: {sampels: 0, loads: muscle, static: ../static.c3d}\n"
        "conditions: {high: heels_risen}\n"
        "participants:\n"
        "  P1: {mass: .nan, height: 180, sessions: {..: {}}}\n"
        "  con: {trials: {a: {file: a.txt, barbel: 20, noise: {pelvs: 3}}}}\n"
    )
    message = refused(tmp_path, text)
    for told in (
        "13 faults",
        "no field {sesion}",
        "Did you mean 'session'?",
        "'patern' is not known. Did you mean 'pattern'?",
        "defaults: 'sampels' is not known. Did you mean 'samples'?",
        "defaults.loads is 'muscle'",
        "Did you mean 'muscles'?",
        "defaults.static: '../static.c3d': it leads out",
        "conditions.high: 'heels_risen' is no condition",
        "Did you mean 'heels_raised'?",
        "participants.P1.mass is nan; it should be a finite number",
        "participants.P1.height is 180; it should be less than or equal to 2.5",
        "participants.P1.sessions.'..'",
        "participants.con is 'con'; the name is reserved by Windows",
        "participants.con.trials.a.file: 'a.txt' must end in",
        "participants.con.trials.a: 'barbel' is not known. Did you mean 'barbell'?",
        "participants.con.trials.a.noise: 'pelvs' is not known. Did you mean 'pelvis'?",
    ):
        assert told in message, told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("mass: -1", "greater than or equal to 20"),
        ("mass: 301", "less than or equal to 300"),
        ("mass: .inf", "finite"),
        ("mass: '72'", "a number"),
        ("mass: true", "a number"),
        ("mass: 1e999", "finite"),
        ("height: 72,5", "a number"),
        ("person: 7", "quotes"),
        ("person: ''", "one line"),
        ('person: "a\\nb"', "one line"),
        ("person: '{who}'", "no field {who}"),
        ("samples: 7", "0, or 100 to 5000"),
        ("samples: 1.5", "whole number"),
        ("seed: -1", "greater than or equal to 0"),
        ("seed: 99999999999999999999999", "whole number"),
        ("scaled: 1", "true or false"),
        ("slr: 200", "15 to 150"),
        ("slr: {a: b}", "15 to 150"),
        ("slr: raise.txt", "must end in"),
        ('slr: "a\\e.c3d"', "printable"),
        ("neutral: sitting", "'standing'"),
        ("neutral: .nan", "'standing'"),
        ("hand_weights: [1, 2, 3]", "at most 2"),
        ("hand_weights: -3", "greater than or equal to 0"),
        ("reps: [[2, 1]]", "start and end"),
        ("reps: [[1, 3], [2, 4]]", "start and end"),
        ("reps: [[1]]", "at least 2"),
        ("reps: 1.2-3.9", "a list"),
        ("noise: some", "write none"),
        ("noise: {none: true, sd: 3}", "none stands alone"),
        ("noise: {sd: -1}", "greater than or equal to 0"),
        ("condition: [a]", "write a condition"),
        ("condition: heels_raised", ""),
        ("condition: 'heels_raised: 999'", "from 0 to 150"),
        ("condition: 'heels_raised: x'", "from 0 to 150"),
        ("condition: 'baseline: 3'", "has no amount"),
        ("condition: ''", "write a condition"),
        ("labels: '{participant}/*.csv'", "'*' cannot stand here"),
        ("model: a//b.osim", "one '/'"),
        ("model: []", "a text"),
    ],
)
def test_values_are_held_to_what_analyze_allows(tmp_path: Path, line: str, told: str) -> None:
    text = PATTERN + f"defaults:\n  {line}\n"
    if not told:
        study(tmp_path, text)
        return
    message = refused(tmp_path, text)
    assert told in message
    assert f"defaults.{line.partition(':')[0]}" in message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "must hold lines"),
        ("- a\n", "must hold lines"),
        ("study: x\n", "no 'pattern' finds trials"),
        ("participants: {P1: {trials: {a: {barbell: 20}}}}\n", "no 'pattern' finds trials"),
        ("pattern: '{trial}.c3d'\n", "has no {participant}"),
        ("pattern: '{participant}.osim'\n", "must end in"),
        (PATTERN + "data: ''\n", "data is ''"),
        (PATTERN + "participants: [P1, P1]\n", "twice"),
        (PATTERN + "participants: [01, 02]\n", "quotes"),
        (PATTERN + "participants: 7\n", "map"),
        (PATTERN + "participants: {P1: 7}\n", "map"),
        (PATTERN + "participants: {a/b: {}}\n", "holds /"),
        (PATTERN + 'participants: {"a\\0b": {}}\n', "cannot be printed"),
        (PATTERN + f"participants: {{{'x' * 300}: {{}}}}\n", "300 characters"),
        (PATTERN + "participants: {P1: {trials: [a.c3d, b/a.c3d]}}\n", "two trials 'a'"),
        (PATTERN + "participants: {P1: {trials: [{file: a.c3d}]}}\n", "write a map"),
        (PATTERN + "participants: {P1: {trials: {a: ../a.c3d}}}\n", "leads out"),
        (
            PATTERN + "participants: {P1: {trials: {a: a.c3d}, sessions: {'1': {}}}}\n",
            "write them once",
        ),
        (PATTERN + "own_conditions: [baseline]\n", "word of the vocabulary"),
        (PATTERN + "conditions: {a: sumo}\n", "own_conditions"),
    ],
)
def test_whole_files_are_refused(tmp_path: Path, text: str, told: str) -> None:
    assert told in refused(tmp_path, text)


def test_thousands_of_faults_are_counted_and_some_are_shown(tmp_path: Path) -> None:
    people = "".join(f"  P{n}: {{mas: 1}}\n" for n in range(3000))
    message = refused(tmp_path, PATTERN + "participants:\n" + people)
    assert "3000 faults" in message
    assert message.endswith("… and 2960 more.")
    assert len(message) < 5000


TEXT = st.text(max_size=20)
ANY: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=9), below, max_size=3)
    ),
    max_leaves=6,
)
KEYS = [*StudyFile.model_fields, *Options.model_fields, "sessions", "trials", "file", "P1"]
LIKELY: st.SearchStrategy[Any] = st.recursive(
    ANY | st.sampled_from(["baseline", "a.c3d", "{participant}/{trial}.c3d", "none", 80, 0]),
    lambda below: st.dictionaries(st.sampled_from(KEYS), below, max_size=5),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(KEYS), LIKELY, max_size=6))
def test_anything_is_read_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]
) -> None:
    path = tmp_path_factory.mktemp("any") / "study.yaml"
    path.write_text(yaml.safe_dump(content), "utf-8")
    try:
        read_study(path)
    except SettingError as error:
        told = str(error)
    else:
        told = ""
    assert told.isprintable()
    assert len(told) < 30_000


DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "batch.md").read_text("utf-8")


@pytest.mark.parametrize("block", re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL))
def test_the_documents_examples_are_read(tmp_path: Path, block: str) -> None:
    assert study(tmp_path, block).content.participants


def test_every_key_and_option_is_described() -> None:
    told = set(re.findall(r"`(\w+)`", DOCUMENT))
    assert {*StudyFile.model_fields, *Options.model_fields} - told == set()
    assert all(f"`{{{field}}}`" in DOCUMENT for field in FIELDS)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "pattern: '../secret/{partcipant}.c3'\n",
            ["'..'", "No field {partcipant}", "Did you mean 'participant'?", "must end in .c3d"],
        ),
        (
            PATTERN + "defaults: {slr: '../{tral}_*.txt'}\n",
            ["'..'", "Did you mean 'trial'?", "'*' cannot stand here", "must end in .c3d"],
        ),
        (
            PATTERN + "participants: {P1: {trials: {a: '../{trial}.txt'}}}\n",
            ["'..'", "No field {trial} can stand here", "must end in .c3d"],
        ),
        (
            PATTERN + "exclude: '../{a}{b}/{trial}*\\x'\n",
            ["'..'", "{a}", "{b}", "between two", "'\\'"],
        ),
        (PATTERN + "defaults: {person: '{a} {b} {'}\n", ["{a}", "{b}", "brace"]),
    ],
)
def test_all_that_is_wrong_with_a_path_is_told_at_once(
    tmp_path: Path, text: str, told: list[str]
) -> None:
    message = refused(tmp_path, text)
    assert [one for one in told if one.lower() not in message.lower()] == []


POINT = "If it is part of a number, write that with a point, not a comma."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("defaults:\n  mass: 61,5\n", "defaults.mass is '61,5'; it should be a number. Write 61.5"),
        ("defaults:\n  neutral: -2,5\n", "to 90 degrees. Write -2.5, with a point."),
        ("defaults:\n  slr: 80,5\n", "Write 80.5, with a point."),
        ("defaults:\n  hand_weights: 2,5\n", "Write 2.5, with a point."),
        ("defaults: {mass: 61,5}\n", f"defaults: '5' is not known. {POINT}"),
        ("defaults: {height: 1,78, slr: 80,78}\n", f"'78' stands here twice. {POINT[:-1]}; see"),
        ("conditions: {wedge: {heels_raised: 2,5}}\n", POINT),
        ("conditions: {wedge: 'heels_raised: 2,5'}\n", "Write 2.5, with a point."),
        ("defaults: {hand_weights: [2,5, 3,5]}\n", "at most 2, not 4 (a number has a point"),
        ("defaults: {mass: 61.5 kg}\n", "it should be a number. Write the number alone."),
        ("defaults: {height: 168}\n", "equal to 2.5. Is it in cm? Write 1.68, in m."),
        ("defaults: {wieght: 61}\n", "'wieght' is not known. Did you mean 'mass'?"),
        ("defaults: {weight: 61}\n", "'weight' is not known. Did you mean 'mass'?"),
        ("defaults: {Body-Mass: 61}\n", "Did you mean 'mass'?"),
        ("defaults: {heigth: 1.7}\n", "Did you mean 'height'?"),
        ("mass: 61\n", "'mass' is not known. It is an option: put it under defaults, or under a"),
        ("wieght: 61\n", "Did you mean 'mass'? That is an option: put it under defaults"),
        ("particpants: [P1]\n", "Did you mean 'participants'?"),
        ("people: [P1]\n", "Did you mean 'participants'?"),
        ("defaults: {q: 1}\n", "'q' is not known. Known are subject, labels"),
    ],
)
def test_what_may_be_meant_is_told(tmp_path: Path, text: str, told: str) -> None:
    assert told in refused(tmp_path, PATTERN + text)


def test_commas_that_are_no_slip_are_left_alone(tmp_path: Path) -> None:
    found = study(tmp_path, PATTERN + "participants: {01, 02}\ndefaults: {subject: '1,2'}\n")
    assert list(found.content.participants) == ["01", "02"]
    assert found.content.defaults.subject == "1,2"
    assert "point" not in refused(tmp_path, PATTERN + "defaults: {static: 'a/../1,2'}\n")
