"""Points for headers, by the rules that MDN publishes for its HTTP Observatory.

100 to begin with; what is missing costs, what is better than needed adds, and additions count from
90 on. One thing is asked at a time, as `points` returns it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from http.cookies import BaseCookie

ENOUGH = 90
HALF_A_YEAR = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BROAD = {"*", "http:", "https:", "data:", "'unsafe-inline'", "'unsafe-eval'"}


def score(headers: Mapping[str, str], cookies: BaseCookie[str], page: str) -> int:
    """The whole of it for one answer over https."""
    found = points(headers, cookies, page)
    begun = 100 + sum(count for count in found.values() if count < 0)
    more = sum(count for count in found.values() if count > 0)
    return max(0, begun + more if begun >= ENOUGH else begun)


def points(headers: Mapping[str, str], cookies: BaseCookie[str], page: str) -> dict[str, int]:
    policy = directives(headers.get("Content-Security-Policy", ""))
    return {
        "content-security-policy": of_policy(policy),
        "cookies": of_cookies(cookies, "Strict-Transport-Security" in headers),
        "cross-origin-resource-sharing": of_sharing(headers),
        "cross-origin-resource-policy": of_resources(headers),
        "referrer-policy": of_referrer(headers.get("Referrer-Policy", "")),
        "strict-transport-security": of_transport(headers.get("Strict-Transport-Security", "")),
        "subresource-integrity": of_scripts(page),
        "x-content-type-options": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "x-frame-options": of_frames(policy, headers.get("X-Frame-Options", "")),
    }


def directives(header: str) -> dict[str, list[str]]:
    parts = (part.split() for part in header.split(";"))
    return {part[0].lower(): part[1:] for part in parts if part}


def of_policy(policy: Mapping[str, list[str]]) -> int:
    if not policy:
        return -25
    usual = policy.get("default-src", ["*"])
    if BROAD & set(policy.get("script-src", usual)) or BROAD & set(policy.get("object-src", usual)):
        return -20
    if (BROAD - {"*"}) & set(policy.get("style-src", usual)):
        return 0
    shut = policy.get("form-action") in (["'none'"], ["'self'"])
    return 10 if usual == ["'none'"] and shut else 5


def of_cookies(cookies: BaseCookie[str], https_only: bool) -> int:
    if not cookies:
        return 0
    each = cookies.values()
    if any("session" in one.key and not one["httponly"] for one in each):
        return -30
    if any(not one["secure"] for one in each):
        return -5 if https_only else -20
    return 5 if all(one["samesite"] in ("Lax", "Strict") for one in each) else 0


def of_sharing(headers: Mapping[str, str]) -> int:
    universal = headers.get("Access-Control-Allow-Credentials") == "true"
    return -50 if universal and "Access-Control-Allow-Origin" in headers else 0


def of_resources(headers: Mapping[str, str]) -> int:
    said = headers.get("Cross-Origin-Resource-Policy", "")
    return {"same-origin": 10, "same-site": 10, "cross-origin": 0, "": 0}.get(said, -5)


def of_referrer(said: str) -> int:
    return 0 if not said else 5 if said in PRIVATE else -5


def of_transport(said: str) -> int:
    age = re.match(r"max-age=(\d+)", said)
    return -20 if age is None else 0 if int(age[1]) >= HALF_A_YEAR else -10


def of_scripts(page: str) -> int:
    elsewhere = re.findall(r'<script[^>]* src="(?:https?:)?//', page)
    return -50 if elsewhere else 0


def of_frames(policy: Mapping[str, list[str]], said: str) -> int:
    if policy.get("frame-ancestors") in (["'none'"], ["'self'"]):
        return 5
    return 0 if said in ("DENY", "SAMEORIGIN") else -20
