"""The pattern page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .examples import SHELL, examples

THEMES = ("light", "dark")


def patterns(request: HttpRequest) -> HttpResponse:
    """Every component in every state; `?theme=dark` and `?theme=light` ask for one look."""
    theme = request.GET.get("theme", "")
    context = {**SHELL, "examples": examples(), "theme": theme if theme in THEMES else ""}
    return render(request, "patterns/patterns.html", context)
