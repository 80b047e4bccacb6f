"""Run OpenSim's InverseKinematicsTool on a setup file, in a process of its own.

``python -m opensim_wink.body.ik_tool SETUP``, from the folder of the setup: OpenSim 4.6 looks there
for the model. Exit status 0 if the tool says that it succeeded; its log goes to stdout.
"""

from __future__ import annotations

import sys


def run_ik_tool(setup: str) -> bool:
    """Run the tool.

    Parameters
    ----------
    setup : str
        The setup's file name.

    Returns
    -------
    bool
        What the tool says of its success.
    """
    from opensim_wink.body.engine import engine

    osim = engine()
    osim.Logger.setLevelString("Info")  # one line a frame: how far it is
    tool = osim.InverseKinematicsTool(setup)
    return bool(tool.run())


if __name__ == "__main__":
    sys.exit(not run_ik_tool(sys.argv[1]))
