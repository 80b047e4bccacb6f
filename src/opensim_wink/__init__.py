"""How deep a person squats before the pelvis tucks under and the lumbar spine flexes."""

__version__ = "0.1.0"
