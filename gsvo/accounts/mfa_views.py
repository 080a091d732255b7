"""Set up, remove and confirm one's own second factor."""

import re
import time

from allauth.account.adapter import get_adapter
from allauth.account.views import BaseReauthenticateView
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as passkey_views
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gsvo.accounts.actions import send_login_code
from gsvo.accounts.login_sessions import keep_logged_in
from gsvo.accounts.mfa import TYPES, factors_of, record_proof
from gsvo.accounts.mfa_forms import ConfirmCodeForm
from gsvo.lib.allauth_internals import begin_registration, record_authentication
from gsvo.observability.access_log import log_security_event

ACCOUNT = reverse_lazy("accounts:account")


@require_safe
def second_factor(request):
    """Show the factors to choose from; staff who have none yet are redirected here."""
    must = settings.STAFF_SECOND_FACTOR and request.user.is_staff
    return render(request, "mfa/index.html", {"factors": factors_of(request.user), "must": must})


class AddApp(app_views.ActivateTOTPView):
    def get_success_url(self):
        return super().get_success_url() if self.did_generate_recovery_codes else ACCOUNT

    def get_context_data(self, **kwargs):
        """Add the key in groups of four, for those who type it."""
        context = super().get_context_data(**kwargs)
        return context | {"secret_in_groups": " ".join(re.findall(".{1,4}", context["form"].secret))}

    def form_valid(self, form):
        with transaction.atomic():
            response = super().form_valid(form)
            keep_logged_in(self.request)
        record_proof(self.request, TYPES.TOTP)
        return response


class KeepSessionMixin:
    """Keep this browser logged in: a changed factor ends all other sessions."""

    def form_valid(self, form):
        with transaction.atomic():
            response = super().form_valid(form)
            keep_logged_in(self.request)
        return response


class RemoveApp(KeepSessionMixin, app_views.DeactivateTOTPView):
    success_url = ACCOUNT


class AddPasskey(passkey_views.AddWebAuthnView):
    """Add a passkey that stays on its device, verifies its user and is enough to log in."""

    def get_context_data(self, **kwargs):
        """Replace allauth's challenge by ours; the last one counts."""
        context = super().get_context_data(**kwargs)
        return context | {
            "js_data": {"creation_options": begin_registration(self.request.user, passwordless=True)}
        }

    def get_success_url(self):
        return super().get_success_url() if self.did_generate_recovery_codes else ACCOUNT

    def form_valid(self, form):
        with transaction.atomic():
            response = super().form_valid(form)
            keep_logged_in(self.request)
        record_proof(self.request, TYPES.WEBAUTHN)
        return response


class RemovePasskey(KeepSessionMixin, passkey_views.RemoveWebAuthnView):
    success_url = ACCOUNT


class RenewCodes(KeepSessionMixin, code_views.GenerateRecoveryCodesView):
    def form_valid(self, form):
        response = super().form_valid(form)
        record_proof(self.request, TYPES.RECOVERY_CODES)
        return response


class ConfirmByPasskey(passkey_views.ReauthenticateWebAuthnView):
    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))


class ConfirmByMail(BaseReauthenticateView):
    """Confirm by a code from a mail, for who has neither password nor second factor; encrypted in the
    session.
    """

    form_class = ConfirmCodeForm
    template_name = "account/reauthenticate_code.html"
    key, attempts = "account_code_again", 3

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"code": self._waiting().get("code")}

    def get_context_data(self, **kwargs):
        minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
        return super().get_context_data(**kwargs) | {"is_sent": bool(self._waiting()), "minutes": minutes}

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if "code" in request.POST else self._send()

    def form_valid(self, form):
        del self.request.session[self.key]
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
        return super().form_valid(form)

    def form_invalid(self, form):
        log_security_event("confirmation failed", account=self.request.user.pk, kind="code")
        waiting = self._waiting()
        waiting["failed"] = waiting.get("failed", 0) + 1
        self.request.session[self.key] = waiting
        if waiting["failed"] < self.attempts:
            return super().form_invalid(form)
        del self.request.session[self.key]
        messages.error(self.request, _("Das war dreimal falsch. Fordern Sie bitte einen neuen Code an."))
        return self._here()

    def _waiting(self):
        found = self.request.session.get(self.key, {})
        is_fresh = time.time() - found.get("at", 0) < settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
        return found if is_fresh else {}

    def _send(self):
        code = get_adapter().generate_login_code()
        with transaction.atomic():
            send_login_code(self.request.user.email, code)
            self.request.session[self.key] = {"code": code, "at": time.time()}
            self.request.session.save()
        return self._here()

    def _here(self):
        return redirect(self.passthrough_next_url(self.request.path))


add_app = AddApp.as_view()
remove_app = RemoveApp.as_view()
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
renew_codes = RenewCodes.as_view()
confirm_by_code = factor_views.reauthenticate
confirm_by_passkey = ConfirmByPasskey.as_view()
confirm_by_mail = ConfirmByMail.as_view()
