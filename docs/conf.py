"""How Sphinx builds these pages: ``make docs``. They can be read on GitHub as they are, too."""

from __future__ import annotations

import re
from typing import Any

import opensim_wink

project = "opensim-wink"
copyright = "the authors of opensim-wink"
release = version = opensim_wink.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "_static"]
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]  # GitHub colours CSV, Pygments does not
html_theme = "furo"
html_title = f"opensim-wink {release}"

autosummary_generate = False  # one page for all; nothing is written into docs/
autodoc_typehints = "none"  # the docstrings say more: shapes and units
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "undoc-members": False}
napoleon_google_docstring = False
napoleon_use_param = False
napoleon_use_rtype = False
napoleon_use_ivar = True
default_role = "literal"

# Types in docstrings are for people ("ndarray, shape (T, 3)"): only names of the package are links.
nitpick_ignore_regex = [("py:class", r"(?!opensim_wink).*"), ("py:exc", r"(OS|Key)Error")]

_OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./([^)#]+)[^)]*\)")


def _name_files_outside(_app: Any, name: str, text: list[str]) -> None:
    """Files beside docs/ are links on GitHub and names in the built pages."""
    if "/" not in name:
        text[0] = _OUTSIDE.sub(r"\1 (`\2`)", text[0])


def setup(app: Any) -> None:
    """Hook into Sphinx."""
    app.connect("source-read", _name_files_outside)
