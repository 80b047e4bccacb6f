"""What words in the names of files were taken for, where the study itself does not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opensim_wink.conditions.vocabulary import KINDS, OTHER_WORDS, plain_word, vocabulary_word


def readings(words: Iterable[str]) -> Iterator[str]:
    """What a reader should look over: other words for a condition, and amounts that nobody stated.

    Parameters
    ----------
    words : iterable of str
        Conditions as they stand in the names of files, those left out that the study's
        ``conditions`` speak of.

    Yields
    ------
    str
        One line a word, in order; none for a word that says all there is to say.
    """
    for word in sorted(set(words)):
        name = vocabulary_word(word)
        if name is None:
            continue
        amount = KINDS[name].amount
        read = f" is read as {name}" if plain_word(word) in OTHER_WORDS else ""
        lacks = f'no {amount} stated: write {word}: "{name}: …" under conditions' if amount else ""
        if read or lacks:
            yield f"{word}{read}{'; ' if read and lacks else ': ' if lacks else ''}{lacks}"
