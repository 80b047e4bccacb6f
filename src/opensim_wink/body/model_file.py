"""What a model file must be before OpenSim is asked to read it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from opensim_wink.errors import ModelError


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
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise ModelError(
            f"{path}: not an OpenSim model: its XML breaks off at {error}; "
            "export it again from OpenSim."
        ) from error
    if root.tag != "OpenSimDocument" or root.find("Model") is None:
        found = root.tag if root.tag != "OpenSimDocument" else ", ".join(c.tag for c in root)
        raise ModelError(
            f"{path}: not an OpenSim model: found <{found}>, needed <OpenSimDocument> with <Model>."
        )
