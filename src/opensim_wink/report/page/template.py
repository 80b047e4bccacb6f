"""The templates of the page: everything is escaped, a missing name is an error."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from opensim_wink.report.page.texts import texts

if TYPE_CHECKING:
    from jinja2 import Environment

NO_NUMBER = "–"


def render(template: str, **context: Any) -> Markup:
    """Fill a template.

    Parameters
    ----------
    template : str
        File in ``templates``, such as ``verdict.html.j2``.
    **context : Any
        Names for it. ``texts`` and ``term`` are there in every template.

    Returns
    -------
    Markup
        HTML; text from ``context`` is escaped in it, `Markup` is not.
    """
    return Markup(_environment().get_template(template).render(**context))


def number(value: float | None, digits: int = 0, scale: float = 1.0) -> str:
    """A number with a true minus sign, or a dash where there is none.

    Parameters
    ----------
    value : float or None
        The number; None and NaN are none.
    digits : int
        Decimals.
    scale : float
        Factor, such as 100 for a share in percent.

    Returns
    -------
    str
        Such as ``−4.2``; a number that rounds to zero has no sign.
    """
    if value is None or value != value:
        return NO_NUMBER
    text = f"{scale * value:.{digits}f}"
    if float(text) == 0.0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def interval(
    measured: Mapping[str, Any] | None, digits: int = 0, scale: float = 1.0, unit: str = ""
) -> str:
    """A value with its 95 % interval, where one is known.

    Parameters
    ----------
    measured : mapping or None
        ``{"value", "low", "high"}`` of the summary.
    digits : int
        Decimals.
    scale : float
        Factor, such as 100 for a share in percent.
    unit : str
        Put behind the value and behind the interval: ``°`` or `` cm``.

    Returns
    -------
    str
        Such as ``15.6° (14.3 to 16.8°)``.
    """
    if measured is None or measured.get("value") is None:
        return NO_NUMBER
    text = f"{number(measured['value'], digits, scale)}{unit}"
    low, high = measured.get("low"), measured.get("high")
    if low is None or high is None:
        return text
    return f"{text} ({number(low, digits, scale)} to {number(high, digits, scale)}{unit})"


def term(key: str, words: str | None = None) -> Markup:
    """A word that is explained on hover, tap or key.

    Parameters
    ----------
    key : str
        Name of an entry in ``texts/<language>/glossary.yaml``; the page holds each explanation
        once, in ``<div popover id="term-KEY">``.
    words : str, optional
        What to show (default: the entry's own name).

    Returns
    -------
    Markup
        A button that opens the explanation, which also describes it.

    Raises
    ------
    KeyError
        If the glossary has no such entry.
    """
    entry = texts()["glossary"][key]
    return Markup(
        '<button type="button" class="term" popovertarget="term-{0}" '
        'aria-describedby="term-{0}">{1}</button>'
    ).format(key, words or entry["name"])


def marked(sentence: str, terms: Mapping[str, str]) -> Markup:
    """A sentence in which words of the glossary are explained where they first stand.

    Parameters
    ----------
    sentence : str
        Plain text; it is escaped.
    terms : mapping of str to str
        The words as they stand in the sentence, and the key of each in the glossary.

    Returns
    -------
    Markup
        The sentence with a `term` for each word that it holds.
    """
    left = dict(sorted(terms.items(), key=lambda item: -len(item[0])))
    done, rest, explained = Markup(), sentence, set()
    while rest and left:
        first = min(
            ((rest.find(words), -len(words), words) for words in left if words in rest),
            default=None,
        )
        if first is None:
            break
        at, _, words = first
        key = left.pop(words)
        done += escape(rest[:at])
        done += escape(words) if key in explained else term(key, words)
        explained.add(key)
        rest = rest[at + len(words) :]
    return done + escape(rest)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    class TextsFirst(Environment):
        """A key of a mapping goes before a method of its type: ``texts.reps.copy`` is a text."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            if isinstance(obj, Mapping) and attribute in obj:
                return obj[attribute]
            return super().getattr(obj, attribute)

    environment = TextsFirst(
        loader=PackageLoader("opensim_wink.report.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "interval": interval, "marked": marked}
    environment.globals |= {"texts": texts(), "term": term}
    return environment
