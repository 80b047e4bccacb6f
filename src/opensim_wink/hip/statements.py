"""What is said beside every result of the hip's geometry."""

from __future__ import annotations

SHAPE_ALONE = (
    "This is the sensitivity of a geometric model, a round neck in a round socket without "
    "cartilage, labrum, capsule or muscle; it is no diagnosis, and no bone was seen to touch."
)
MEASURED_CONTACT = (
    "Measured by ultrasound in 107 hips, the labrum was met at 72 ± 8° and bone at 101 ± 11° of "
    "flexion, without any correlation with the radiographic shape: the shape of a person does not "
    "tell at which flexion that person's hip stops."
)
SAID_BESIDE = (SHAPE_ALONE, MEASURED_CONTACT)
