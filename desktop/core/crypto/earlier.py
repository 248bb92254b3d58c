# SPDX-License-Identifier: GPL-3.0-or-later
"""What today's key still recognises of the days before: who signed copies when keys were others.

Only the keys that sign copies are kept, sealed under the present data key: they open nothing.
Whoever left knows the one of their time, so that a copy signed with it may be thinned out, but
never counts as a good one.
"""

from dataclasses import replace

from desktop.core.crypto import keys
from desktop.core.crypto.header import Header

SIGNS_COPIES = "backup"
_NAME, _PURPOSE = "earlier_copies", "earlier copies"
_MOST = 24


def signing(unlocked: keys.Unlocked) -> list[bytes]:
    """Return the keys that signed copies before the keys were made anew, the latest first."""
    found = unlocked.header.more.get(_NAME, [])
    own = unlocked.key(SIGNS_COPIES)
    return [keys.unseal(own, sealed, _PURPOSE) for sealed in found[:_MOST]]


def kept(header: Header, holder: keys.Unlocked, data_key: bytes) -> Header:
    """Return the header in which the keys of copies until now are sealed under a new data key."""
    known = [holder.key(SIGNS_COPIES), *signing(holder)][:_MOST]
    own = replace(holder, data_key=data_key).key(SIGNS_COPIES)
    sealed = [keys.seal(own, key, _PURPOSE) for key in known]
    return replace(header, more={**header.more, _NAME: sealed})
