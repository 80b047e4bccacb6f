from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from opensim_wink import __version__
from opensim_wink.errors import OutputError
from opensim_wink.report.provenance import provenance, sha256
from opensim_wink.report.strict_json import plain


@dataclass(frozen=True)
class Settings:
    cutoff_hz: float
    static: Path | None


def test_fingerprint_is_the_files(tmp_path: Path) -> None:
    content = bytes(range(256)) * 5000
    (tmp_path / "a.c3d").write_bytes(content)
    assert sha256(tmp_path / "a.c3d") == hashlib.sha256(content).hexdigest()


def test_no_folder_of_the_user_gets_in(tmp_path: Path) -> None:
    path = tmp_path / "secret" / "squat.c3d"
    path.parent.mkdir()
    path.write_bytes(b"abc")
    command = ["analyze", str(path), f"--model={path}", "-o", "out/here"]
    found = provenance([("trial", path)], Settings(6.0, path), command, ["summary.json", "b"])
    text = json.dumps(plain(found))
    assert str(tmp_path) not in text
    assert found["inputs"] == [
        {"part": "trial", "name": "squat.c3d", "sha256": sha256(path), "bytes": 3}
    ]
    assert found["settings"] == {"cutoff_hz": 6.0, "static": "squat.c3d"}
    assert found["package"]["version"] == __version__
    assert found["command"] == [
        "opensim-wink", "analyze", "squat.c3d", "--model=squat.c3d", "-o", "out/here",
    ]  # fmt: skip
    assert found["files"] == ["b", "summary.json"]
    assert found["versions"]["numpy"]


def test_input_that_went_away(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"gone\.c3d"):
        provenance([("trial", tmp_path / "gone.c3d")], Settings(6.0, None), None, [])


def test_settings_must_be_settings() -> None:
    with pytest.raises(TypeError, match="dataclass"):
        provenance([], {"cutoff_hz": 6.0}, None, [])
