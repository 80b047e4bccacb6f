"""How much each marker counts in inverse kinematics when no task file says so.

Pelvic tilt hangs on four markers of the pelvis and lumbar flexion on those and the thorax's, so
bony landmarks lead and soft-tissue clusters follow. The proportions are those of the OpenCap
laboratory validation [1]_; with equal weights the pelvis tilts by degrees that are not there.

References
----------
.. [1] Uhlrich SD et al. OpenCap: human movement dynamics from smartphone videos. PLoS Comput Biol
   2023;19:e1011462. https://doi.org/10.1371/journal.pcbi.1011462
"""

from __future__ import annotations

from collections.abc import Mapping

from opensim_wink.trial.recognition import recognise
from opensim_wink.trial.vocabulary import vocabulary

_PELVIS, _JOINT, _FOOT, _BODY, _CLUSTER = 25.0, 20.0, 7.0, 5.0, 4.0


def default_weights(
    pairs: Mapping[str, str], user_map: Mapping[str, str] | None = None
) -> dict[str, float]:
    """Weight of each followed marker, by the landmark that it stands for.

    Parameters
    ----------
    pairs : mapping of str to str
        Model marker → trial label.
    user_map : mapping of str to str, optional
        The user's label → landmark.

    Returns
    -------
    dict of str to float
        Model marker → weight: 25 on the pelvis, 20 at knees and ankles, 7 on the feet, 5 on thorax,
        lumbar spine, head and arms, 4 for clusters and unknown labels, 0 for computed centres.
    """
    by_trial = recognise(pairs.values(), user_map).meaning
    by_model = recognise(pairs.keys(), user_map).meaning
    return {
        marker: _weight(by_trial.get(label, by_model.get(marker)))
        for marker, label in pairs.items()
    }


def _weight(landmark: str | None) -> float:
    if landmark is None or landmark not in vocabulary():
        return _CLUSTER
    known = vocabulary()[landmark]
    segment = known.segment.removesuffix("_r").removesuffix("_l")
    if known.kind == "centre":
        return 0.0
    if segment == "pelvis":
        return _PELVIS
    if segment == "foot":
        return _FOOT
    if segment in ("femur", "tibia"):
        return _JOINT if known.kind == "bony" else _CLUSTER
    return _BODY
