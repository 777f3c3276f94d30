"""What a phone needs to keep the house beside its other programs (docs/decisions/0024)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from closeknit.design.tongues import language

PAPER, CARD = "#fbf8f2", "#ffffff"
SIZES = (192, 512)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Name, pictures and first page. Whoever has a quiet name gets the plain word and picture."""
    quiet = getattr(request.user, "neutral", False)
    name, drawn = (settings.NEUTRAL_TITLE, "plain") if quiet else ("Closeknit", "brand")
    said = {
        "name": name,
        "short_name": name,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": language(getattr(request, "LANGUAGE_CODE", "en")),
        "background_color": PAPER,
        "theme_color": CARD,
        "icons": [
            {
                "src": static(f"closeknit/icons/{drawn}-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size in SIZES
            for purpose in ("any", "maskable")
        ],
    }
    if not quiet:
        said["description"] = _("The people around one person, in one place.")
    return JsonResponse(said, content_type="application/manifest+json")
