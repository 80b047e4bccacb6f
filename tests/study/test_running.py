"""Jobs in processes of their own: order, failures, limits, resumption."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from opensim_wink.errors import OutputError, SettingError
from opensim_wink.study.job import Job, Limits, Outcome
from opensim_wink.study.launching import ForkLauncher, PlainLauncher
from opensim_wink.study.outcomes import outcome_path, read_outcome, read_outcomes
from opensim_wink.study.running import run_jobs

LIMITS = Limits(seconds=60, memory_gb=2)


def runs(output: Path) -> Counter[str]:
    """How often each trial was run."""
    log = output.with_name("ran.log")
    lines = log.read_text().splitlines() if log.exists() else []
    return Counter(line.split()[0] for line in lines)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_the_plan_decides_on_the_order_not_the_clock(acting, make_jobs, output) -> None:
    jobs = make_jobs(slow="sleep 0.5", quick="", refused="refuse no markers here", last="")
    told: list[str] = []
    found = run_jobs(
        jobs, output, processes=2, run=acting.act, progress=lambda job, _: told.append(job.trial)
    )
    assert [o.folder.name for o in found] == ["slow", "quick", "refused", "last"]
    assert [o.state for o in found] == ["done", "done", "failed", "done"]
    assert sorted(told) == ["last", "quick", "refused", "slow"]
    assert told[0] != "slow"
    assert found[2].step == "measure"
    assert found[2].error == "no markers here"
    assert read_outcomes(output) == tuple(sorted(found, key=lambda o: o.folder))
    assert (output / jobs[0].folder / "summary.json").read_text() == "sleep 0.5"
    assert not (output / jobs[2].folder).exists()
    assert list((output / ".scratch").iterdir()) == []
    assert min(o.seconds for o in found) >= 0
    assert found[0].seconds > 0.5


def test_a_crash_a_hang_and_a_glutton_lose_their_trial_alone(
    acting, make_jobs, output, tmp_path
) -> None:
    where = tmp_path / "pids"
    jobs = make_jobs(
        crashes="say hello\ncrash",
        hangs=f"hang {where}",
        eats="eat 4",
        leaves="exit 3",
        blunders="blunder nobody foresaw this",
        reserves="reserve",
        good="",
    )
    limits = Limits(seconds=4, memory_gb=0.5)
    found = {
        o.folder.name: o for o in run_jobs(jobs, output, processes=3, run=acting.act, limits=limits)
    }
    assert {name: (o.state, o.step) for name, o in found.items()} == {
        "crashes": ("failed", "process"),
        "hangs": ("failed", "time"),
        "eats": ("failed", "memory"),
        "leaves": ("failed", "process"),
        "blunders": ("failed", "measure"),
        "reserves": ("failed", "memory"),
        "good": ("done", ""),
    }
    assert "SIGSEGV" in found["crashes"].error
    assert "hello" in found["crashes"].log
    assert "study_jobs.py" in found["crashes"].log, "the crash tells where it was"
    assert "status 3" in found["leaves"].error
    assert found["blunders"].error == "not foreseen: ValueError: nobody foresaw this"
    assert "Traceback" in found["blunders"].log
    assert found["good"].log == ""
    assert found["hangs"].seconds >= 4
    assert 0.4 < found["eats"].memory_gb < 1.2
    own, started_by_it = map(int, where.read_text().split())
    assert not alive(own)
    assert not alive(started_by_it)


def test_what_was_done_is_not_done_again_until_its_content_changes(
    acting, make_jobs, output
) -> None:
    jobs = make_jobs(one="", two="", refused="refuse it")
    first = run_jobs(jobs, output, run=acting.act)
    again = run_jobs(jobs, output, run=acting.act)
    assert [o.state for o in again] == ["reused", "reused", "failed"]
    assert [replace(o, state="") for o in again] == [replace(o, state="") for o in first]
    assert runs(output) == {"one": 1, "two": 1, "refused": 1}

    jobs[0].trial_path.write_text("sleep 0.01")
    jobs[1] = replace(jobs[1], settings=replace(jobs[1].settings, cutoff_hz=7.0))
    changed = run_jobs(jobs, output, run=acting.act)
    assert [o.state for o in changed] == ["done", "done", "failed"]
    assert changed[0].key != first[0].key
    assert changed[1].key != first[1].key
    assert (output / jobs[0].folder / "summary.json").read_text() == "sleep 0.01"
    assert runs(output) == {"one": 2, "two": 2, "refused": 1}

    forced = run_jobs(jobs, output, run=acting.act, retry_failed=True)
    assert [o.state for o in forced] == ["reused", "reused", "failed"]
    assert forced[2].attempts == 2
    assert runs(output)["refused"] == 2


def test_what_the_machine_may_have_caused_is_tried_three_times(acting, make_jobs, output) -> None:
    jobs = make_jobs(leaves="exit 1")
    attempts = [run_jobs(jobs, output, run=acting.act)[0].attempts for _ in range(4)]
    assert attempts == [1, 2, 3, 3]
    assert runs(output) == {"leaves": 3}


def test_a_result_without_an_outcome_is_taken_and_the_reverse_is_not(
    acting, make_jobs, output
) -> None:
    jobs = make_jobs(killed="", deleted="", damaged="", halved="")
    first = run_jobs(jobs, output, run=acting.act)
    outcome_path(output, jobs[0].folder).unlink()
    shutil.rmtree(output / jobs[1].folder)
    outcome_path(output, jobs[2].folder).write_text('{"schema": 1, "folder"')
    (output / jobs[3].folder / "summary.json").unlink()
    again = run_jobs(jobs, output, run=acting.act)
    assert [o.state for o in again] == ["reused", "done", "reused", "done"]
    assert runs(output) == {"killed": 1, "deleted": 2, "damaged": 1, "halved": 2}
    assert read_outcome(output, jobs[0].folder) == replace(first[0], seconds=0.0, memory_gb=0.0)


def test_remains_of_killed_runs_are_removed_and_earlier_results_put_back(
    acting, make_jobs, output
) -> None:
    jobs = make_jobs(one="", two="")
    run_jobs(jobs, output, run=acting.act)
    one, two = (output / job.folder for job in jobs)
    half = one.with_name(".one.opensim-wink-0123abcd")
    half.mkdir()
    (half / "summary.json").touch()
    two.rename(two.with_name(".two.opensim-wink-old-0123abcd"))  # killed between two renames
    scratch = output / ".scratch" / outcome_path(output, jobs[0].folder).stem
    scratch.mkdir()
    (scratch / "task").touch()
    again = run_jobs(jobs, output, run=acting.act)
    assert [o.state for o in again] == ["reused", "reused"]
    assert sorted(path.name for path in one.parent.iterdir()) == ["one", "two"]
    assert not scratch.exists()


def test_a_failure_leaves_the_result_of_other_content_alone(acting, make_jobs, output) -> None:
    (job,) = make_jobs(one="")
    run_jobs([job], output, run=acting.act)
    job.trial_path.write_text("refuse now")
    (outcome,) = run_jobs([job], output, run=acting.act)
    assert outcome.state == "failed"
    assert (output / job.folder / "summary.json").read_text() == ""
    assert read_outcome(output, job.folder) == outcome


def test_failures_name_files_from_the_study_and_are_equal_in_every_folder(
    acting, make_jobs, tmp_path: Path
) -> None:
    found = []
    for name in ("a", "deep er/b"):
        output = tmp_path / name / "out"
        output.parent.mkdir(parents=True)
        trials = tmp_path / "trials"
        (job,) = make_jobs(
            bad=f"say loading {trials}/bad.c3d\n"
            f"refuse {trials}/bad.c3d: no markers; see {output}/subjects/1/scaled.osim, "
            f"/archive{trials}/bad.c3d and {trials}."
        )
        job = replace(job, data=trials)
        (outcome,) = run_jobs([job], output, run=acting.act)
        assert read_outcome(output, job.folder) == outcome
        found.append((outcome.error, outcome.log))
    assert found[0] == found[1]
    assert found[0] == (
        f"bad.c3d: no markers; see subjects/1/scaled.osim, /archive{trials}/bad.c3d and {trials}.",
        "loading bad.c3d",
    )
    (outcome,) = run_jobs([replace(job, data=None)], tmp_path / "c", run=acting.act)
    assert outcome.error.startswith(f"{trials}/bad.c3d: ")


def test_a_lost_server_is_replaced(acting, make_jobs, output, tmp_path) -> None:
    jobs = make_jobs(kills=f"once {tmp_path / 'killed'}", beside="sleep 0.3", after="")
    found = run_jobs(jobs, output, processes=2, run=acting.act)
    assert [o.state for o in found] == ["done", "done", "done"]
    assert runs(output)["kills"] == 2


def test_processes_that_are_not_forked_do_as_well(acting, make_jobs, output) -> None:
    jobs = make_jobs(good="", crashes="crash", refused="refuse it")
    launcher = PlainLauncher()
    found = run_jobs(jobs, output, processes=2, run=acting.act, launcher=launcher)
    assert [(o.state, o.step) for o in found] == [
        ("done", ""),
        ("failed", "process"),
        ("failed", "measure"),
    ]
    assert "about to crash" in found[1].log
    (sleeper,) = make_jobs(sleeps="sleep 600")
    brief = Limits(seconds=0.5)
    (late,) = run_jobs([sleeper], output, run=acting.act, limits=brief, launcher=launcher)
    assert (late.state, late.step) == ("failed", "time")


@pytest.mark.parametrize("folder", ["../out2/x", "/tmp/x", ".", "a/../../x", "link/x"])
def test_no_result_lies_outside_the_output_folder(
    acting, make_jobs, output, tmp_path, folder
) -> None:
    (job,) = make_jobs(one="")
    output.mkdir()
    (output / "link").symlink_to(tmp_path)
    with pytest.raises(OutputError, match="outside"):
        run_jobs([replace(job, folder=PurePosixPath(folder))], output, run=acting.act)
    assert runs(output) == {}


def test_jobs_that_cannot_be_told_apart_are_refused(acting, make_jobs, output) -> None:
    one, two = make_jobs(one="", two="")
    with pytest.raises(SettingError, match="two trials"):
        run_jobs([one, replace(two, folder=one.folder)], output, run=acting.act)
    with pytest.raises(SettingError, match="lies in"):
        run_jobs([replace(two, folder=one.folder / "in"), one], output, run=acting.act)
    with pytest.raises(SettingError, match="1 or more"):
        run_jobs([one], output, processes=0, run=acting.act)


def test_an_outcome_of_another_job_is_not_taken(acting, make_jobs, output) -> None:
    one, two = make_jobs(one="", two="")
    run_jobs([one], output, run=acting.act)
    shutil.copy(outcome_path(output, one.folder), outcome_path(output, two.folder))
    assert read_outcome(output, two.folder) is None


def test_an_error_in_the_callers_progress_ends_the_processes(
    acting, make_jobs, output, tmp_path
) -> None:
    where = tmp_path / "pids"
    jobs = make_jobs(hangs=f"hang {where}", quick="sleep 1")

    def fail(*_: object) -> None:
        raise RuntimeError("the caller's own")

    with pytest.raises(RuntimeError, match="own"):
        run_jobs(jobs, output, processes=2, run=acting.act, progress=fail)
    assert not any(alive(int(pid)) for pid in where.read_text().split())
    assert list((output / ".scratch").iterdir()) == []
    assert read_outcome(output, jobs[0].folder) is None


def test_a_launcher_serves_many_studies(acting, make_jobs, output) -> None:
    jobs = make_jobs(one="", two="", three="exit 1")
    launcher = ForkLauncher(acting.act)
    try:
        server = launcher.server_pid
        found = [run_jobs([job], output, run=acting.act, launcher=launcher)[0] for job in jobs]
        assert [o.state for o in found] == ["done", "done", "failed"]
        assert launcher.server_pid == server
        assert alive(server)
    finally:
        launcher.close()
    assert not alive(server)


def test_a_server_that_cannot_start_is_told(acting, monkeypatch, capfd) -> None:
    monkeypatch.setattr(acting.act, "__module__", "a_module_that_is_not_there")
    with pytest.raises(OutputError, match="could not be started"):
        ForkLauncher(acting.act)
    assert "a_module_that_is_not_there" in capfd.readouterr().err


def test_each_job_that_starts_is_told(acting, make_jobs, output) -> None:
    begun: list[str] = []

    class Listener:
        def begun(self, job: Job) -> None:
            begun.append(job.trial)

        def __call__(self, job: Job, outcome: Outcome) -> None:
            assert job.trial in begun

    jobs = make_jobs(a="", b="")
    run_jobs(jobs, output, run=acting.act, progress=Listener())
    assert begun == ["a", "b"]
    run_jobs(jobs[:1], output, run=acting.act, progress=Listener())
    assert begun == ["a", "b"]  # what is taken over does not start
