from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from opensim_wink.errors import SettingError
from opensim_wink.scaling.mass import decide_mass, weigh
from opensim_wink.trial.ground_reaction_file import read_ground_reaction_mot
from opensim_wink.trial.trial import GroundReaction, Person
from opensim_wink.trial.units import STANDARD_GRAVITY

NOBODY = Person()


def plate(mass_kg: float, *, name: str = "plate 1", moving: bool = False) -> GroundReaction:
    """Two seconds on a plate: steady in the second one, or swinging throughout."""
    time_s = np.arange(2000) / 1000
    swing = 0.3 * np.sin(2 * np.pi * 3 * time_s) * ((time_s < 1) | moving)
    force = np.zeros((2000, 3))
    force[:, 1] = mass_kg * STANDARD_GRAVITY * (1 + swing)
    return GroundReaction(name, time_s, force, np.zeros((2000, 3)), np.zeros((2000, 3)))


def test_plates_are_weighed_where_the_load_is_steady() -> None:
    found = weigh([plate(40), plate(30, name="plate 2")])
    assert found is not None
    assert found.total_kg == pytest.approx(70, abs=1e-6)
    assert (found.loaded, found.present) == (2, 2)


def test_empty_and_restless_plates_weigh_nothing() -> None:
    assert weigh([]) is None
    assert weigh([plate(0.5)]) is None
    assert weigh([plate(70, moving=True)]) is None


def test_order_of_the_sources() -> None:
    person, plates = Person(mass_kg=71.0), [plate(70)]
    assert decide_mass(72.0, person, plates, 75.0).source == "option"
    assert decide_mass(None, person, plates, 75.0).source == "file"
    weighed = decide_mass(None, NOBODY, plates, 75.0)
    assert (weighed.source, weighed.mass_kg) == ("plates", pytest.approx(70))
    fallback = decide_mass(None, NOBODY, [], 75.0)
    assert (fallback.source, fallback.mass_kg) == ("default", 75.0)
    assert "default" in fallback.sentence
    assert "--mass" in fallback.sentence


def test_a_small_difference_is_silent_a_larger_one_noted_a_wrong_one_refused() -> None:
    plates = [plate(70)]
    assert decide_mass(72.0, NOBODY, plates, 75.0).notes == ()
    (note,) = decide_mass(77.0, NOBODY, plates, 75.0).notes
    assert "70.0 kg" in note
    assert "77.0 kg" in note
    with pytest.raises(SettingError, match=r"70\.0 kg.*154\.0 kg.*kilograms"):
        decide_mass(154.0, NOBODY, plates, 75.0)
    with pytest.raises(SettingError, match=r"70\.0 kg.*95\.0 kg"):
        decide_mass(None, Person(mass_kg=95.0), plates, 75.0)


def test_one_foot_beside_the_plates_is_no_wrong_mass() -> None:
    plates = [plate(35), plate(0, name="plate 2")]
    (note,) = decide_mass(70.0, NOBODY, plates, 75.0).notes
    assert "1 of 2 plates" in note


def test_option_against_the_file() -> None:
    (note,) = decide_mass(80.0, Person(mass_kg=70.0), [], 75.0).notes
    assert "70.0 kg" in note
    assert decide_mass(71.0, Person(mass_kg=70.0), [], 75.0).notes == ()


def test_what_is_carried_is_taken_off_the_plates() -> None:
    loaded = decide_mass(None, NOBODY, [plate(130)], 75.0, carried_kg=60.0)
    assert loaded.mass_kg == pytest.approx(70)
    assert "60 kg" in loaded.sentence


@pytest.mark.parametrize("mass", [0.0, -70.0, float("nan"), 7000.0])
def test_impossible_masses(mass: float) -> None:
    with pytest.raises(SettingError, match="is allowed"):
        decide_mass(mass, NOBODY, [], 75.0)
    from_file = decide_mass(None, Person(mass_kg=mass), [], 75.0)
    assert from_file.source == "default"
    assert len(from_file.notes) == 1


@pytest.mark.real
def test_real_plates_weigh_the_person(shared: Path) -> None:
    plates = read_ground_reaction_mot(shared / "real/opencap_subject4/static1_grf.mot")
    found = decide_mass(None, NOBODY, plates, 75.0)
    assert found.mass_kg == pytest.approx(60.05, abs=0.3)
    assert decide_mass(62.6, NOBODY, plates, 75.0).notes == ()
    with pytest.raises(SettingError):
        decide_mass(75.0, NOBODY, plates, 75.0)


def test_an_empty_third_plate_excuses_nothing() -> None:
    plates = [plate(35), plate(35, name="plate 2"), plate(0, name="plate 3")]
    with pytest.raises(SettingError, match=r"70\.0 kg"):
        decide_mass(90.0, NOBODY, plates, 75.0)
