# SPDX-License-Identifier: GPL-3.0-or-later
"""From a fresh clone: `run.py demo` opens the demonstration, `run.py test` runs every check.

Standard library only. The first lines are written so that even a very old Python can say what is
missing; everything else stands in installer/set_up.py.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the very machine this is for has an older one
    sys.exit("Vereda needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031

from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from installer.set_up import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
