"""``python -m opensim_wink`` is the command ``opensim-wink``."""

import sys

from opensim_wink.cli import main

if __name__ == "__main__":
    sys.exit(main())
