"""Why the system could not read or write a file, in the words of the program."""

from __future__ import annotations

import errno

from gpcli.messages import N_, Phrase, message

REASONS = {
    errno.ENOENT: N_("No such file or directory"),
    errno.EACCES: N_("Permission denied"),
    errno.EPERM: N_("Operation not permitted"),
    errno.EISDIR: N_("Is a directory"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.EEXIST: N_("File exists"),
    errno.ENOSPC: N_("No space left on device"),
    errno.EROFS: N_("Read-only file system"),
    errno.ENAMETOOLONG: N_("File name too long"),
    errno.ELOOP: N_("Too many levels of symbolic links"),
    errno.EINVAL: N_("Invalid argument"),
    errno.EIO: N_("Input/output error"),
    errno.EBUSY: N_("Device or resource busy"),
    errno.ENOTEMPTY: N_("Directory not empty"),
}
"""The common reasons, in the system's own English words."""


def reason_of(error: Exception) -> Phrase:
    """Why it failed: in words of the program where the reason is a common one, else as the system says."""
    number = getattr(error, "errno", None)
    if number in REASONS:
        return message(REASONS[number])
    return getattr(error, "strerror", None) or type(error).__name__
