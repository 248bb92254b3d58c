# SPDX-License-Identifier: GPL-3.0-or-later
"""What this computer does with the memory of the program: no crash dumps, and time that ran on."""

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable

SLEPT_AFTER = 30.0
"""Seconds between two ticks of a clock that ticks every second: the computer slept meanwhile."""

_RUNS_ON_IN_SLEEP = ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC_RAW")
"""Of Linux; of macOS, whose plain monotonic clock stands still while the lid is closed."""
_PR_SET_DUMPABLE = 4
_PT_DENY_ATTACH = 31
_SEM_QUIET = 0x0001 | 0x0002 | 0x8000  # no box, no dump by the system's fault reporting, no box
_WER_NO_HEAP_NO_BOX = 0x0001 | 0x0020


def keep_memory_private() -> None:
    """Let no crash write the memory of this process anywhere, and no other program read it.

    The superuser of the computer still can: against that nothing inside a process helps.
    """
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_SEM_QUIET)
        ctypes.WinDLL("wer.dll").WerSetFlags(_WER_NO_HEAP_NO_BOX)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    library = ctypes.CDLL(None)
    if sys.platform == "darwin":
        library.ptrace(_PT_DENY_ATTACH, 0, None, 0)
    else:
        library.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def elapsed() -> float:
    """Return seconds that also pass while the computer sleeps, and that no set clock moves."""
    for name in _RUNS_ON_IN_SLEEP:
        if (kind := getattr(time, name, None)) is not None:
            return time.clock_gettime(kind)
    return time.monotonic()


def end_within(seconds: float, code: int) -> Callable[[], None]:
    """End this process with a code after so many seconds, whatever it hangs on then.

    What is given back calls it off.
    """
    timer = threading.Timer(seconds, os._exit, (code,))
    timer.daemon = True
    timer.start()
    return timer.cancel
