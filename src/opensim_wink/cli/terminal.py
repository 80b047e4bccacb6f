"""How wide a page for the terminal is."""

from __future__ import annotations

import shutil

_WIDEST_COLUMNS = 100  # longer lines are hard to read


def page_width() -> int:
    """Columns to wrap a page to: the terminal's, up to 100; 100 where there is no terminal.

    Returns
    -------
    int
        Number of columns.
    """
    return min(shutil.get_terminal_size((_WIDEST_COLUMNS, 24)).columns, _WIDEST_COLUMNS)
