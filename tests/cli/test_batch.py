"""The verb batch: what it shows, refuses, writes and answers."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from opensim_wink.cli import main
from opensim_wink.cli.batch_summary import finished_text, interrupted_text
from opensim_wink.errors import SettingError
from opensim_wink.report.page import pdf
from opensim_wink.samples import samples_folder
from opensim_wink.study import dask_cluster, running
from opensim_wink.study.job import Job, Limits, Outcome
from opensim_wink.study.outcomes import write_outcome
from opensim_wink.study.tables import Finished

STUDY = (
    "study: Deep squats\n"
    "data: rec\n"
    "pattern: '{participant}/{condition}_{trial}.c3d'\n"
    "defaults: {static: '{participant}/static.c3d', mass: 70, loads: none, samples: 0}\n"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study of two people in an otherwise empty working folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("P1/flat_01", "P1/static", "P2/flat_01", "P2/flat_02", "P2/static"):
        path = tmp_path / "rec" / f"{name}.c3d"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "study.yaml").write_text(STUDY)
    return tmp_path


class Runner:
    """In the place of the runner: remembers what it was asked for, and fails what it is told to."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}
        self.folders: list[str] = []
        self.geometries: set[Path | None] = set()
        self.failing: set[str] = set()
        self.reused: set[str] = set()
        self.signal: int | None = None

    def __call__(
        self, jobs: Sequence[Job], output: Path, *, progress: Any, **asked: Any
    ) -> tuple[Outcome, ...]:
        self.asked = {"output": output, **asked}
        found = []
        for job in jobs:
            self.folders.append(str(job.folder))
            self.geometries.add(job.geometry)
            outcome = Outcome(job.folder, "k", "done", seconds=1.0)
            if job.trial in self.reused:
                outcome = replace(outcome, state="reused")
            if job.trial in self.failing:
                outcome = replace(outcome, state="failed", step="read", error="no \x1b[2JC3D")
            progress(job, outcome)
            found.append(outcome)
            if self.signal is not None:
                os.kill(os.getpid(), self.signal)
        return tuple(found)


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> Runner:
    found = Runner()
    monkeypatch.setattr(running, "run_jobs", found)
    return found


