"""What abdominal pressure and the flexed spine's passive tissue might change at L5/S1.

Neither is in the model. Both are estimates to see how far a conclusion hangs on them: figures
marked unverified were not read in a source. They are off unless asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import ModelError, SettingError
from opensim_wink.load.reactions import JointReaction
from opensim_wink.load.settings import LoadSettings

FloatArray = NDArray[np.float64]

PRESSED_AREA_M2 = 0.0243  # of the diaphragm; unverified
PRESSURE_ARM_M = 0.038  # of its push, in front of L5/S1; unverified
TISSUE_ARM_M = 0.05  # of passive tissue, behind L5/S1; unverified
FULL_FLEXION_DEG = 70.0  # lumbar flexion that the packaged model's joints allow
TISSUE_STARTS = 0.5  # of full flexion
TISSUE_MOST_NM = 120.0  # men in full flexion; women 77


@dataclass(frozen=True, eq=False)
class SpineSensitivity:
    """L5/S1 with abdominal pressure and passive tissue, as estimates.

    Attributes
    ----------
    pressure_n : ndarray, shape (T,)
        Push of the pressed abdomen on the trunk, up along the disc's normal.
    tissue_nm : ndarray, shape (T,)
        Extension moment of passive tissue, which muscles are spared.
    muscle_share : ndarray, shape (T,)
        Extension moment left to the muscles, over what they bear without both.
    compression_n, anterior_shear_n : ndarray, shape (T,)
        What the disc bears then; NaN where the force in the joint is not known.
    compression_change_n, anterior_shear_change_n : ndarray, shape (T,)
        Change against the force without both.
    notes : tuple of str
        What was assumed, one sentence each.
    """

    pressure_n: FloatArray
    tissue_nm: FloatArray
    muscle_share: FloatArray
    compression_n: FloatArray
    anterior_shear_n: FloatArray
    compression_change_n: FloatArray
    anterior_shear_change_n: FloatArray
    notes: tuple[str, ...]


def spine_sensitivity(
    reaction: JointReaction,
    lumbar_flexion_deg: FloatArray,
    settings: LoadSettings,
    *,
    full_flexion_deg: float = FULL_FLEXION_DEG,
    pressed_area_m2: float = PRESSED_AREA_M2,
    pressure_arm_m: float = PRESSURE_ARM_M,
    tissue_arm_m: float = TISSUE_ARM_M,
) -> SpineSensitivity:
    """Estimate what pressure in the abdomen and passive tissue would change at L5/S1.

    Pressure ``P`` rises with the net extension moment ``M`` to ``settings.abdominal_pressure_kpa``
    at its largest. It pushes the trunk up with ``P · area`` in front of the joint and so extends
    it. Passive tissue bears ``settings.ligament_share`` of ``M`` at full flexion, nothing before
    half of it, with the square between, and never more than 120 N·m. Muscles are spared both
    moments; their force on the disc is taken to shrink in proportion, as it does in static
    optimisation far from full activation. Passive tissue presses the disc by its moment over its
    arm; what it does to shear is not known and left out.

    Parameters
    ----------
    reaction : JointReaction
        ``l5s1`` with and without muscles.
    lumbar_flexion_deg : ndarray, shape (T,)
        From the person's standing, + flexed.
    settings : LoadSettings
        Pressure and share; 0 leaves either out.
    full_flexion_deg : float
        Lumbar flexion from standing at which passive tissue bears its share in full.
    pressed_area_m2, pressure_arm_m, tissue_arm_m : float
        Area that the pressure pushes up, its arm and that of passive tissue. All three are
        unverified (from memory of the literature); the arms and the area vary with the person.

    Returns
    -------
    SpineSensitivity
        With ``notes`` that say what is unverified.

    Raises
    ------
    ModelError
        If the reaction is not that of L5/S1.
    SettingError
        If an area, arm or angle is not positive.

    References
    ----------
    Dolan P, Mannion AF, Adams MA (1994). Passive tissues help the back muscles to generate extensor
    moments during lifting. J Biomech 27:1077–1085. PMID 8089162: what is electrically
    silent resisted 25 N·m in lordosis and 120 (men) or 77 N·m (women) in full flexion.

    Potvin JR, McGill SM, Norman RW (1991). Trunk muscle and lumbar ligament contributions to
    dynamic lifts. Spine 16:1099–1107. doi:10.1097/00007632-199109000-00015: ligaments mostly bore
    less than 60 N·m; compression hardly changed with who bears the moment, shear did.

    Stokes IAF, Gardner-Morse MG, Henry SM (2010). Intra-abdominal pressure and abdominal wall
    muscular function. Clin Biomech 25:859–866. PMC2949466: 10 in place of 5 kPa
    took 21 % off the compression at 60 N·m of extension.

    McGill SM, Norman RW (1987). Reassessment of the role of intra-abdominal pressure in spinal
    compression. Ergonomics 30:1565–1588: the abdominal wall that makes the pressure presses
    the spine too, which is left out here.
    """
    if reaction.name != "l5s1":
        raise ModelError(
            f"'{reaction.name}' has no abdominal pressure; give the reaction named 'l5s1'."
        )
    for name, number in (
        ("full_flexion_deg", full_flexion_deg),
        ("pressed_area_m2", pressed_area_m2),
        ("pressure_arm_m", pressure_arm_m),
        ("tissue_arm_m", tissue_arm_m),
    ):
        if not 0 < number < np.inf:
            raise SettingError(f"{name} is {number}; give a number greater than 0.")
    extension = np.where(
        np.isnan(reaction.net_moment_nm[:, 2]), np.nan, np.fmax(reaction.net_moment_nm[:, 2], 0.0)
    )
    push = _push(extension, settings.abdominal_pressure_kpa, pressed_area_m2)
    by_push = np.minimum(push * pressure_arm_m, extension)
    by_tissue = _tissue(extension, lumbar_flexion_deg / full_flexion_deg, settings.ligament_share)
    by_tissue = np.minimum(by_tissue, extension - by_push)
    spared = np.divide(
        by_push + by_tissue,
        extension,
        out=np.zeros_like(extension),
        where=extension > 0,
    )
    spared = np.where(np.isnan(extension), np.nan, spared)
    muscle = reaction.force_n - reaction.net_force_n
    shear_change = -spared * muscle[:, 0]
    press_change = -spared * muscle[:, 1] - push + by_tissue / tissue_arm_m
    return SpineSensitivity(
        pressure_n=push,
        tissue_nm=by_tissue,
        muscle_share=1.0 - spared,
        compression_n=reaction.force_n[:, 1] + press_change,
        anterior_shear_n=reaction.force_n[:, 0] + shear_change,
        compression_change_n=press_change,
        anterior_shear_change_n=shear_change,
        notes=_notes(settings, full_flexion_deg, pressed_area_m2, pressure_arm_m, tissue_arm_m),
    )


def _push(extension_nm: FloatArray, most_kpa: float, area_m2: float) -> FloatArray:
    """Push of the pressed abdomen, in proportion to the extension moment, shape (T,)."""
    if not np.isfinite(extension_nm).any() or not np.nanmax(extension_nm) > 0:
        return np.zeros_like(extension_nm)
    return np.asarray(1000.0 * most_kpa * area_m2 * extension_nm / np.nanmax(extension_nm))


def _tissue(extension_nm: FloatArray, flexed: FloatArray, share: float) -> FloatArray:
    """Moment of passive tissue: from half of full flexion on, with the square, shape (T,)."""
    taut = np.clip((flexed - TISSUE_STARTS) / (1.0 - TISSUE_STARTS), 0.0, 1.0) ** 2
    return np.asarray(np.minimum(share * taut * extension_nm, TISSUE_MOST_NM))


def _notes(
    settings: LoadSettings,
    full_flexion_deg: float,
    area_m2: float,
    pressure_arm_m: float,
    tissue_arm_m: float,
) -> tuple[str, ...]:
    notes = [
        "An estimate, not a measurement: muscle force on the disc is scaled with the moment that "
        "is left to the muscles."
    ]
    if settings.abdominal_pressure_kpa:
        notes.append(
            f"Abdominal pressure reaches {settings.abdominal_pressure_kpa:g} kPa at the largest "
            f"moment and pushes on {1e4 * area_m2:.0f} cm² with an arm of "
            f"{100 * pressure_arm_m:.1f} cm (both unverified); the abdominal wall that makes it "
            "presses the spine too and is left out, so this is the most it could relieve."
        )
    if settings.ligament_share:
        notes.append(
            f"Passive tissue bears {settings.ligament_share:.0%} of the extension moment at "
            f"{full_flexion_deg:.0f}° of lumbar flexion, at most {TISSUE_MOST_NM:.0f} N·m (Dolan "
            f"1994), with an arm of {100 * tissue_arm_m:.0f} cm and a square law from half of "
            "that flexion on (both unverified); its shear is left out."
        )
    if len(notes) == 1:
        notes.append("Neither abdominal pressure nor passive tissue was asked for.")
    return tuple(notes)
