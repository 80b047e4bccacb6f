from __future__ import annotations

import pytest

from opensim_wink.cli import values
from opensim_wink.errors import SettingError
from opensim_wink.motion.noise.soft_tissue import MarkerNoise


def test_noise_is_read_by_name() -> None:
    noise = values.marker_noise("pelvis=6, sd=2")
    assert (noise.pelvis_mm, noise.sd_mm) == (6.0, 2.0)
    assert noise.thigh_mm == MarkerNoise().thigh_mm


def test_noise_may_be_none() -> None:
    assert values.marker_noise("none") == MarkerNoise.none()


def test_more_noise_of_measured_markers_carries_the_filled_ones_along() -> None:
    assert values.marker_noise("sd=15").filled_sd_mm == 15.0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pelvs=6", "pelvis"),
        ("pelvis", "write a number"),
        ("pelvis=6,pelvis=7", "twice"),
        ("pelvis=-1", "0 or more"),
        ("", "not one of"),
    ],
)
def test_what_is_wrong_with_a_noise_is_told(text: str, told: str) -> None:
    with pytest.raises(SettingError, match=told):
        values.marker_noise(text)


@pytest.mark.parametrize("text", ["", "1.5", "-1", "99", "5001", "many"])
def test_a_number_of_samples_that_says_nothing_is_refused(text: str) -> None:
    read = values.whole_number(
        "--samples", "0, or 100 to 5000", lambda n: n == 0 or 100 <= n <= 5000
    )
    with pytest.raises(SettingError, match="100 to 5000"):
        read(text)
    assert read("0") == 0
    assert read("200") == 200


@pytest.mark.parametrize(("text", "expected"), [("16", (16.0,)), ("10, 12.5", (10.0, 12.5))])
def test_hand_weights(text: str, expected: tuple[float, ...]) -> None:
    assert values.hand_weights(text) == expected


@pytest.mark.parametrize("text", ["", "heavy", "1,2,3", "-1", "201", "nan", "10,"])
def test_hand_weights_that_cannot_be(text: str) -> None:
    with pytest.raises(SettingError, match="--hand-weights"):
        values.hand_weights(text)
