"""Run the command line: `python -m caregiver`."""

import sys

from caregiver.cli import main

if __name__ == "__main__":
    sys.exit(main())
