"""Browsers that came in before, and from where an address may be tried how often.

Somebody else’s guessing must lock nobody out. So a browser that came in with an address before is
counted by itself, and a code for a sign-in is counted by where it is asked for.
"""

from __future__ import annotations

import secrets
from typing import Any

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE = "closeknit_known"
SALT = "closeknit.known"
AGE = 400 * 24 * 60 * 60
MOST = 5
SHORT, LONG = 6, 12
LONG_CODE = "long_code"


def mark(email: str) -> str:
    """An address as the cookie holds it: nobody can read it there."""
    return salted_hmac(SALT, email.strip().lower()).hexdigest()[:16]


def held(request: HttpRequest) -> dict[str, Any]:
    """What the cookie says: a number of this browser’s own, and whose addresses came in here."""
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return {"own": secrets.token_hex(8), "who": []}
    return dict(found)


def remember(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """From now on this browser is known to this address."""
    kept = held(request)
    if mark(email) in kept["who"]:
        return
    kept["who"] = [mark(email), *kept["who"]][:MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=AGE,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def own_number(request: HttpRequest, email: str) -> str:
    """The number of a browser that came in with this address before; empty for every other."""
    kept = held(request)
    return str(kept["own"]) if mark(email) in kept["who"] else ""


def asks_too_often(request: HttpRequest, email: str) -> bool:
    """Whether this browser, or this place, asks for too many codes for one address.

    There is no limit over all places: it would let a stranger keep somebody out. Instead the code
    grows where many are asked for, so that trying them leads nowhere.
    """
    email = email.strip().lower()
    place = own_number(request, email) or get_ip(request)
    if not ratelimit.consume(request, action="request_login_code", key=f"{email} {place}"):
        return True
    calm = ratelimit.consume(request, action="codes_of_an_address", key=email)
    request.session[LONG_CODE] = not calm
    return False
