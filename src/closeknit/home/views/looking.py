"""Entering the made-up scene as somebody of its cast, with one click and on this machine only."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from closeknit.accounts.demo import may_look_around
from closeknit.accounts.models import Account
from closeknit.home import demo

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "POST"])
def looking(request: HttpRequest) -> HttpResponse:
    if not may_look_around(request):
        raise Http404
    cast = demo.cast()
    if request.method == "GET":
        return render(request, "home/looking.html", {"cast": cast})
    if request.POST.get("account", "") not in {one.account for one in cast}:
        raise Http404
    made_up = Account.objects.filter(made_up=True, is_active=True)
    login(request, get_object_or_404(made_up, pk=request.POST["account"]), BACKEND)
    return redirect("/")
