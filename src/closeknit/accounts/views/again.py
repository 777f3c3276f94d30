"""Ways to say "it is me" that need no password: digits by e-mail; in the demo, one button."""

from __future__ import annotations

from typing import Any

from allauth.account.views import BaseReauthenticateView
from allauth.core import ratelimit
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from closeknit.accounts import again
from closeknit.accounts.adapter import PAUSE
from closeknit.accounts.demo import may_look_around
from closeknit.accounts.forms import ConfirmLoginCodeForm


class ByCode(BaseReauthenticateView):  # type: ignore[misc]
    """Asks before it writes a letter: looking at the page sends nothing."""

    form_class = ConfirmLoginCodeForm
    template_name = "accounts/again_code.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "action" not in request.POST:
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer
        if ratelimit.consume(request, action="again_code", user=request.user):
            again.send_code(request)
            return self.shown(self.blank())
        form = self.blank(typed={})
        form.add_error(None, PAUSE)
        return self.shown(form)

    def shown(self, form: forms.Form) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return answer

    def blank(self, typed: dict[str, str] | None = None) -> ConfirmLoginCodeForm:
        form = ConfirmLoginCodeForm(typed, code=again.code_sent(self.request))
        form.fields["code"].required = typed is None
        return form

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "code": again.code_sent(self.request)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        again.used(self.request)
        again.confirm(self.request, "code")
        answer: HttpResponse = super().form_valid(form)
        return answer

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        again.guessed_wrong(self.request)
        if not again.code_sent(self.request):
            form.add_error(None, _("These digits are not good any more. Let us send new ones."))
        answer: HttpResponse = super().form_invalid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = super().get_context_data(**kwargs)
        return {**known, "sent": bool(again.code_sent(self.request)), "action": self.request.path}


class Here(BaseReauthenticateView):  # type: ignore[misc]
    """Made-up people have no letters and no passwords; sitting at this machine is enough."""

    form_class = forms.Form
    template_name = "accounts/again_here.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.made_up and may_look_around(request)):  # type: ignore[union-attr]
            raise Http404
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: forms.Form) -> HttpResponse:
        again.confirm(self.request, "here")
        answer: HttpResponse = super().form_valid(form)
        return answer


@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """What somebody sent before we asked again, ready to be sent by one button."""
    waiting = again.kept(request)
    if waiting is None:
        return redirect("welcome")
    return render(request, "accounts/again_go_on.html", waiting)
