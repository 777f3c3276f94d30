"""Who may walk into the made-up scene without signing in: somebody at this very machine."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
    "HTTP_VIA",
    "HTTP_X_CLIENT_IP",
    "HTTP_X_FORWARDED",
    "HTTP_X_FORWARDED_SERVER",
    "HTTP_X_ORIGINAL_FORWARDED_FOR",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_CF_CONNECTING_IP",
    "HTTP_FLY_CLIENT_IP",
)


def may_look_around(request: HttpRequest) -> bool:
    """Only in the demo, only from loopback to loopback, and never through a proxy."""
    if not settings.DEMO or any(name in request.META for name in FORWARDED):
        return False
    host, _ = split_domain_port(request.get_host())
    return host in settings.LOOPBACK and from_here(request.META.get("REMOTE_ADDR", ""))


def from_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
