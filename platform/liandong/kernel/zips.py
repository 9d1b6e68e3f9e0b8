"""What the standard library raises of a file that is no whole ZIP."""

import zipfile
import zlib

#: No ZIP at all, one with a password, packed in an unknown way, cut off, or damaged within.
UNREADABLE = (
    zipfile.BadZipFile,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    zlib.error,
)
