"""``opensim-wink compare``: what it prints, writes and refuses."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from session_making import short_hip, write_session, write_trial

from opensim_wink.claims.book.reader import claim_book
from opensim_wink.claims.comparison import EFFECT_COLUMNS
from opensim_wink.cli import main
from opensim_wink.report.comparison.files import CLAIM_COLUMNS, NOT_A_DIAGNOSIS

FILES = ["claims.csv", "comparison.json", "effects.csv", "provenance.json", "report.html"]


@dataclass(frozen=True)
class Compared:
    """What one comparison left."""

    page: str
    folder: Path
    trials: list[Path]

    @property
    def summary(self) -> dict[str, Any]:
        return load(self.folder)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, so that anything left behind shows."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def trials(here: Path) -> list[Path]:
    return write_session(here / "P01", short_hip())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    """The whole protocol, its order turned round: no answer depends on it."""
    place = tmp_path_factory.mktemp("whole")
    trials = write_session(place / "P01", short_hip())[::-1]
    with redirect_stdout(StringIO()) as page:
        assert compared(*trials, "-o", place / "out") == 0
    return Compared(page.getvalue(), place / "out", trials)


def load(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "comparison.json").read_text("utf-8")))


def compared(*arguments: object) -> int:
    return main(["compare", *map(str, arguments)])


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Compare, which must refuse in one line and leave nothing; return the line."""
    before = sorted(Path.cwd().rglob("*"))
    assert compared(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("opensim-wink: ")
    assert captured.err.count("\n") == 1
    assert sorted(Path.cwd().rglob("*")) == before
    return captured.err


def test_folder_and_page(whole: Compared) -> None:
    assert sorted(path.name for path in whole.folder.iterdir()) == FILES
    found = whole.summary
    assert (found["person"], found["named"]) == ("P01", ["structure"])
    assert whole.page.startswith("P01: the trials are consistent with the shape of the hip.\n")
    assert NOT_A_DIAGNOSIS in " ".join(whole.page.split())
    assert [trial["condition"] for trial in found["trials"]] == [p.name for p in whole.trials]


def test_tables_tell_what_the_summary_tells(whole: Compared) -> None:
    found = whole.summary
    claims = pd.read_csv(whole.folder / "claims.csv", keep_default_na=False)
    assert list(claims.columns) == CLAIM_COLUMNS
    assert claims["claim"].tolist() == [claim.id for claim in claim_book()]
    assert claims["verdict"].tolist() == [claim["verdict"] for claim in found["claims"]]
    missing = ["; ".join(claim["missing"]) for claim in found["claims"]]
    assert claims["missing"].tolist() == missing
    assert "wide_stance or toe_out" in missing
    effects = pd.read_csv(whole.folder / "effects.csv")
    assert list(effects.columns) == EFFECT_COLUMNS
    told = [one["difference"]["value"] for one in found["effects"]]
    known = np.array([np.nan if value is None else value for value in told])
    assert effects["difference"].to_numpy() == pytest.approx(known, abs=1e-5, nan_ok=True)
    row = effects.set_index(["condition", "quantity"]).loc[("heels_raised", "pelvis_wink_deg")]
    assert row["difference"] == pytest.approx(11 - 17, abs=1.5)
    assert row["low"] < row["difference"] < row["high"]
    assert (row["reps"], row["reps_against"], row["answer"]) == (3, 3, "smaller")


def test_provenance_fingerprints_every_result(whole: Compared) -> None:
    record = json.loads((whole.folder / "provenance.json").read_text("utf-8"))
    assert [one["part"] for one in record["inputs"]] == ["result"] * len(whole.trials)
    assert len({one["sha256"] for one in record["inputs"]}) == len(whole.trials)
    assert sorted(record["files"]) == FILES


def test_the_order_of_the_folders_changes_no_answer(here: Path, whole: Compared) -> None:
    assert compared(*reversed(whole.trials), "-o", "out") == 0
    found = load(here / "out")
    assert found["claims"] == whole.summary["claims"]
    assert found["causes"] == whole.summary["causes"]


def test_one_trial_names_what_is_missing(here: Path, trials: list[Path]) -> None:
    assert compared(trials[0], "-o", "out", "--person", "Ada") == 0
    found = load(here / "out")
    assert (found["person"], found["named"], found["effects"]) == ("Ada", [], [])
    for claim, told in zip(claim_book(), found["claims"], strict=True):
        others = [" or ".join(group) for group in claim.needs if "baseline" not in group]
        assert told["missing"] == others
        if others:
            assert told["verdict"] == "cannot tell"
            assert told["settles"]


def test_without_a_usual_squat_nothing_is_compared(here: Path, trials: list[Path]) -> None:
    assert compared(*trials[1:], "-o", "out") == 0
    found = load(here / "out")
    assert (found["effects"], found["named"]) == ([], [])
    lacking = [claim for claim in found["claims"] if "baseline" in claim["missing"]]
    assert len(lacking) > 20
    assert {claim["verdict"] for claim in lacking} == {"cannot tell"}


def test_an_earlier_result_is_kept_unless_told(
    capsys: pytest.CaptureFixture[str], here: Path, trials: list[Path]
) -> None:
    assert compared(trials[1], "-o", "out") == 0
    capsys.readouterr()
    assert "--overwrite" in refused(capsys, trials[0], "-o", "out")
    assert compared(trials[0], "-o", "out", "--overwrite") == 0
    assert "1 trial under 1 condition." in capsys.readouterr().out
    assert len(load(here / "out")["trials"]) == 1


def test_what_cannot_be_compared_is_refused(
    capsys: pytest.CaptureFixture[str], here: Path, trials: list[Path]
) -> None:
    holding = refused(capsys, "P01", "-o", "out")
    assert "P01/baseline, P01/heels_raised" in holding
    assert "name those to compare" in holding
    (here / "empty").mkdir()
    assert "no summary here" in refused(capsys, "empty", "-o", "out")
    assert "no summary here" in refused(capsys, trials[0], "nowhere", "-o", "out")
    assert "named twice" in refused(capsys, trials[0], trials[0], "-o", "out")
    assert "DIR" in refused(capsys, "-o", "out")
    assert "--output" in refused(capsys, trials[0])
    assert "would be lost" in refused(capsys, *trials, "-o", "P01")
    assert "lies in" in refused(capsys, *trials, "-o", trials[0] / "compared")
    other = short_hip().trials[1]
    heavy = write_trial(here / "P02" / "heels", other, mass_kg=110.0)
    line = refused(capsys, trials[0], heavy, "-o", "out")
    assert "not the same person" in line
    assert str(heavy.relative_to(here)) in line
    model = write_trial(here / "P03" / "heels", other, family="gait2392")
    assert "different models" in refused(capsys, trials[0], model, "-o", "out")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("claims: [", "book.yaml"),
        ("claims: []\n", "book.yaml"),
        ("- 1\n", "book.yaml"),
        ("claims:\n  - {id: one, account: A}\n", "one"),
        ("claims:\n  - &a [*a]\n", "book.yaml"),
        ("!!python/object/apply:os.getcwd []\n", "book.yaml"),
    ],
)
def test_broken_books_are_refused(
    capsys: pytest.CaptureFixture[str], here: Path, trials: list[Path], text: str, said: str
) -> None:
    (here / "book.yaml").write_text(text)
    assert said in refused(capsys, *trials, "-o", "out", "--claims", "book.yaml")


