"""The same study on a cluster and on one machine."""

from __future__ import annotations

import builtins
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from opensim_wink.errors import SettingError
from opensim_wink.study import dask_cluster
from opensim_wink.study.dask_cluster import check_scheduler, run_on_dask, run_one
from opensim_wink.study.job import Job, Limits, Outcome
from opensim_wink.study.links import LOCKS
from opensim_wink.study.locks import try_lock
from opensim_wink.study.outcomes import file_stem, outcome_path, read_outcome
from opensim_wink.study.running import run_jobs


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_two_workers_do_what_one_machine_does(acting, make_jobs, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    jobs = make_jobs(
        good="say hello", slow="sleep 0.2", refused="refuse no markers", crashed="crash", last=""
    )
    alone = run_jobs(jobs, tmp_path / "alone", processes=2, run=acting.act)
    told: list[str] = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address
        found = run_on_dask(
            jobs,
            tmp_path / "spread",
            address,
            limits=Limits(60, 2),
            run=acting.act,
            progress=lambda job, _: told.append(job.trial),
        )
        again = run_on_dask(jobs, tmp_path / "spread", address, run=acting.act)
        with distributed.Client(address) as client:
            assert len(client.scheduler_info()["workers"]) == 2  # the crash was the trial's alone
    names = ("folder", "key", "state", "step", "error", "attempts")
    assert [[getattr(one, name) for name in names] for one in found] == [
        [getattr(one, name) for name in names] for one in alone
    ]
    assert sorted(told) == sorted(job.trial for job in jobs)
    assert [one.state for one in again] == ["reused", "reused", "failed", "failed", "reused"]
    for job, outcome in zip(jobs, found, strict=True):
        if outcome.state == "done":
            files = [
                sorted((path.name, path.read_bytes()) for path in (where / job.folder).iterdir())
                for where in (tmp_path / "alone", tmp_path / "spread")
            ]
            assert files[0] == files[1]
    kept = json.loads(next((tmp_path / "spread/outcomes").glob("*crashed*")).read_text())
    assert kept["step"] == "process"
    assert "SIGSEGV" in kept["error"]


def test_a_worker_keeps_its_server_for_the_next_job(acting, make_jobs, tmp_path: Path) -> None:
    jobs = make_jobs(one="", two="")
    output = tmp_path / "out"
    assert run_one(jobs[0], output, Limits(60, 2), False, acting.act).state == "done"
    (idle,) = dask_cluster._LAUNCHERS._idle["study_jobs.act"]
    assert run_one(jobs[1], output, Limits(60, 2), False, acting.act).state == "done"
    assert dask_cluster._LAUNCHERS._idle["study_jobs.act"] == [idle]
    dask_cluster._LAUNCHERS._idle.clear()
    idle.close()


class LostFuture:
    """What the scheduler hands back where a worker was lost."""

    def exception(self) -> BaseException:
        return RuntimeError("the worker\nwas killed")

    def result(self) -> Any:
        raise self.exception()


def after_loss(job: Job, output: Path, before: Outcome | None, retry: bool = False) -> Outcome:
    return dask_cluster._outcome(LostFuture(), job, output, before, retry)


def test_what_a_lost_worker_had_done_stays_done(acting, make_jobs, tmp_path: Path) -> None:
    jobs, output = make_jobs(told="", untold="", refused="refuse no markers"), tmp_path / "out"
    told, untold, refused = run_jobs(jobs, output, run=acting.act)
    outcome_path(output, untold.folder).unlink()  # killed between its result and its outcome
    assert after_loss(jobs[0], output, None) == replace(told, state="reused")
    assert read_outcome(output, told.folder) == told
    assert after_loss(jobs[1], output, None).state == "reused"
    kept = read_outcome(output, untold.folder)
    assert (kept.state, kept.key, kept.error) == ("done", untold.key, "")
    for retry in (False, True):  # it failed now, not in an earlier run
        assert after_loss(jobs[2], output, None, retry) == refused
    again = after_loss(jobs[2], output, refused, True)
    assert (again.state, again.step, again.attempts) == ("failed", "process", 2)
    assert read_outcome(output, refused.folder) == again


def test_a_job_that_loses_its_worker_is_tried_three_times(make_jobs, tmp_path: Path) -> None:
    (job,), output = make_jobs(deadly=""), tmp_path / "out"
    found = []
    for _ in range(4):
        before = read_outcome(output, job.folder)
        found.append(after_loss(job, output, before))
        assert read_outcome(output, job.folder) == found[-1]
    assert [one.attempts for one in found] == [1, 2, 3, 3]
    assert {(one.state, one.step) for one in found} == {("failed", "process")}
    assert "the worker was killed" in found[0].error
    job.trial_path.write_text("say other")
    assert after_loss(job, output, found[-1]).attempts == 1


def test_a_lost_job_that_another_runs_is_left_to_it(make_jobs, tmp_path: Path) -> None:
    (job,), output = make_jobs(one=""), tmp_path / "out"
    with try_lock(output / LOCKS / f"{file_stem(job.folder)}.lock"):
        assert after_loss(job, output, None).state == "failed"
        assert read_outcome(output, job.folder) is None


@pytest.mark.parametrize("text", ["local", "tcp://node1:8786", "tls://10.0.0.1:1"])
def test_addresses(text: str) -> None:
    assert check_scheduler(text) == text


@pytest.mark.parametrize(
    "text", ["", "node1", "http://node1:80", "tcp://node1", "tcp://a b:1", "tcp://me:pw@node1:1"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(SettingError, match="is no scheduler"):
        check_scheduler(text)


def test_without_the_library_it_says_what_to_install(
    acting, make_jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "distributed":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SettingError, match=r"opensim-wink\[dask\]"):
        run_on_dask(make_jobs(a=""), tmp_path / "out", run=acting.act)
