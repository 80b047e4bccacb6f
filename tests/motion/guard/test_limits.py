"""Every flag has its limit and its reason, in the code and in the method."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from opensim_wink.motion.guard.limits import LIMITS

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "opensim_wink"


def flags_raised() -> set[str]:
    """First arguments of every flag that the source makes, muscles' aside."""
    names = set()
    files = [
        *(SOURCE / "motion" / "guard").glob("*.py"),
        *(SOURCE / "squat" / "guard").glob("*.py"),
        SOURCE / "doubting.py",
    ]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("GuardFlag", "flag")
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                names.add(node.args[0].value)
    return names


def test_every_flag_has_one_limit_with_a_reason() -> None:
    assert {limit.flag for limit in LIMITS} == flags_raised()
    assert len({limit.flag for limit in LIMITS}) == len(LIMITS)
    assert all(limit.reason.endswith(".") and limit.measure for limit in LIMITS)


def test_the_method_has_a_row_for_every_limit() -> None:
    text = (ROOT / "docs" / "method.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*)$", text, flags=re.MULTILINE))
    for limit in LIMITS:
        assert limit.flag in rows, limit.flag
        assert re.search(rf"(?<![\d.]){limit.limit:g}(?![\d.]*\d)", rows[limit.flag]), limit.flag
        if limit.blocks is not None and limit.blocks != limit.limit:
            assert f"{limit.blocks:g}" in rows[limit.flag], limit.flag
