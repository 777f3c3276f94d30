"""The addresses of entering and of one's own account. Names are allauth's, paths are ours."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from .views import again, first, installed, leaving, own, quiet, recovery, safety, simple, words

urlpatterns = [
    # Entering
    path("enter/", account.request_login_code, name="account_request_login_code"),
    path("enter/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("enter/password/", account.login, name="account_login"),
    path("enter/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("enter/paper/", recovery.enter_by_paper, name="enter_by_paper"),
    path("enter/stop/<str:token>/", recovery.stop_recovery, name="stop_recovery"),
    path("enter/asleep/", account.account_inactive, name="account_inactive"),
    path("go/", leaving.leave_quickly, name="leave_quickly"),
    path("leave/", account.logout, name="account_logout"),
    path("safety/", safety.safety, name="safety"),
    path("accessibility/", safety.accessibility, name="accessibility"),
    path("app.webmanifest", installed.manifest, name="manifest"),
    path("words/", words.choose_words, name="choose_words"),
    path("view/", simple.choose_view, name="choose_view"),
    # Joining
    path("join/", account.signup, name="account_signup"),
    path("join/code/", account.email_verification_sent, name="account_email_verification_sent"),
    path("first/<str:key>/", first.first, name="first"),
    # A new password
    path("enter/forgotten/", account.password_reset, name="account_reset_password"),
    path(
        "enter/forgotten/code/",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "enter/forgotten/new/",
        recovery.new_password,
        name="account_complete_password_reset",
    ),
    path(
        "enter/forgotten/done/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    # One's own account
    path("account/about/", own.about_me, name="about_me"),
    path("account/devices/", own.my_devices, name="my_devices"),
    path("account/devices/end/<str:which>/", own.end_visits, name="end_visits"),
    path("account/devices/<str:visit>/end/", own.end_visit, name="end_visit"),
    path("account/waiting/", own.my_waiting, name="my_waiting"),
    path("account/waiting/<str:recovery>/stop/", recovery.refuse_recovery, name="refuse_recovery"),
    path("account/codes/", own.my_codes, name="my_codes"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path(
        "account/again/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/again/code/", again.ByCode.as_view(), name="again_code"),
    path("account/again/here/", again.Here.as_view(), name="again_here"),
    path("account/again/go-on/", again.go_on, name="again_go_on"),
    path("account/quiet/", quiet.quiet, name="quiet"),
    path("account/email/", account.email, name="account_email"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/first/", account.password_set, name="account_set_password"),
    path("account/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("account/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]
