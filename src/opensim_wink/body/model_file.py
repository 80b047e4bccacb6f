"""What a model file must be before OpenSim is asked to read it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.parsers import expat

from opensim_wink.errors import ModelError

_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


def check_model_file(path: Path) -> None:
    """Refuse what OpenSim would crash on or explain badly.

    Parameters
    ----------
    path : Path
        The ``.osim`` file.

    Raises
    ------
    ModelError
        If the file is missing, no XML, or not an OpenSim model.
    """
    if not path.is_file():
        raise ModelError(f"{path}: no such model file; name an OpenSim model (.osim).")
    try:
        root, children = _outline(path.read_bytes())
    except expat.ExpatError as error:
        raise ModelError(
            f"{path}: not an OpenSim model: its XML breaks off at {error}; "
            "export it again from OpenSim."
        ) from error
    if root != "OpenSimDocument" or "Model" not in children:
        found = root if root != "OpenSimDocument" else ", ".join(children)
        raise ModelError(
            f"{path}: not an OpenSim model: found <{found}>, needed <OpenSimDocument> with <Model>."
        )


def _outline(text: bytes) -> tuple[str, list[str]]:
    """The outermost element and those just within it; read as leniently as OpenSim reads.

    Models in use hold names with two colons (``HuntCrossleyForce::ContactParametersSet``), which a
    parser with namespaces refuses, dashes within comments, and Latin letters that are no UTF-8.
    """
    try:
        text.decode("utf-8")
        encoding = None
    except UnicodeDecodeError:
        marked = text.startswith((b"\xff\xfe", b"\xfe\xff"))  # the parser knows UTF-16 by its mark
        encoding = None if marked else "iso-8859-1"
    text = _COMMENT.sub(lambda comment: b"\n" * comment.group().count(b"\n"), text)
    open_elements: list[str] = []
    outer: list[str] = []

    def start(name: str, _: object) -> None:
        if len(open_elements) < 2:
            outer.append(name)
        open_elements.append(name)

    def end(_: str) -> None:
        open_elements.pop()

    parser = expat.ParserCreate(encoding)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(text, True)
    return outer[0], outer[1:]
