"""Login by password, by a code from a mail or by passkey; then the second factor."""

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.webauthn import views as passkey_views
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from gsvo.accounts.actions import send_login_code
from gsvo.accounts.mfa import factors_of
from gsvo.accounts.security_log import account_or_hash
from gsvo.accounts.stages import is_still_valid
from gsvo.http import ratelimit
from gsvo.lib.allauth_internals import LeaveLoginStageMixin, account_of, code_sent_to, unstash_login
from gsvo.observability.access_log import log_security_event
from gsvo.outbox.rendering import encrypt_code


class Login(LeaveLoginStageMixin, account_views.LoginView):
    pass


class RequestCode(LeaveLoginStageMixin, account_views.RequestLoginCodeView):
    """Request a code by mail. An unknown address gets the same answer for the same work."""

    def form_valid(self, form):
        """Commit session and mail together, so that no code is valid without its mail."""
        with transaction.atomic():
            if account_of(form) is None:
                send_login_code(form.cleaned_data["email"], encrypt_code("0000-0000"))
            response = super().form_valid(form)
            self.request.session.save()
        return response


class ConfirmCode(account_views.ConfirmLoginCodeView):
    def get_form_kwargs(self):
        """Void a code that went to an address which the account no longer has."""
        kwargs, user = super().get_form_kwargs(), self.stage.login.user
        return kwargs | ({"code": ""} if user and user.email != code_sent_to(self) else {})

    def form_invalid(self, form):
        user = self.stage.login.user
        log_security_event(
            "wrong code", **({"account": user.pk} if user else account_or_hash(code_sent_to(self)))
        )
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        """Add the link to request another code, with address and destination."""
        again = self.passthrough_next_url(reverse("account_request_login_code"))
        minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
        return super().get_context_data(**kwargs) | {"request_again_url": again, "minutes": minutes}


class SecondFactor(factor_views.AuthenticateView):
    """Ask for the second factor; restart the login if the account's sessions have ended meanwhile."""

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if is_still_valid(self.stage) else self._begin_anew()

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if is_still_valid(self.stage) else self._begin_anew()

    def _begin_anew(self):
        unstash_login(self.request)
        return redirect("account_login")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        forms, factors = [context["form"], context["webauthn_form"]], factors_of(self.stage.login.user)
        if not factors.app:
            context["form"].fields["code"].label = _("Notfallcode")
        return context | {"factors": factors, "errors_of": forms}


class LoginByPasskey(LeaveLoginStageMixin, passkey_views.LoginWebAuthnView):
    """Return a challenge to passkey.js (JSON) and process its form."""

    def get(self, request, *args, **kwargs):
        """Return the challenge, which is kept in the session, within the limit of new sessions."""
        if not ratelimit.may_begin_session(request):
            return ratelimit.too_many_requests(request)
        return super().get(request, *args, **kwargs)


login = Login.as_view()
request_code = login_not_required(RequestCode.as_view())
confirm_code = account_views.login_stage_required(
    stage=account_views.LoginByCodeStage.key, redirect_urlname="account_login"
)(ConfirmCode.as_view())
second_factor = SecondFactor.as_view()
login_by_passkey = login_not_required(LoginByPasskey.as_view())
