from __future__ import annotations

from opensim_wink.motion.weights import default_weights


def test_pelvis_leads_and_clusters_follow() -> None:
    labels = ["LASI", "RPSI", "LKNE", "RANK", "LTOE", "C7", "CLAV", "LTHI", "LELB", "strange"]
    weights = default_weights({label: label for label in labels})
    assert weights["LASI"] == weights["RPSI"] == 25
    assert weights["LKNE"] == weights["RANK"] == 20
    assert weights["LTOE"] == 7
    assert weights["C7"] == weights["CLAV"] == weights["LELB"] == 5
    assert weights["LTHI"] == weights["strange"] == 4


def test_computed_joint_centres_are_not_followed() -> None:
    pairs = {name: name for name in ["L.ASIS", "r.ASIS", "L.PSIS", "r.PSIS", "R_HJC", "r_knee"]}
    assert default_weights(pairs)["R_HJC"] == 0
