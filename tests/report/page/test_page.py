"""The page as a whole: made from a folder alone, harmless, whole or not at all."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from page_making import Json, Page, rep, result, summary

from opensim_wink.cli import main
from opensim_wink.errors import OutputError
from opensim_wink.report.page import build
from opensim_wink.report.page.build import REPORT, data_text, page, script_text, write_report
from opensim_wink.report.page.part import Part
from opensim_wink.report.page.parts import PARTS
from opensim_wink.report.page.parts.causes import cause_rows
from opensim_wink.report.page.parts.verdict import facts
from opensim_wink.report.page.result import read_result
from opensim_wink.report.page.template import interval, render
from opensim_wink.report.page.texts import texts

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><!--<script>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202eright to left \u05e9\u05dc\u05d5\u05dd 深蹲 \u2028",
    "x" * 10_000,
]


def hostile_page(name: str) -> str:
    """A page in which everything that a user may name is called so."""
    reps = [rep(1, 15.0, "flexion beyond neutral"), rep(2, 15.0, "cannot tell")]
    reps[1]["reason"] = name
    made = summary(
        "flexion beyond neutral", reps, trial=name, condition=name, warnings=[name], notes=[name],
        person={"name": name},
    )  # fmt: skip
    made["rejected"] = [{"start_s": 0, "end_s": 1, "reason": name, "detail": name}]
    made["markers"] |= {"followed": {name: name}, "max_at": {"marker": name, "time_s": 1.0}}
    made["model"] |= {"name": name, "file": name, "missing": [name]}
    whole = result(made, command=["opensim-wink", name])
    own = ("verdict", "causes", "doubt", "reps", "hip", "lab")
    parts = [part for make in PARTS if make.__name__ in own and (part := make(whole)) is not None]
    parts.append(Part("player", name, render("verdict.html.j2", sentence=name, certainty=[name],
                                             facts=[], locked=name, causes=[name], doubts=[name],
                                             person=name),
                      {"label": name}))  # fmt: skip
    return str(page(name, parts, kicker=name, method=name))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_shown_as_text(name: str) -> None:
    seen = Page(hostile_page(name))
    plain = Page(hostile_page("plain"))
    assert [tag for tag, _ in seen.tags] == [tag for tag, _ in plain.tags]
    assert " ".join(name.split()) in seen.text
    assert not [key for _, attributes in seen.tags for key in attributes if key.startswith("on")]


@pytest.mark.parametrize("name", HOSTILE)
def test_data_come_back_as_they_were_and_cannot_end_their_element(name: str) -> None:
    text = data_text([Part("player", "", render("hip.html.j2", rows=[], onset=False, imaged=True,
                                                notes=[]), {"label": name})])  # fmt: skip
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["player"]["label"] == name


def test_only_our_script_may_run_and_nothing_is_fetched() -> None:
    html = hostile_page("plain")
    seen = Page(html)
    [policy] = [attributes["content"] for tag, attributes in seen.tags
                if tag == "meta" and "http-equiv" in attributes]  # fmt: skip
    digest = base64.b64encode(hashlib.sha256(script_text().encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in str(policy)
    assert "default-src 'none'" in str(policy)
    assert script_text() in html
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)


def test_the_page_is_built_for_screen_readers_and_keys() -> None:
    seen = Page(hostile_page("plain"))
    ids = seen.every("id")
    assert len(ids) == len(set(ids))
    for name in ("aria-labelledby", "aria-describedby", "popovertarget", "data-copy"):
        assert set(seen.every(name)) <= set(ids), name
    assert {link[1:] for link in seen.every("href") if link.startswith("#")} <= set(ids)
    assert seen.headings.count(1) == 1
    assert seen.headings[0] == 1
    steps = zip(seen.headings, seen.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert {"main", "nav", "header", "footer"} <= {tag for tag, _ in seen.tags}
    assert seen.every("lang") == ["en"]


def test_every_term_of_the_pages_texts_is_in_the_glossary() -> None:
    seen = Page(hostile_page("plain"))
    explained = {one.removeprefix("term-") for one in seen.every("popovertarget")}
    assert {"wink", "interval", "onset", "neutral"} <= explained <= set(texts()["glossary"])


def test_sheets_turn_at_the_first_piece_for_the_second() -> None:
    empty = render("hip.html.j2", rows=[], onset=False, imaged=True, notes=[])
    parts = [Part("a", "A", empty, sheet=1), Part("b", "B", empty), Part("c", "C", empty, sheet=2)]
    html = str(page("x", parts))
    assert (
        html.index('id="a"') < html.index('id="b"') < html.index('sheet-2"') < html.index('id="c"')
    )


def test_a_text_named_like_a_method_is_the_text() -> None:
    made = result(summary("no wink", [rep(1, 0.2, "no wink")]))
    parts = [part for make in PARTS if make.__name__ in ("reps", "lab") and (part := make(made))]
    assert "built-in method" not in str(page("x", parts))


@pytest.mark.parametrize("name", ["wink", "rock_back", "straight_leg_raise", "no_wink"])
def test_numbers_of_a_sample_are_those_of_its_summary(
    name: str, analysed: Callable[[str], Path]
) -> None:
    folder = analysed(name)
    seen = Page((write_report(folder)).read_text("utf-8"))
    found = json.loads((folder / "summary.json").read_text("utf-8"))
    for one in found["reps"]:
        assert interval(one["pelvis_wink_deg"], 1) in seen.text
        assert interval(one["lumbar_wink_deg"], 1) in seen.text
        if one["onset"]:
            assert interval(one["onset"]["depth_fraction"], 0, 100) in seen.text
    for fact in facts(found, 5.0):
        assert fact.value in seen.text
        assert fact.interval in seen.text
    for line in (*found["warnings"], *found["notes"]):
        assert line[1:] in seen.text
    assert seen.headings.count(1) == 1
    assert len(seen.every("id")) == len(set(seen.every("id")))


def test_causes_of_a_sample_are_those_of_the_book(analysed: Callable[[str], Path]) -> None:
    from opensim_wink.comparing import compare

    folder = analysed("wink")
    rows = {row.cause: row for row in cause_rows(read_result(folder))}
    causes = compare([folder]).causes
    assert set(rows) == {one.cause for one in causes}
    for one in causes:
        assert rows[one.cause].settles == one.settles
        assert [measured for _, measured in rows[one.cause].why][: len(one.witnesses)] == [
            witness.reason for witness in one.witnesses
        ]


def test_the_verb_builds_the_same_page_again(
    analysed: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = analysed("wink")
    first = write_report(folder).read_bytes()
    (folder / REPORT).unlink()
    assert main(["report", str(folder)]) == 0
    assert capsys.readouterr().out.strip() == str(folder / REPORT)
    assert (folder / REPORT).read_bytes() == first
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_the_page_of_an_earlier_result_becomes_ours(analysed: Callable[[str], Path]) -> None:
    folder = analysed("straight_leg_raise")
    path = folder / "provenance.json"
    before: Json = json.loads(path.read_text("utf-8"))
    before["files"] = [name for name in before["files"] if name != REPORT]
    path.write_text(json.dumps(before), "utf-8")
    write_report(folder)
    after = json.loads(path.read_text("utf-8"))
    assert REPORT in after["files"]
    assert {**after, "files": before["files"]} == before


def test_a_folder_that_is_no_result_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(OutputError, match="no folder is there"):
        read_result(tmp_path / "gone")
    with pytest.raises(OutputError, match=r"summary\.json is missing"):
        read_result(tmp_path)
    (tmp_path / "summary.json").write_text("{}", "utf-8")
    with pytest.raises(OutputError, match=r"reps\.csv, curves\.csv.* run analyze again"):
        read_result(tmp_path)
    assert main(["report", str(tmp_path)]) == 2
    assert "lacks" in capsys.readouterr().err


def test_a_page_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / REPORT).write_text("old", "utf-8")

    def refuse(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="No space left"):
        build.write_page(tmp_path, "new")
    assert [path.name for path in tmp_path.iterdir()] == [REPORT]
    assert (tmp_path / REPORT).read_text("utf-8") == "old"
