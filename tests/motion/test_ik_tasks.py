from __future__ import annotations

from pathlib import Path

import pytest

from opensim_wink.errors import MotionError
from opensim_wink.motion.ik_tasks import read_ik_tasks

SETUP = """<OpenSimDocument Version="40000"><InverseKinematicsTool name="t"><IKTaskSet><objects>
<IKMarkerTask name="A"><apply>true</apply><weight>{weight}</weight></IKMarkerTask>
<IKMarkerTask name="B"><apply>false</apply><weight>3</weight></IKMarkerTask>
<IKMarkerTask name="C"><weight>0</weight></IKMarkerTask>
<IKCoordinateTask name="q"><weight>2</weight><value_type>manual_value</value_type><value>5</value>
</IKCoordinateTask>
<IKCoordinateTask name="p"><value_type>default_value</value_type></IKCoordinateTask>
</objects></IKTaskSet></InverseKinematicsTool></OpenSimDocument>"""


def written(folder: Path, text: str) -> Path:
    path = folder / "setup.xml"
    path.write_text(text)
    return path


def test_reads_weights_and_goals_of_applied_tasks(tmp_path: Path) -> None:
    tasks = read_ik_tasks(written(tmp_path, SETUP.format(weight="4.5")))
    assert tasks.marker_weights == {"A": 4.5}
    assert tasks.coordinate_goals == {"q": (5.0, 2.0), "p": (None, 1.0)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SETUP.format(weight="-1"), "task 'A' has weight -1"),
        (SETUP.format(weight="much"), "task 'A' holds 'much'"),
        (SETUP.format(weight="nan"), "task 'A' holds 'nan'"),
        (SETUP.format(weight="0"), "no IKMarkerTask"),
        (SETUP.format(weight="1").replace("manual_value", "from_file"), "from_file"),
        (SETUP.format(weight="1").replace('name="A"', ""), "has no name"),
        ("<broken", "not XML"),
    ],
)
def test_says_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(MotionError, match=said):
        read_ik_tasks(written(tmp_path, text))


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(MotionError, match="no such file"):
        read_ik_tasks(tmp_path / "none.xml")
