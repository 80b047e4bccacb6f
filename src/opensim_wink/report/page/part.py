"""A piece of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from markupsafe import Markup

ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class Part:
    """A piece of the page.

    Attributes
    ----------
    name : str
        Anchor of the section: ``verdict``, ``player``, ``curves`` ...
    title : str
        Heading in plain words; empty for a piece that stands under the page's own title.
    html : Markup
        What stands under the heading; every text of the user's is escaped in it.
    data : dict
        JSON that the script gets under ``name``; empty for a piece that needs none.
    sheet : int
        Sheet of paper that it is printed on: 1 or 2; 0 is not printed.
    """

    name: str
    title: str
    html: Markup
    data: dict[str, Any] = field(default_factory=dict)
    sheet: int = 0


def made(makers: Iterable[Callable[[ResultT], Part | None]], result: ResultT) -> list[Part]:
    """The pieces of a page.

    Parameters
    ----------
    makers : iterable of callable
        One a piece, in their order; None of it where the result has nothing for the piece.
    result : object
        What each makes its piece of.

    Returns
    -------
    list of Part
        Those that there are.
    """
    return [part for make in makers if (part := make(result)) is not None]
