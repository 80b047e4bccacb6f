"""Names of participants, sessions and trials: each is also the name of a result folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

MOST_CHARACTERS, MOST_BYTES = 100, 200  # leaves room for what is written beside a result folder
_FORBIDDEN = '/\\:*?"<>|'
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE
)
PARTICIPANTS = "participants"


def fault_of_name(name: str) -> str:
    """Why a name cannot be a folder's on every system.

    Parameters
    ----------
    name : str
        Of a participant, a session or a trial.

    Returns
    -------
    str
        A clause such as ``"holds '/'"``; empty where the name serves.
    """
    if not name:
        return "is empty"
    if len(name) > MOST_CHARACTERS or len(name.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return f"is {len(name)} characters long; at most {MOST_CHARACTERS} ({MOST_BYTES} bytes)"
    # Among these are characters that are invisible or turn the text around.
    odd = next((c for c in name if not c.isprintable()), None)
    if odd is not None:
        return f"holds the character {odd!a}, which cannot be printed"
    bad = next((c for c in name if c in _FORBIDDEN), None)
    if bad is not None:
        return f"holds {bad}, which no folder's name can hold on every system"
    if name != name.strip() or name[0] == "." or name[-1] == ".":
        return "begins or ends with a dot or a blank"
    if name[0] in "-~":
        return f"begins with {name[0]}, which a shell takes for something else"
    if _RESERVED.fullmatch(name):
        return "is reserved by Windows"
    return ""


def folder_of(participant: str, session: str, trial: str) -> PurePosixPath:
    """Where the result of a trial goes, inside the study's output folder.

    Parameters
    ----------
    participant, session, trial : str
        Names without fault.

    Returns
    -------
    PurePosixPath
        ``participants/P01/S1/squat_1``.

    Raises
    ------
    ValueError
        If a name has a fault: nobody may get here with one.
    """
    for name in (participant, session, trial):
        if fault := fault_of_name(name):
            raise ValueError(f"the name {name!r} {fault}")
    return PurePosixPath(PARTICIPANTS, participant, session, trial)


def alike(folder: PurePosixPath) -> str:
    """The same text for folders that some file system takes for one.

    Parameters
    ----------
    folder : PurePosixPath
        A result folder.

    Returns
    -------
    str
        Without regard to case and to how accents are composed.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", str(folder)).casefold())


def printable(text: str) -> str:
    """A text that can be shown and written anywhere: what cannot be printed becomes ``?``.

    Parameters
    ----------
    text : str
        A file's path, or words out of a file.

    Returns
    -------
    str
        As long as before.
    """
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def within(text: str, folders: Iterable[Path]) -> str:
    """A text with every path that lies in one of some folders shown from that folder.

    Parameters
    ----------
    text : str
        A path, or words that hold paths.
    folders : iterable of Path
        The folders, absolute; where one lies in another, the inner one goes first. Roots are passed
        over: all paths begin at them.

    Returns
    -------
    str
        The text; other paths stay as they are.
    """
    for folder in sorted({str(one) for one in folders if one.name}, key=len, reverse=True):
        start = re.escape(folder) + r"[/\\]+"
        text = re.sub(rf"(?<![\w/\\.~-]){start}(?=[^\s/\\])", "", text)
    return text