def batch(*arguments: object) -> int:
    return main(["batch", *map(str, arguments)])


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Refused in one line, with nothing written."""
    before = sorted(Path.cwd().rglob("*"))
    assert batch(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("opensim-wink: ")
    assert captured.err.count("\n") == 1
    assert sorted(Path.cwd().rglob("*")) == before
    return captured.err


def test_a_dry_run_shows_everything_and_writes_nothing(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner
) -> None:
    before = sorted(here.rglob("*"))
    assert batch("study.yaml", "--dry-run", "-o", "out") == 0
    page = capsys.readouterr().out
    assert page.startswith("Deep squats: 3 trials of 2 participants; 3 can run.\n")
    assert "P2 1: 70 kg, static static.c3d, packaged model\n  flat_01  baseline\n" in page
    assert runner.folders == []
    assert sorted(here.rglob("*")) == before


def test_a_dry_run_of_what_cannot_run_answers_2(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner
) -> None:
    (here / "rec/P1/static.c3d").unlink()
    assert batch("study.yaml", "--dry-run") == 0
    page = capsys.readouterr().out
    assert "2 can run, 1 cannot" in page
    assert "static: there is no file P1/static.c3d (P1/1/flat_01)" in page
    assert batch("study.yaml", "--dry-run", "--only", "P1") == 2
    assert "0 can run, 1 cannot" in capsys.readouterr().out
    assert "P1/static.c3d" in refused(capsys, "study.yaml", "-o", "out", "--only", "P1")
    shutil.rmtree(here / "rec/P1")
    shutil.rmtree(here / "rec/P2")
    assert batch("study.yaml", "--dry-run") == 2
    assert "no file fits" in capsys.readouterr().out
    assert "no file fits" in refused(capsys, "study.yaml", "-o", "out")


def test_a_run_hands_on_what_was_asked_for(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner
) -> None:
    runner.reused = {"flat_02"}
    options = ("--jobs", 2, "--time-limit", 30, "--memory-limit", 4, "--retry-failed")
    assert batch("study.yaml", "-o", "out", *options) == 0
    assert runner.asked == {
        "output": Path("out"),
        "processes": 2,
        "limits": Limits(30, 4),
        "retry_failed": True,
    }
    assert runner.folders == [
        "participants/P1/1/flat_01",
        "participants/P2/1/flat_01",
        "participants/P2/1/flat_02",
    ]
    told = capsys.readouterr()
    assert told.out == (
        "Deep squats: 3 of 3 trials done (1 taken over from an earlier run), 0 failed. Results are "
        "in out.\n"
        f"All people together: {Path('out/report.html')}\n"
        "  2 in the study, 0 with a result.\n"
    )
    assert "[2/3] P2/1/flat_01: done in 1.0 s" in told.err
    record = json.loads((here / "out/study.json").read_text("utf-8"))
    assert record["title"] == "Deep squats"
    assert record["counts"] == {"participants": 2, "trials": 3, "cannot_run": 0}
    assert [one["folder"] for one in record["trials"]] == runner.folders
    assert str(here) not in json.dumps(record)
    assert sorted(path.name for path in (here / "out").iterdir()) == [
        "cohort.json", "failures.csv", "failures.parquet", "locks", "report.html", "reps.csv",
        "reps.parquet", "study.json", "trials.csv", "trials.parquet",
    ]  # fmt: skip


def test_failures_are_counted_and_told(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner
) -> None:
    runner.failing = {"flat_01"}
    assert batch("study.yaml", "-o", "out") == 1
    told = capsys.readouterr().out
    assert "1 of 3 trials done, 2 failed." in told
    assert "  P1/1/flat_01: failed (read): no ?[2JC3D\n" in told


def test_some_participants_alone(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner
) -> None:
    assert batch("study.yaml", "-o", "out", "--only", "P2", "--only", "P2") == 0
    assert runner.folders == ["participants/P2/1/flat_01", "participants/P2/1/flat_02"]
    assert len(json.loads((here / "out/study.json").read_text("utf-8"))["trials"]) == 3
    capsys.readouterr()
    line = refused(capsys, "study.yaml", "-o", "other", "--only", "P1", "p2")
    assert "no trial of participant 'p2'" in line
    assert "Did you mean 'P2'?" in line


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "term"]
)
def test_an_interrupted_run_says_that_it_can_be_resumed(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner, number: int, status: int
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    runner.signal = number
    try:
        assert batch("study.yaml", "-o", "out") == status
    finally:
        signal.signal(signal.SIGTERM, before)
    told = capsys.readouterr()
    assert "interrupted: 1 done, 0 failed of 3 trials; what is done is kept" in told.err
    assert told.out == ""
    runner.signal = None
    assert batch("study.yaml", "-o", "out") == 0


def test_what_failed_is_not_told_as_done() -> None:
    text = interrupted_text({"done": 1, "failed": 1, "reused": 1}, 8)
    assert "2 done (1 taken over from an earlier run), 1 failed of 8 trials" in text


def test_who_has_no_trial_is_told_at_the_end(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner
) -> None:
    (here / "study.yaml").write_text(STUDY + "participants: [P1, P5]\n")
    assert batch("study.yaml", "-o", "out") == 0
    told = capsys.readouterr().out
    assert "3 in the study, 0 with a result; without a trial: P5." in told
    cohort = json.loads((here / "out/cohort.json").read_text("utf-8"))
    assert cohort["left_out"]["no_trial"] == ["P5"]
    assert cohort["counts"]["participants_without_trial"] == 1


def test_what_the_tables_leave_out_is_told() -> None:
    mine = Outcome(PurePosixPath("participants/P1/1/a"), "k", "done")
    finished = Finished(
        2, 0, 0, 2, 0, Path("r.html"), frozenset(), 1, 0, (), other=1, older=2, damaged=0
    )
    text = finished_text(finished, [mine])
    assert "Not counted: 2 results made before its files changed" in text
    assert "Not counted: 1 result of other settings" in text
    assert "Not counted: 1 result of this run, as another batch" in text
    assert "Not counted" not in finished_text(
        replace(finished, other=0, older=0, folders=frozenset([mine.folder])), [mine]
    )


def test_an_output_that_is_not_this_studys_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner
) -> None:
    assert "lie in this folder" in refused(capsys, "study.yaml", "-o", "rec")
    assert "lie in this folder" in refused(capsys, "study.yaml", "-o", "rec/P1")
    assert "not the one you are in" in refused(capsys, "study.yaml", "-o", ".")
    assert "not the one you are in" in refused(capsys, "study.yaml", "-o", here.parent)
    assert "is a file" in refused(capsys, "study.yaml", "-o", "study.yaml")
    assert "is a file" in refused(capsys, "study.yaml", "-o", "study.yaml/out")
    assert "no folder can be made" in refused(capsys, "study.yaml", "-o", "x" * 300)
    (here / "mine").mkdir()
    (here / "mine/thesis.docx").touch()
    assert "thesis.docx" in refused(capsys, "study.yaml", "-o", "mine")
    assert "thesis.docx" in refused(capsys, "study.yaml", "-o", "mine", "--dry-run")
    assert batch("study.yaml", "-o", "out") == 0
    assert batch("study.yaml", "-o", "out") == 0
    capsys.readouterr()
    (here / "other.yaml").write_text(STUDY.replace("Deep", "Shallow"))
    line = refused(capsys, "other.yaml", "-o", "out")
    assert "holds the study 'Deep squats', not 'Shallow squats'" in line
    (here / "empty").mkdir()
    assert batch("study.yaml", "-o", "empty") == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["study.yaml"], "needs -o DIR"),
        (["nowhere.yaml", "-o", "out"], "no such file"),
        (["study.yaml", "-o", "out", "--jobs", "0"], "--jobs is '0'"),
        (["study.yaml", "-o", "out", "--jobs", "1e9"], "--jobs"),
        (["study.yaml", "-o", "out", "--time-limit", "nan"], "--time-limit"),
        (["study.yaml", "-o", "out", "--memory-limit", "0"], "--memory-limit"),
        ([], "STUDY.yaml"),
        (["study.yaml", "-o", "out", "--scheduler", "localhost"], "is no scheduler"),
        (["study.yaml", "-o", "out", "--task", "4/3"], "is no share"),
        (["study.yaml", "-o", "out", "--task", "1/2", "--slurm-script", "a"], "cannot be given"),
        (["study.yaml", "-o", "out", "--slurm-script", "study.yaml"], "another file is there"),
    ],
)
def test_what_cannot_be_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert told in refused(capsys, *arguments)


@pytest.mark.parametrize(
    "line",
    [
        "participants: {../../evil: {trials: [a.c3d]}}",
        "participants: {/tmp/evil: {trials: [a.c3d]}}",
        'participants: {"a\\0b": {trials: [a.c3d]}}',
        'participants: {"\\e[2J": {trials: [a.c3d]}}',
        f"participants: {{{'x' * 300}: {{trials: [a.c3d]}}}}",
        "participants: {P9: {sessions: {..: {trials: [a.c3d]}}}}",
        "participants: {P9: {trials: {../../../evil: a.c3d}}}",
        "participants: {nul: {trials: [a.c3d]}}",
        "participants: {p1: {trials: [a.c3d]}}",
        "participants: {P9: {trials: [../../etc/passwd.c3d]}}",
        "participants: {P9: {trials: {flat: a.c3d, FLAT: b.c3d}}}",
        "participants: {P9: {mass: .nan}}",
        "participants: {P9: {mass: .inf}}",
        "participants: {P9: {mass: 1e308, seed: 99999999999999999999999999}}",
        "own_conditions: !!python/object/apply:os.system [touch evil]",
        "own_conditions: [&a x, *a]",
        "own_conditions: " + "[" * 5000,
        "output: /tmp/evil",
    ],
)
def test_a_hostile_study_writes_nothing(
    here: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    (here / "study.yaml").write_text(STUDY + line + "\n")
    told = refused(capsys, "study.yaml", "-o", "out")
    assert "study.yaml" in told
    assert told.strip().isprintable()
    assert refused(capsys, "study.yaml", "--dry-run") == told


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from opensim_wink.cli.parser import build_parser; build_parser();"
        "print(sorted({'pydantic', 'yaml', 'numpy', 'opensim', 'tqdm'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_whole_run_with_a_broken_trial_and_again(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    samples = samples_folder()
    shutil.rmtree(here / "rec/P2")
    shutil.copy(samples / "wink.c3d", here / "rec/P1/flat_01.c3d")
    shutil.copy(samples / "wink_static.c3d", here / "rec/P1/static.c3d")
    broken = (samples / "wink.c3d").read_bytes()[:3000]
    (here / "rec/P1/heels_02.c3d").write_bytes(broken)
    assert batch("study.yaml", "-o", "out") == 1
    told = capsys.readouterr().out
    assert "1 of 2 trials done, 1 failed." in told
    assert "P1/1/heels_02: failed (read): " in told
    result = here / "out" / PurePosixPath("participants/P1/1/flat_01")
    summary = json.loads((result / "summary.json").read_text("utf-8"))
    assert summary["reps"]
    assert summary["condition"] == "baseline"
    assert not (here / "out/participants/P1/1/heels_02").exists()
    assert batch("study.yaml", "-o", "out", "--dry-run") == 0
    page = capsys.readouterr().out
    assert "2 can run (1 done already)." in page
    assert "  flat_01   baseline, done already\n" in page
    kept = {path: path.stat().st_mtime_ns for path in result.rglob("*")}
    assert batch("study.yaml", "-o", "out") == 1
    assert (
        "1 of 2 trials done (1 taken over from an earlier run), 1 failed."
        in capsys.readouterr().out
    )
    assert {path: path.stat().st_mtime_ns for path in result.rglob("*")} == kept
    reps = (here / "out/reps.csv").read_text("utf-8").splitlines()
    assert len(reps) == 1 + len(summary["reps"])
    assert "P1,1,heels_02," in (here / "out/failures.csv").read_text("utf-8")
    page = (here / "out/report.html").read_text("utf-8")
    assert "./participants/P1/1/flat_01/report.html" in page


def test_tasks_share_the_trials_and_the_last_writes_the_tables(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(jobs: Sequence[Job], output: Path, **asked: Any) -> tuple[Outcome, ...]:
        found = runner(jobs, output, **asked)
        for outcome in found:
            write_outcome(output, replace(outcome, state="failed", step="read", error="so"))
        return found

    monkeypatch.setattr(running, "run_jobs", keep)
    for task in ("1/5", "4/5", "3/5"):
        assert batch("study.yaml", "-o", "out", "--task", task) == 0
        assert not (here / "out/report.html").exists()
    assert batch("study.yaml", "-o", "out", "--task", "2/5") == 0
    assert (here / "out/report.html").is_file()
    assert sorted(runner.folders) == [
        "participants/P1/1/flat_01",
        "participants/P2/1/flat_01",
        "participants/P2/1/flat_02",
    ]
    assert "0 of 0 trials done" in capsys.readouterr().out


def test_a_scheduler_gets_what_was_asked_for(
    here: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def on_dask(jobs: Any, output: Path, scheduler: str, **options: Any) -> tuple[Outcome, ...]:
        asked.append(scheduler)
        return runner(jobs, output, **options)

    monkeypatch.setattr(dask_cluster, "run_on_dask", on_dask)
    assert batch("study.yaml", "-o", "out", "--scheduler", "tcp://n:8786", "--jobs", 3) == 0
    assert asked == ["tcp://n:8786"]
    assert runner.asked["processes"] == 3


def test_a_script_runs_nothing_and_keeps_the_plan(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner
) -> None:
    arguments = ("study.yaml", "-o", "out", "--only", "P2", "--slurm-script", "out/run.sh")
    assert batch(*arguments) == 0
    assert "an array job for 2 trials" in capsys.readouterr().out
    assert runner.folders == []
    assert "#SBATCH --array=1-2\n" in (here / "out/run.sh").read_text()
    assert (here / "out/study.json").is_file()
    assert batch(*arguments) == 0


def test_the_page_of_a_study_can_be_built_again(here: Path, runner: Runner) -> None:
    assert batch("study.yaml", "-o", "out") == 0
    page = here / "out/report.html"
    before = page.read_bytes()
    page.unlink()
    assert main(["report", "out"]) == 0
    assert page.read_bytes() == before


def test_the_page_of_all_people_is_printed_where_asked(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner
) -> None:
    try:
        pdf.check_pdf()
    except SettingError as error:
        pytest.skip(str(error))
    assert batch("study.yaml", "-o", "out", "--pdf") == 0
    printed = here / "out/report.pdf"
    assert printed.read_bytes().startswith(b"%PDF")
    assert f"On paper: {Path('out/report.pdf')}\n" in capsys.readouterr().out
    assert batch("study.yaml", "-o", "out") == 0
    assert not printed.exists(), "a page that is no longer the study's"


def test_without_a_browser_nothing_is_begun(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    assert "--pdf needs Playwright" in refused(capsys, "study.yaml", "-o", "out", "--pdf")
    assert runner.folders == []
    assert batch("study.yaml", "--dry-run", "--pdf") == 0  # it prints nothing


def test_surfaces_go_to_every_trial(
    here: Path, capsys: pytest.CaptureFixture[str], runner: Runner
) -> None:
    surfaces = here / "Geometry of all"
    surfaces.mkdir()
    arguments = ("study.yaml", "-o", "out", "--geometry", "Geometry of all")
    assert "holds no .vtp" in refused(capsys, *arguments)
    (surfaces / "femur.vtp").write_text("<VTKFile/>")
    assert batch(*arguments) == 0
    assert runner.geometries == {surfaces}
    assert batch(*arguments, "--slurm-script", "run.sh", "--pdf") == 0
    script = (here / "run.sh").read_text()
    assert f"'--geometry={surfaces}'" in script
    assert " --pdf " in script
