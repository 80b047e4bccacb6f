"""The command line: verbs over the package."""

from opensim_wink.cli.run import main

__all__ = ["main"]
