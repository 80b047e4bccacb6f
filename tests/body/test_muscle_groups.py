"""Muscles by the names in use, and in plain words."""

from __future__ import annotations

import pytest

from opensim_wink.body.muscle_groups import group_words, muscle_groups, muscle_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bflh_r", "biceps femoris, long head (right)"),
        ("bifemlh_l", "biceps femoris, long head (left)"),
        ("semimem_r", "semimembranosus (right)"),
        ("glmax3_l", "gluteus maximus, inferior part (left)"),
        ("glut_max1_r", "gluteus maximus, superior part (right)"),
        ("addmagIsch_r", "adductor magnus, ischial part (right)"),
        ("hamstrings_r", "hamstrings (right)"),
        ("gasmed_l", "gastrocnemius, medial head (left)"),
        ("hamstrings", "hamstrings"),
        ("my_own_spring", "my_own_spring"),
    ],
)
def test_muscles_in_plain_words(name: str, words: str) -> None:
    assert muscle_words(name) == words


def test_every_group_has_words_without_underscores() -> None:
    said = [group_words(row.group, row.part) for row in muscle_groups()]
    assert not any("_" in words or "lumped" in words or "whole" in words for words in said)
    assert len(set(said)) == len(said)
