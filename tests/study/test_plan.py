"""What a study would run: found, listed, chosen; and that nothing leads out of its folder."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensim_wink.errors import SettingError
from opensim_wink.motion.noise.soft_tissue import MarkerNoise
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.dry_run import plan_text
from opensim_wink.study.job import Job
from opensim_wink.study.plan import Plan, plan_study

PATTERN = "data: rec\npattern: '{participant}/{session}/{condition}_{trial}.c3d'\n"


@pytest.fixture
def laboratory(tmp_path: Path) -> Path:
    """Two people, a session each, with empty files: nothing of them is read."""
    for person in ("P01", "P02"):
        for name in ("flat_01", "flat_02", "heels_raised_01", "static"):
            touch(tmp_path / "rec" / person / "S1" / f"{name}.c3d")
    return tmp_path


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def plan(folder: Path, text: str) -> Plan:
    path = folder / "study.yaml"
    path.write_text(text, "utf-8")
    found = plan_study(path)
    folders = [job.folder for job in found.jobs]
    assert folders == sorted(folders)
    assert len(set(folders)) == len(folders)
    for job in found.jobs:
        assert job.folder == PurePosixPath("participants", job.participant, job.session, job.trial)
        assert job.trial_path.is_absolute()
    return found


def refused(folder: Path, text: str) -> str:
    before = sorted(folder.rglob("*"))
    with pytest.raises(SettingError) as caught:
        plan(folder, text)
    assert sorted(p for p in folder.rglob("*") if p.name != "study.yaml") == [
        p for p in before if p.name != "study.yaml"
    ]
    assert str(caught.value).isprintable()
    return str(caught.value)


def job(of: Plan, place: str) -> Job:
    return next(one for one in of.jobs if f"{one.participant}/{one.session}/{one.trial}" == place)


def missing(of: Plan) -> list[tuple[str, str]]:
    return [(one.place, one.what) for one in of.missing]


def test_a_pattern_finds_trials_with_their_conditions(laboratory: Path) -> None:
    found = plan(laboratory, PATTERN)
    assert [(str(one.folder), one.condition) for one in found.jobs] == [
        (f"participants/{person}/S1/{trial}", condition)
        for person in ("P01", "P02")
        for trial, condition in (
            ("flat_01", "baseline"),
            ("flat_02", "baseline"),
            ("heels_raised_01", "heels_raised"),
        )
    ]
    first = found.jobs[0]
    assert first.trial_path == (laboratory / "rec/P01/S1/flat_01.c3d").resolve()
    assert first.model_path is None
    assert first.settings == AnalysisSettings(condition="baseline", person="P01")
    assert missing(found) == [
        ("P01", "mass"),
        ("P02", "mass"),
        ("P01/S1", "static"),
        ("P02/S1", "static"),
    ]
    assert found.blocked == ()


def test_what_is_said_below_goes_before_what_is_said_above(laboratory: Path) -> None:
    found = plan(
        laboratory,
        PATTERN + "defaults: {samples: 100, loads: moments, cutoff: 8, mass: 60,"
        " static: '{participant}/{session}/static.c3d'}\n"
        "participants:\n"
        "  P01:\n"
        "    mass: 72\n"
        "    loads: none\n"
        "    person: 'Ms {participant}'\n"
        "    sessions:\n"
        "      S1:\n"
        "        mass: 73\n"
        "        cutoff: null\n"
        "        trials:\n"
        "          flat_02: {barbell: 40, bar_at: front, mass: 74, condition: {loaded: 40}}\n",
    )
    one, two = job(found, "P01/S1/flat_01").settings, job(found, "P01/S1/flat_02").settings
    other = job(found, "P02/S1/flat_02").settings
    assert (one.mass_kg, two.mass_kg, other.mass_kg) == (73, 74, 60)
    assert (one.cutoff_hz, two.cutoff_hz, other.cutoff_hz) == (6, 6, 8)
    assert (one.loads.level, other.loads.level) == ("none", "moments")
    assert (two.barbell_kg, two.loads.bar_place, two.condition) == (40, "front", "loaded: 40")
    assert (one.person, other.person) == ("Ms P01", "P02")
    assert one.static == (laboratory / "rec/P01/S1/static.c3d").resolve()
    assert one.samples == two.samples == other.samples == 100
    assert found.missing == ()


def test_every_option_reaches_the_settings(laboratory: Path) -> None:
    found = plan(
        laboratory,
        PATTERN
        + "defaults: {subject: '{participant}', labels: l.csv, model: '/m/{participant}.osim',"
        " static: s.c3d, scaled: true, mass: 70, height: 1.7, barbell: 20, ik_tasks: t.xml,"
        " solver: opensim, neutral: 10, reps: [[1, 2]], cutoff: 7, threshold: 4, slr: slr.c3d,"
        " second_model: n.osim, hip_shape: h.yaml, loads: moments, grf: '{condition}_{trial}.mot',"
        " external_loads: e.xml, no_ground_estimate: true, bar_at: hands, hand_weights: [1, 2],"
        " passive_fibres: true, abdominal_pressure: 10, ligament_share: 0.5, noise: {sd: 20},"
        " samples: 500, seed: 3}\n",
    )
    one = job(found, "P02/S1/heels_raised_01")
    data = (laboratory / "rec").resolve()
    assert one.model_path == Path("/m/P02.osim")
    told = one.settings
    assert told.ground_reaction == data / "heels_raised_01.mot"
    assert told.noise == MarkerNoise(sd_mm=20, filled_sd_mm=20)
    assert not told.learn_noise
    assert (told.subject, told.reps, told.seed) == ("P02", ((1.0, 2.0),), 3)
    assert told.loads.hand_weights_kg == (1, 2)
    plain = AnalysisSettings()
    left = {"max_spline_s", "hamstrings"}
    same = {name for name in vars(plain) if getattr(plain, name) == getattr(told, name)}
    assert same == left
    of_loads = vars(plain.loads)
    assert not {name for name in of_loads if of_loads[name] == getattr(told.loads, name)}
    stated = plan(laboratory, PATTERN + "defaults: {slr: 75, noise: none}\n").jobs[0].settings
    assert stated.hamstrings.slr_deg == 75
    assert stated.noise == MarkerNoise.none()


def test_trials_can_be_listed_anywhere(tmp_path: Path) -> None:
    far = touch(tmp_path / "elsewhere" / "a.c3d")
    touch(tmp_path / "near" / "b.trc")
    found = plan(
        tmp_path,
        "participants:\n"
        f"  P1: {{sessions: {{S1: {{trials: {{one: {{file: {far}, condition: goblet}}}}}}}}}}\n"
        "  P2: {trials: [near/b.trc, near/gone.c3d]}\n",
    )
    assert [(str(one.folder), one.trial_path) for one in found.jobs] == [
        ("participants/P1/S1/one", far),
        ("participants/P2/1/b", (tmp_path / "near/b.trc").resolve()),
        ("participants/P2/1/gone", (tmp_path / "near/gone.c3d").resolve()),
    ]
    assert [one.trial for one in found.blocked] == ["gone"]
    assert ("P1/S1", "baseline") in missing(found)


def test_a_listed_file_keeps_its_listed_name(laboratory: Path) -> None:
    found = plan(
        laboratory,
        PATTERN + "participants: {P01: {sessions: {S1: {trials: {high: P01/S1/flat_02.c3d}}}}}\n",
    )
    names = [one.trial for one in found.jobs if one.participant == "P01"]
    assert names == ["flat_01", "heels_raised_01", "high"]
    assert job(found, "P01/S1/high").condition == "baseline"


def test_statics_leg_raises_excluded_and_hidden_files_are_no_trials(laboratory: Path) -> None:
    rec = laboratory / "rec"
    touch(rec / "P01/S1/slr.c3d")
    touch(rec / "P01/S1/.flat_01.c3d")
    touch(rec / ".trash/S1/flat_01.c3d")
    (rec / "P01/S1/folder.c3d").mkdir()
    text = (
        "data: rec\npattern: '{participant}/{session}/{trial}.c3d'\nexclude: '*/*/flat_*.c3d'\n"
        "defaults: {static: '{participant}/S1/static.c3d'}\n"
        "participants: {P01: {slr: P01/S1/slr.c3d}}\n"
    )
    found = plan(laboratory, text)
    assert [str(one.folder)[13:] for one in found.jobs] == [
        "P01/S1/heels_raised_01",
        "P02/S1/heels_raised_01",
    ]


def test_an_earlier_output_is_not_searched(laboratory: Path) -> None:
    out = laboratory / "rec" / "out"
    touch(out / "S1" / "flat_07.c3d")
    (out / "study.json").write_text('{"package": {"name": "opensim-wink"}}')
    assert {one.participant for one in plan(laboratory, PATTERN).jobs} == {"P01", "P02"}
    (out / "study.json").write_text('{"mine": 1}')
    assert {one.participant for one in plan(laboratory, PATTERN).jobs} == {"P01", "P02", "out"}


def test_conditions_in_folders_name_trials_apart(tmp_path: Path) -> None:
    for name in ("baseline/01", "goblet/01", "goblet/02"):
        touch(tmp_path / "rec" / "P1" / f"{name}.c3d")
    found = plan(tmp_path, "data: rec\npattern: '{participant}/{condition}/{trial}.c3d'\n")
    assert [(one.session, one.trial, one.condition) for one in found.jobs] == [
        ("1", "baseline_01", "baseline"),
        ("1", "goblet_01", "goblet"),
        ("1", "goblet_02", "goblet"),
    ]


def test_unknown_conditions_in_file_names_are_refused_with_what_is_close(laboratory: Path) -> None:
    for person in ("P01", "P02"):
        touch(laboratory / "rec" / person / "S1" / "heels_risen_01.c3d")
    message = refused(laboratory, PATTERN)
    assert "'heels_risen' is no condition" in message
    assert "Did you mean 'heels_raised'?" in message
    assert "2 files" in message
    assert "fault" not in message
    named = PATTERN + "conditions: {heels_risen: 'heels_raised: 40'}\n"
    assert job(plan(laboratory, named), "P01/S1/heels_risen_01").condition == "heels_raised: 40"
    own = PATTERN + "own_conditions: heels_risen\n"
    assert job(plan(laboratory, own), "P01/S1/heels_risen_01").condition == "heels_risen"
    part = PATTERN + "conditions: {heels: goblet}\n"
    assert job(plan(laboratory, part), "P01/S1/heels_risen_01").condition == "goblet"
    stated = PATTERN + "defaults: {condition: goblet}\nconditions: {heels_risen: null}\n"
    assert job(plan(laboratory, stated), "P01/S1/heels_risen_01").condition is None


def test_a_sidecar_says_what_the_study_does_not(laboratory: Path) -> None:
    folder = laboratory / "rec/P01/S1"
    (folder / "conditions.yaml").write_text(
        "person: Ada\nstatic: static.c3d\ntrials: {flat_01.c3d: {condition: loaded, kg: 60}}\n"
    )
    (laboratory / "rec/P02/S1/conditions.yaml").write_text("trials: 7\n")
    text = "data: rec\npattern: '{participant}/{session}/{trial}.c3d'\nexclude: '*/*/static.c3d'\n"
    found = plan(laboratory, text)
    one = job(found, "P01/S1/flat_01")
    assert one.condition is None
    assert one.settings.static == folder.resolve() / "static.c3d"
    assert (one.settings.person, job(found, "P01/S1/flat_02").settings.person) == ("Ada", "P01")
    assert ("P01/S1", "baseline") in missing(found)
    assert {(m.place, m.what) for m in found.missing if m.blocks} == {
        (f"P02/S1/{trial}", "conditions") for trial in ("flat_01", "flat_02", "heels_raised_01")
    }


def test_what_is_missing_is_told(laboratory: Path) -> None:
    touch(laboratory / "rec/P03/S1/goblet_01.c3d")
    touch(laboratory / "rec/P03/S1/goblet_02.mot")
    found = plan(
        laboratory,
        "data: rec\n"
        "pattern:\n"
        "  - '{participant}/S1/{condition}_{trial}.c3d'\n"
        "  - '{participant}/S1/{condition}_{trial}.mot'\n"
        "defaults: {static: '{participant}/S1/static.c3d', model: '{participant}.osim'}\n"
        "participants:\n"
        "  P01:\n"
        "    {mass: 70, model: null, sessions: {S2: {}, 1: {trials: {flat_1: {barbell: 3}}}}}\n"
        "  P02: {mass: 70, model: null}\n"
        "  P1: {mass: 70}\n",
    )
    assert {(m.place, m.what, m.blocks) for m in found.missing} == {
        ("P01/S2", "trial", False),
        ("P01/1/flat_1", "trial", False),
        ("P1", "trial", False),
        ("P03", "mass", False),
        ("P03/1", "baseline", False),
        ("P03/1/goblet_01", "static", True),
        ("P03/1/goblet_02", "static", True),
        ("P03/1/goblet_01", "model", True),
        ("P03/1/goblet_02", "model", True),
    }
    told = {m.place: m.reason for m in found.missing}
    assert "Did you mean" not in told["P1"]  # P01 and P02 are listed themselves
    assert found.without_trial == ("P1",)
    assert told["P01/1/flat_1"].startswith("no file for trial 'flat_1' was found")
    assert "Did you mean 'flat_01'?" in told["P01/1/flat_1"]
    assert told["P03/1/goblet_02"] == "there is no file P03.osim"
    page = plan_text(found, 80)
    assert page.startswith("study: 8 trials of 3 participants; 6 can run, 2 cannot.\n")
    assert "  static: there is no file P03/S1/static.c3d (P03/1/goblet_01, P03/1/goblet_02)" in page
    assert max(map(len, page.splitlines())) <= 80
    assert page.isprintable() or page.replace("\n", "").isprintable()


def test_only_a_name_that_is_not_listed_is_suggested(laboratory: Path) -> None:
    found = plan(laboratory, PATTERN + "participants: [P01, P03]\n")
    assert "Did you mean 'P02'?" in {m.place: m.reason for m in found.missing}["P03"]
    with pytest.raises(SettingError, match="'P03' is listed, and no trial of it was found") as one:
        found.only(["P03"])
    assert "Did you mean" not in str(one.value)


def test_several_statics_in_a_session_are_in_doubt(laboratory: Path) -> None:
    for person, words in (("P01", ("flat", "heels_raised")), ("P02", ("flat",))):
        for word in words:
            touch(laboratory / f"rec/{person}/S1/{word}_static.c3d")
    each = "defaults: {static: '{participant}/S1/{condition}_static.c3d', mass: 70}\n"
    texts = "conditions: {flat: baseline}\nexclude: '*/S1/*static.c3d'\n"
    text = PATTERN + texts + each.replace("{condition}", "flat")
    touch(laboratory / "rec/P02/S1/flat_static.c3d")
    assert [m for m in plan(laboratory, text).missing if m.what == "statics"] == []
    sidecar = "participants: {P01: {sessions: {S1: {trials: {heels_raised_01: {static: %s}}}}}}\n"
    found = plan(laboratory, text + sidecar % "P01/S1/heels_raised_static.c3d")
    assert [(m.place, m.blocks) for m in found.missing if m.what == "statics"] == [
        ("P01/S1", False)
    ]
    page = " ".join(plan_text(found, 90).split())
    assert "In doubt: statics: 2 static trials in one session (" in page
    assert "neutral and scale differ between them; give one (P01/S1)" in page


def test_options_in_force_are_told(laboratory: Path) -> None:
    text = PATTERN + "defaults: {loads: none}\nparticipants: {P01: {samples: 100}}\n"
    page = " ".join(plan_text(plan(laboratory, text), 80).split())
    assert "Options: loads none, samples (100 × 3, 200 × 3), solver arrays" in page
    assert "not looked into: 'opensim-wink check TRIAL' does." in page


def test_words_that_were_taken_for_another_are_told(tmp_path: Path) -> None:
    names = ("flat", "baseline", "Wedge", "goblet", "narrow", "fast", "slopes", "support")
    for name in names:
        touch(tmp_path / f"rec/P1/{name}_1.c3d")
    text = (
        "data: rec\npattern: '{participant}/{condition}_{trial}.c3d'\nown_conditions: slopes\n"
        "participants: {P1: {trials: {support_1: {condition: goblet}}}}\n"
    )
    found = plan(tmp_path, text)
    assert job(found, "P1/1/Wedge_1").condition == "heels_raised"
    assert found.readings == (
        'Wedge is read as heels_raised; no heel_mm stated: write Wedge: "heels_raised: …" under '
        "conditions",
        "flat is read as baseline",
        'goblet: no kg stated: write goblet: "goblet: …" under conditions',
        "narrow is read as narrow_stance",
    )
    page = plan_text(found, 70)
    assert "\n  Wedge is read as heels_raised; no heel_mm stated: write Wedge:\n" in page
    assert "\n  narrow is read as narrow_stance\n" in page
    assert max(map(len, page.splitlines())) <= 70
    said = "conditions: {flat: baseline, Wedge: 'heels_raised: 25', goblet: goblet, narrow: null}\n"
    assert plan(tmp_path, text + said).readings == ()


def test_what_has_a_trials_name_and_is_no_file_is_told(laboratory: Path) -> None:
    folder = laboratory / "rec/P01/S1"
    (folder / "flat_dir.c3d").mkdir()
    (folder / "flat_gone.c3d").symlink_to("archive.c3d")
    (folder / "flat_round.c3d").symlink_to("flat_round.c3d")
    told = {
        "P01/S1/flat_dir.c3d is a folder, and is left out",
        "P01/S1/flat_gone.c3d is a link that leads to no file, and is left out",
        "P01/S1/flat_round.c3d is a link that leads to no file, and is left out",
    }
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "flat_pipe.c3d")
        told.add("P01/S1/flat_pipe.c3d is a device or a pipe, and is left out")
    found = plan(laboratory, PATTERN)
    assert {one.reason for one in found.missing if (one.place, one.what) == ("", "trial")} == told
    assert len(found.jobs) == 6
    assert not found.blocked
    text = PATTERN + "exclude: ['*/*/flat_gone.c3d', '*/*/flat_r*.c3d', '*/*/flat_[pd]*.c3d']\n"
    left = {one.reason for one in plan(laboratory, text).missing if one.place == ""}
    assert left == {one for one in told if "flat_dir" in one or "flat_pipe" in one}


def test_a_file_that_may_not_be_read_stops_its_trials(
    laboratory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: Path(path).name != "flat_01.c3d" and real(path, mode)
    )
    found = plan(laboratory, PATTERN)
    assert [one.trial for one in found.blocked] == ["flat_01", "flat_01"]
    assert {one.reason for one in found.missing if one.blocks} == {
        "you may not read P01/S1/flat_01.c3d",
        "you may not read P02/S1/flat_01.c3d",
    }


def test_a_motion_needs_its_model(tmp_path: Path) -> None:
    touch(tmp_path / "P1.mot")
    found = plan(tmp_path, "pattern: '{participant}.mot'\n")
    assert [(one.what, one.blocks) for one in found.missing] == [("model", True)]
    assert found.blocked == found.jobs


def test_nothing_found_says_what_is_there(laboratory: Path) -> None:
    found = plan(laboratory, "pattern: '{participant}/{trial}.c3d'\n")
    assert found.jobs == ()
    assert found.missing[0].blocks
    assert "rec, study.yaml" in found.missing[0].reason
    assert "data: there is no folder" in refused(laboratory, PATTERN.replace("rec", "reck"))


def test_part_of_a_plan(laboratory: Path) -> None:
    found = plan(laboratory, PATTERN)
    part = found.only(["P02"])
    assert {one.participant for one in part.jobs} == {"P02"}
    assert missing(part) == [("P02", "mass"), ("P02/S1", "static")]
    with pytest.raises(SettingError, match="Did you mean 'P01'"):
        found.only(["P1", "P02"])


PEOPLE = "pattern: '{participant}/{trial}.c3d'\n"
BOTH = "pattern: ['{participant}/{trial}.c3d', '{participant}/{trial}.trc']\n"
WILD = "pattern: '{participant}/*/{trial}.c3d'\n"
TWICE = "participants: {P1: {trials: {x: a.c3d}}, P2: {trials: {x: ./a.c3d}}}\n"


@pytest.mark.parametrize(
    ("files", "text", "told"),
    [
        (["P1/a.c3d", "P1/a.trc"], BOTH, "two trials are called P1/1/a"),
        (["P1/x/a.c3d", "P1/y/a.c3d"], WILD, "two trials are called P1/1/a"),
        (["P1/a.c3d", "P1/A.c3d"], PEOPLE, "capitals or accents"),
        (["p1/a.c3d", "P1/b.c3d"], PEOPLE, "'P1' and 'p1' differ"),
        (["P1/\u00e9.c3d", "P1/e\u0301.c3d"], PEOPLE, "capitals or accents"),
        (["P1/con.c3d"], PEOPLE, "reserved by Windows"),
        (["P1/a\nb.c3d"], PEOPLE, "cannot be printed"),
        (["P1/a\x1b[2J.c3d"], PEOPLE, "cannot be printed"),
        (["P1/a\udcff.c3d"], PEOPLE, "cannot be printed"),
        (["P1/" + "x" * 200 + ".c3d"], PEOPLE, "200 characters"),
        (["P1:2/a.c3d"], PEOPLE, "holds :"),
        (["P1/-rf.c3d"], PEOPLE, "shell"),
        (["a.c3d"], TWICE, "listed twice: as P1/1/x and P2/1/x"),
        (["P1/a.c3d"], PEOPLE + "defaults: {bar_at: front}", "add barbell"),
        (["P1/a.c3d"], PEOPLE + "defaults: {scaled: true}", "scaled needs a model"),
        (["P1/a.c3d"], PEOPLE + "defaults: {external_loads: a.xml}", "none is given"),
        (["P1/a.c3d"], PEOPLE + "defaults: {static: '{condition}.c3d'}", "{condition} is not"),
        (["P1/a.c3d"], PEOPLE + "defaults: {noise: {sd: 9, filled_sd: 3}}", "filled_sd_mm"),
    ],
)
def test_trials_that_cannot_be_told_apart_or_run_are_refused(
    tmp_path: Path, files: list[str], text: str, told: str
) -> None:
    for name in files:
        touch(tmp_path / name)
    if len(set(tmp_path.rglob("*.c3d")) | set(tmp_path.rglob("*.trc"))) < len(files):
        pytest.skip("this file system takes these names for one")
    assert told in refused(tmp_path, text)


def test_the_same_fault_of_many_trials_is_told_once(laboratory: Path) -> None:
    message = refused(
        laboratory, PATTERN + "defaults: {scaled: true}\nexclude: '*/S1/flat_02.c3d'\n"
    )
    assert message.count("scaled needs") == 1
    assert "P01/S1/flat_01 (and 3 others)" in message


HOSTILE = st.sampled_from(
    [
        "..",
        "../..",
        "/etc",
        "a/b",
        "a\\b",
        "\0",
        "con",
        "C:",
        "~",
        "x" * 300,
        "$(id)",
        "{trial}",
        "*",
        "",
    ]
) | st.text(max_size=10)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.tuples(HOSTILE, HOSTILE, HOSTILE), HOSTILE)
def test_no_study_makes_a_job_outside_its_output(
    laboratory: Path, names: tuple[str, str, str], file: str
) -> None:
    import yaml

    participant, session, trial = names
    entry = {"sessions": {session: {"trials": {trial: {"file": file + ".c3d"}}}}}
    path = laboratory / "hostile.yaml"
    path.write_text(yaml.safe_dump({"participants": {participant: entry}}), "utf-8")
    before = sorted(laboratory.rglob("*"))
    try:
        found = plan_study(path)
    except SettingError as error:
        told = str(error)
    else:
        told = ""
        for one in found.jobs:
            assert one.folder.parts == ("participants", participant, session, trial)
            assert ".." not in one.folder.parts
            assert (Path("/out") / one.folder).resolve().is_relative_to("/out")
    assert told.isprintable()
    assert sorted(laboratory.rglob("*")) == before