def test_a_missing_book_is_refused(
    capsys: pytest.CaptureFixture[str], here: Path, trials: list[Path]
) -> None:
    assert "nobook.yaml" in refused(capsys, *trials, "-o", "out", "--claims", "nobook.yaml")


def test_a_book_of_ones_own(
    capsys: pytest.CaptureFixture[str], here: Path, trials: list[Path]
) -> None:
    (here / "book.yaml").write_text(
        "claims:\n"
        "  - id: heels_halve_it\n"
        "    account: readers\n"
        "    claim: Heels halve my wink.\n"
        "    prediction: Half of it is gone.\n"
        "    needs: [baseline, heels_raised]\n"
        "    test: wink_goes\n"
        "    with: {conditions: [heels_raised], share: 0.2}\n"
        "    because: A fifth is what a reader would feel.\n"
        "    settles: a squat with raised heels\n"
    )
    assert compared(*trials, "-o", "out", "--claims", "book.yaml") == 0
    found = load(here / "out")
    assert [(one["id"], one["verdict"]) for one in found["claims"]] == [
        ("heels_halve_it", "supported")
    ]
    assert found["named"] == []
    record = json.loads((here / "out" / "provenance.json").read_text("utf-8"))
    assert record["inputs"][-1]["part"] == "claims"
    assert "Heels halve my wink." in capsys.readouterr().out


def test_hostile_words_stay_words(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    note = "=HYPERLINK(\"http://a\"), <script>; 'x' €"
    trial = write_session(here / "P01", short_hip(note=note))[0]
    name = 'A "B", <b>C</b>'
    assert compared(trial, "-o", "out", "--person", name) == 0
    found = load(here / "out")
    assert found["person"] == name
    assert found["trials"][0]["note"] == note
    claims = pd.read_csv(here / "out" / "claims.csv", keep_default_na=False)
    assert set(claims["person"]) == {name}
    assert capsys.readouterr().out.startswith(f"{name}: ")


@pytest.mark.parametrize("name", ["", "  ", "P01\nno cause", "P\x1b[31m", "P\u202e10", "x" * 81])
def test_a_name_that_is_no_line_is_refused(
    capsys: pytest.CaptureFixture[str], trials: list[Path], name: str
) -> None:
    told = refused(capsys, *trials, "-o", "out", "--person", name)
    assert "--person is" in told
    assert "1 to 80 printable characters" in told
    assert told.isascii()


def test_a_name_is_taken_without_blanks_around_it(here: Path, trials: list[Path]) -> None:
    assert compared(trials[0], "-o", "out", "--person", " Zoë K. ") == 0
    assert load(here / "out")["person"] == "Zoë K."
