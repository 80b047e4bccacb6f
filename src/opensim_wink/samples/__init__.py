"""Sample trials of known truth, made by this package's own code."""

from opensim_wink.samples.folder import samples_folder

__all__ = ["samples_folder"]
