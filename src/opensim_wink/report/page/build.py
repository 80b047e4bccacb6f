"""``report.html``: one file that needs nothing but a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from opensim_wink.errors import OutputError
from opensim_wink.report.folder import PROVENANCE
from opensim_wink.report.page.part import Part, made
from opensim_wink.report.page.parts import PARTS
from opensim_wink.report.page.parts.lab import method_line
from opensim_wink.report.page.result import read_result
from opensim_wink.report.page.template import render
from opensim_wink.report.page.texts import LANGUAGE, texts
from opensim_wink.report.strict_json import Json, plain, read_json, write_json

REPORT = "report.html"
_STYLES = ("report.css", "plots.css")


def write_report(folder: Path | str) -> Path:
    """Make the page of a result from the files in its folder alone.

    Parameters
    ----------
    folder : Path or str
        What ``analyze`` wrote.

    Returns
    -------
    Path
        ``report.html`` in it, whole or not at all; an earlier one is replaced.

    Raises
    ------
    OutputError
        If the folder is no result, or the page cannot be written there.
    """
    result = read_result(folder)
    summary = result.summary
    html = page(
        summary["trial"],
        made(PARTS, result),
        kicker=_kicker(summary["person"]["name"], summary["condition"]),
        method=method_line(result),
    )
    return write_page(result.folder, html)


def _kicker(person: str | None, condition: str | None) -> Markup:
    """What stands over the trial's name; what the user wrote keeps its own direction."""
    given = [Markup("<bdi>{}</bdi>").format(one) for one in (person, condition) if one]
    return Markup(" · ").join([texts()["page"]["kicker"], *given])


def page(
    name: str,
    parts: Sequence[Part],
    *,
    kicker: str = "",
    method: str = "",
    template: str = "",
    styles: tuple[str, ...] = (),
) -> Markup:
    """Put pieces together.

    Parameters
    ----------
    name : str
        Of the trial or person, for the heading; any text.
    parts : sequence of Part
        In their order; those for the second sheet of paper behind those for the first.
    kicker : str
        Small line above the heading (default: that of a trial).
    method : str
        How it was made, in one line; on paper only.
    template : str
        Template that extends ``page.html.j2`` (default: that itself).
    styles : tuple of str
        Style sheets that come after the page's own.

    Returns
    -------
    Markup
        The whole page. It asks nothing of the network, which its own policy forbids.
    """
    data = data_text(parts)
    script = script_text("report.js" if data else "page.js")
    return render(
        template or "page.html.j2",
        language=LANGUAGE,
        name=name,
        kicker=kicker or texts()["page"]["kicker"],
        method=method,
        sheets=_sheets(parts),
        parts=parts,
        style=Markup(style_text((*_STYLES, *styles))),
        script=Markup(script),
        script_hash=_hash(script),
        data=Markup(data),
    )


def _sheets(parts: Sequence[Part]) -> list[list[Part]]:
    """Pieces up to the first for the second sheet of paper, and the rest."""
    turn = next((i for i, part in enumerate(parts) if part.sheet == 2), len(parts))
    return [group for group in (list(parts[:turn]), list(parts[turn:])) if group]


def data_text(parts: Sequence[Part]) -> str:
    """What the script gets, as JSON that cannot end its element.

    Parameters
    ----------
    parts : sequence of Part
        Their ``data`` goes under their ``name``, with the part's own texts.

    Returns
    -------
    str
        Strict JSON without ``<``, ``>`` and ``&``; empty where no piece has data.
    """
    data: dict[str, Any] = {part.name: part.data for part in parts if part.data}
    if not data:
        return ""
    said = {name: words for name, words in texts().items() if name in data or name == "plots"}
    content = {"language": LANGUAGE, "texts": said, **data}
    text = json.dumps(plain(content), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


@cache
def style_text(names: tuple[str, ...]) -> str:
    """Style sheets, one behind the other.

    Parameters
    ----------
    names : tuple of str
        Their files' names.

    Returns
    -------
    str
        CSS.
    """
    return "\n".join(map(_static, names))


@cache
def script_text(name: str = "report.js") -> str:
    """A page's script, as it was built.

    Parameters
    ----------
    name : {"report.js", "page.js"}
        With player and plots, or without.

    Returns
    -------
    str
        JavaScript.

    Raises
    ------
    ValueError
        If it would end its element: a fault of the build.
    """
    text = _static(name)
    if "</script" in text.lower():
        raise ValueError(f"{name} holds '</script'; build it again.")
    return text


def _static(name: str) -> str:
    return files("opensim_wink.report.page").joinpath("static", name).read_text("utf-8")


def _hash(script: str) -> str:
    """As a Content-Security-Policy names an inline script."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def write_page(folder: Path, html: str) -> Path:
    """Put a page into a folder in one step, and into the list of the files that are ours.

    Parameters
    ----------
    folder : Path
        A result of ``analyze`` or ``compare``.
    html : str
        The page.

    Returns
    -------
    Path
        ``report.html``.

    Raises
    ------
    OutputError
        If the file system refuses; nothing is left then.
    """
    target = folder / REPORT
    try:
        _replace(target, html)
        enlist(folder / PROVENANCE, REPORT)
    except OSError as error:
        raise OutputError(
            f"{target}: the page cannot be written: {error.strerror or error}."
        ) from error
    return target


def enlist(record_path: Path, name: str) -> None:
    """Tell that a file is ours, so that the folder may be replaced with ``--overwrite``.

    Parameters
    ----------
    record_path : Path
        ``provenance.json`` of the folder; where there is none nothing is done.
    name : str
        Of the file in the folder.

    Raises
    ------
    OSError
        If the file system refuses.
    """
    if not record_path.is_file():
        return
    record: Json = read_json(record_path, "record of the run")
    listed_files = record.get("files")
    if isinstance(listed_files, list) and name not in listed_files:
        record["files"] = sorted([*listed_files, name])
        beside = record_path.with_name(f".{PROVENANCE}.{secrets.token_hex(4)}")
        try:
            write_json(beside, record)
            beside.replace(record_path)
        finally:
            beside.unlink(missing_ok=True)


def _replace(target: Path, text: str) -> None:
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
