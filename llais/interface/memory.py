"""Memory that is free goes back to the system. glibc's own measure would keep tens of megabytes after long recordings."""

from __future__ import annotations

import ctypes

LARGE = 128 * 1024
"""Bytes from which a block is the system's own, and given back as soon as it is free."""
_MMAP_THRESHOLD = -3
"""The name of this measure in glibc's malloc.h."""


def settle() -> None:
    """Keep to LARGE. By itself glibc raises it to the largest block ever freed, and keeps twice that in each thread's arena."""
    set_ = _of_libc("mallopt")
    if set_:
        set_(_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Give back what is free between small blocks, too."""
    trim = _of_libc("malloc_trim")
    if trim:
        trim(0)


def _of_libc(name: str) -> ctypes._CFuncPtr | None:
    """A function of this process's C library; None where there is none, as on musl."""
    return getattr(ctypes.CDLL(None), name, None)
