"""Let OpenSim's own InverseKinematicsTool repeat a motion from the files that were written of it.

The tool runs in a process of its own, since it ends the process where it fails hard, and in a
temporary folder, so that nothing of it is left.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import MotionError
from opensim_wink.trial.storage import Storage, read_storage

FloatArray = NDArray[np.float64]

AGREES_DEG = 0.05  # of pelvic tilt and lumbar flexion; the largest on well-seen trials is 0.003
_FRAME = re.compile(r"Frame\s+(\d+)\s")
_TAIL = 20  # last lines of the log, to quote where the tool fails


@dataclass(frozen=True)
class Verification:
    """How far OpenSim's own tool is from a motion.

    Attributes
    ----------
    frames : int
        Frames that both solved.
    difference : dict of str to float
        Coordinate → largest difference over the frames, degrees for angles, else metres.
    angles : tuple of str
        Which of the coordinates are angles.
    worst : str
        The angle that differs most.
    worst_at_s : float
        When it does.
    pelvic_tilt_deg, lumbar_flexion_deg : float
        Largest difference of these; NaN where the model has none.
    """

    frames: int
    difference: dict[str, float]
    angles: tuple[str, ...]
    worst: str
    worst_at_s: float
    pelvic_tilt_deg: float
    lumbar_flexion_deg: float

    @property
    def worst_deg(self) -> float:
        """Largest difference of any angle."""
        return self.difference[self.worst]

    @property
    def agrees(self) -> bool:
        """Whether pelvic tilt and lumbar flexion differ by no more than 0.05°."""
        return bool(np.fmax(self.pelvic_tilt_deg, self.lumbar_flexion_deg) <= AGREES_DEG)


def verify_with_tool(
    folder: Path,
    stem: str,
    tree: KinematicTree,
    profile: Profile,
    *,
    progress: Callable[[int], None] | None = None,
) -> Verification:
    """Run the tool on the files of a result and compare what it finds.

    Parameters
    ----------
    folder : Path
        Holds ``<stem>_ik_setup.xml``, ``<stem>_model.osim``, ``<stem>.trc`` and ``<stem>_ik.mot``;
        a temporary folder is made beside them and removed.
    stem : str
        The trial's name in file names.
    tree : KinematicTree
        The model.
    profile : Profile
        Which coordinates are pelvic tilt and lumbar flexion.
    progress : callable, optional
        Called with the number of frames just solved: the tool takes a tenth of a second for each.

    Returns
    -------
    Verification
        The differences.

    Raises
    ------
    MotionError
        If the tool fails, or solves other frames.
    """
    inputs = [folder / f"{stem}{end}" for end in ("_ik_setup.xml", "_model.osim", ".trc")]
    with tempfile.TemporaryDirectory(dir=folder, prefix="verify-") as made:
        place = Path(made)
        for path in inputs:
            shutil.copyfile(path, place / path.name)
        _run(place, inputs[0].name, progress)
        theirs = place / f"{stem}_ik_opensim.mot"
        if not theirs.is_file():
            raise MotionError(f"{inputs[0].name}: OpenSim's tool wrote no motion.")
        found = read_storage(theirs)
    return compare_motions(read_storage(folder / f"{stem}_ik.mot"), found, tree, profile)


def _run(place: Path, setup: str, progress: Callable[[int], None] | None) -> None:
    """The tool in a process of its own, its log read line by line."""
    command = [sys.executable, "-m", "opensim_wink.body.ik_tool", setup]
    last: deque[str] = deque(maxlen=_TAIL)
    process = subprocess.Popen(
        command,
        cwd=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    try:
        assert process.stdout is not None
        with process.stdout as log:
            for line in log:
                last.append(line.strip())
                if progress is not None and _FRAME.search(line):
                    progress(1)
        status = process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise
    if status:
        told = next((line for line in reversed(last) if "error" in line.lower()), "no reason given")
        raise MotionError(f"{setup}: OpenSim's InverseKinematicsTool failed ({status}): {told}")


def compare_motions(
    ours: Storage, theirs: Storage, tree: KinematicTree, profile: Profile
) -> Verification:
    """Largest difference of each coordinate over the frames of two motions.

    Parameters
    ----------
    ours, theirs : Storage
        Both in degrees, on the same frames; ours may lack coordinates.
    tree : KinematicTree
        The model.
    profile : Profile
        Which coordinates are pelvic tilt and lumbar flexion.

    Returns
    -------
    Verification
        The differences.

    Raises
    ------
    MotionError
        If the frames differ, or a coordinate is missing from theirs.
    """
    if len(ours.time_s) != len(theirs.time_s) or not np.allclose(
        ours.time_s, theirs.time_s, atol=1e-4
    ):
        raise MotionError(
            f"OpenSim's tool solved {len(theirs.time_s)} frames, {len(ours.time_s)} were written: "
            "the two cannot be compared."
        )
    lacking = [name for name in ours.columns if name not in theirs.columns]
    if lacking:
        raise MotionError(f"OpenSim's tool solved no {lacking[0]}: the two cannot be compared.")
    difference: dict[str, float] = {}
    when: dict[str, float] = {}
    for name in ours.columns:
        apart = np.abs(ours.column(name) - theirs.column(name))
        if tree.rotational[tree.coordinate(name)]:
            apart = np.abs((apart + 180.0) % 360.0 - 180.0)
        frame = int(apart.argmax())
        difference[name], when[name] = float(apart[frame]), float(ours.time_s[frame])
    angles = tuple(name for name in difference if tree.rotational[tree.coordinate(name)])
    worst = max(angles, key=lambda name: difference[name])
    return Verification(
        frames=len(ours.time_s),
        difference=difference,
        angles=angles,
        worst=worst,
        worst_at_s=when[worst],
        pelvic_tilt_deg=_largest_sum(ours, theirs, ((profile.posterior_pelvic_tilt.name, 1.0),)),
        lumbar_flexion_deg=_largest_sum(
            ours, theirs, [(part.name, part.sign) for part in profile.lumbar_flexion]
        ),
    )


def _largest_sum(ours: Storage, theirs: Storage, parts: Sequence[tuple[str, float]]) -> float:
    """Largest difference of a weighted sum of coordinates; NaN where there is none."""
    known = [(name, sign) for name, sign in parts if name in ours.columns]
    if not known:
        return float("nan")
    apart = sum(sign * (ours.column(name) - theirs.column(name)) for name, sign in known)
    return float(np.abs(np.asarray(apart)).max())
