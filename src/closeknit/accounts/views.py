"""Two doors of our own: the first account of a house, and the made-up scene."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from closeknit.design import faces

from . import first as first_account
from .adapter import FIRST, nobody_here
from .demo import may_look_around
from .models import Account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "POST"])
def first(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever holds the address from the terminal makes the first account."""
    if not (nobody_here() and first_account.fits(key)):
        raise Http404
    if request.method == "GET":
        return render(request, "accounts/first.html")
    request.session[FIRST] = True
    return redirect("account_signup")


def face_of(name: str) -> str:
    """The kept drawing that is called like this person of the scene, if there is one."""
    whole, first_word = slugify(name), slugify(name.split(" ")[0])
    return whole if whole in faces.names() else first_word


@require_http_methods(["GET", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Enter as somebody of the made-up scene, on this machine only."""
    if not may_look_around(request):
        raise Http404
    cast = Account.objects.filter(made_up=True, is_active=True).order_by("joined_at", "name")
    if request.method == "GET":
        people = [(one, face_of(one.name)) for one in cast]
        return render(request, "accounts/demo.html", {"cast": people})
    login(request, get_object_or_404(cast, pk=request.POST.get("account", "")), BACKEND)
    return redirect("/")
