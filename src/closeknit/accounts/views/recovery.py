"""Coming in when something is lost, and stopping whoever says so but is somebody else."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.views import CompletePasswordResetView
from allauth.core import ratelimit
from django.contrib.auth.hashers import make_password
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from closeknit.accounts import known
from closeknit.accounts.models import Account, Recovery
from closeknit.accounts.own_forms import PaperForm
from closeknit.accounts.paper import use_code
from closeknit.accounts.recovery import ask, by_token, refuse
from closeknit.design.forms import typed
from closeknit.design.notices import tell


class NewPassword(CompletePasswordResetView):  # type: ignore[misc]
    """A new password after a code by e-mail: at once, or when the wait somebody chose is over."""

    def form_valid(self, form: Any) -> HttpResponse:
        account: Account = self._process.user
        if not account.waiting_days:
            done: HttpResponse = super().form_valid(form)
            return done
        password = make_password(form.cleaned_data["password1"])
        recovery = ask(account, Recovery.Kind.PASSWORD, password)
        self._process.abort()
        return render(self.request, "accounts/recovery_waits.html", {"recovery": recovery})


new_password = NewPassword.as_view()


@require_http_methods(["GET", "POST"])
def stop_recovery(request: HttpRequest, token: str) -> HttpResponse:
    """The address in a letter. Looking at it changes nothing; the button stops what waits."""
    recovery = by_token(token)
    if recovery is None:
        raise Http404
    if request.method == "GET":
        return render(request, "accounts/stop_recovery.html", {"recovery": recovery})
    return stopped(request, recovery)


@require_http_methods(["POST"])
def refuse_recovery(request: HttpRequest, recovery: str) -> HttpResponse:
    """It was not me, says whoever is signed in."""
    account = Account.objects.get(pk=request.user.pk)
    found = Recovery.waiting_for(account).filter(pk=recovery).first()
    if found is None:
        raise Http404
    return stopped(request, found)


def stopped(request: HttpRequest, recovery: Recovery) -> HttpResponse:
    own = request.user.pk == recovery.account_id
    refuse(recovery, but=request.session.session_key if own else None)
    tell(request, _("Stopped. Nothing is changed, and every other device is signed out."))
    return redirect("my_account" if own else "account_request_login_code")


@require_http_methods(["GET", "POST"])
def enter_by_paper(request: HttpRequest) -> HttpResponse:
    """An address and a code on paper. Whether the address is known here, nobody learns."""
    form = PaperForm(typed(request))
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not ratelimit.consume(request, action="paper_code", key=tried_from(request, email)):
            pause: HttpResponse = ratelimit.respond_429(request)
            return pause
        account = holder(email)
        if account and use_code(account, form.cleaned_data["code"]):
            record_authentication(request, account, method="paper", email=email)
            # Nobody who comes in by paper can read a letter: the address needs no second look.
            come_in: HttpResponse = perform_login(
                request, Login(user=account, email_verification="none")
            )
            return come_in
        form.add_error(None, _("This address and this code do not go together."))
    status = 422 if form.errors else 200
    return render(request, "accounts/enter_by_paper.html", {"form": form}, status=status)


def tried_from(request: HttpRequest, email: str) -> str:
    """Whose tries are counted together: a browser that came in before is counted by itself."""
    return f"{email} {known.own_number(request, email)}"


def holder(email: str) -> Account | None:
    return Account.objects.filter(email__iexact=email).first()
