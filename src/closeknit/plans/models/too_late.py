"""Why a turn cannot be taken by somebody who may see what is asked."""

from __future__ import annotations

from closeknit.policy import Denied


class Taken(Exception):
    """Somebody else took this turn a moment ago."""


class Over(Denied):
    """It is not asked any more: it was closed, its times were changed, or its time has passed."""


class HasOne(Denied):
    """They have a turn at this time already, and one person takes one place."""
