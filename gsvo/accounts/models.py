"""Accounts. The e-mail address is the user name, whatever its case."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.password_validation import validate_password
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from gsvo.accounts.password_validation import is_of_the_demo_only
from gsvo.lib.model_fields import EmailField
from gsvo.lib.search_fields import FoldedModel, FoldedQuerySet, SearchField, SortField
from gsvo.lib.text import normalize_email, normalize_password, password_spellings


class UserManager(BaseUserManager.from_queryset(FoldedQuerySet)):
    def create_user(self, email, password=None, **fields):
        """Make an account; without a password nobody can log in until one is set by link."""
        user = self.model(email=normalize_email(email, strict=False), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Validate a superuser's password even where the command is told to skip it."""
        if password is not None:
            validate_password(password, self.model(email=email, **fields))
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(FoldedModel, AbstractBaseUser, PermissionsMixin):
    LINK_PURPOSE = "password"

    email = EmailField(
        _("E-Mail"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("Diese E-Mail-Adresse hat schon ein Konto.")},
    )
    name = models.CharField(_("Name"), max_length=200, blank=True)
    phone = models.CharField(_("Telefon"), max_length=50, blank=True)
    is_staff = models.BooleanField(_("arbeitet bei der G.I.B."), default=False)
    is_active = models.BooleanField(_("aktiv"), default=True)
    date_joined = models.DateTimeField(_("angelegt"), default=timezone.now)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)  # see end_sessions
    wrong_factors = models.PositiveIntegerField(default=0, editable=False)  # in a row
    wrong_factor_at = models.DateTimeField(null=True, editable=False)

    search_text = SearchField(sources=["name", "email"])
    sort_name = SortField(sources=["name", "email"])

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_whatever_case",
                violation_error_message=_("Diese E-Mail-Adresse hat schon ein Konto."),
            )
        ]

    def __str__(self):
        return self.name or self.email

    @property
    def name_and_email(self):
        """The name with the address in brackets; whoever gave no name is the address alone."""
        return f"{self.name} ({self.email})" if self.name else self.email

    def set_password(self, raw_password):
        """Store it in one normal form: an umlaut is not the same bytes on every keyboard."""
        super().set_password(raw_password and normalize_password(raw_password))

    def check_password(self, raw_password):
        if raw_password is None:
            return super().check_password(None)
        spellings = list(password_spellings(raw_password))
        fits = any(super(User, self).check_password(spelled) for spelled in spellings)
        return fits and not is_of_the_demo_only(spellings)

    def end_sessions(self):
        """Log this account out everywhere, at the very next request: no session of before fits it."""
        type(self).objects.filter(pk=self.pk).update(session_epoch=models.F("session_epoch") + 1)
        self.refresh_from_db(fields=["session_epoch"])

    def _get_session_auth_hash(self, secret=None):
        """Include the epoch in Django's session hash, so that raising it ends all sessions."""
        return salted_hmac(
            "gsvo.accounts.session",
            f"{self.session_epoch}:{self.password}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def session_fingerprint(self):
        """Return a hash that changes whenever sessions end, without being the session's own."""
        return salted_hmac(
            "gsvo.accounts.login", self.get_session_auth_hash(), algorithm="sha256"
        ).hexdigest()

    def get_full_name(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name or self.email


class AddressChangeQuerySet(models.QuerySet):
    def of(self, record):
        """Return the changes of one record, the latest first."""
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)


class AddressChange(models.Model):
    """A replaced name or address: before, after and by whom.

    Written once and never changed. Events name it by its key, so that no event holds a name or an address.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    former_name = models.CharField(_("Name bisher"), max_length=200, blank=True)
    former_email = EmailField(_("E-Mail bisher"), max_length=254, blank=True)
    name = models.CharField(_("Name"), max_length=200, blank=True)
    email = EmailField(_("E-Mail"), max_length=254)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("durch"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("wann"), default=timezone.now, editable=False)

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Änderung einer Adresse")
        verbose_name_plural = _("Änderungen von Adressen")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="addresschange_target")]

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.at:%Y-%m-%d}"


class LoginSession(models.Model):
    """A login in one browser, for the account's owner to count. No session key, no address, no browser."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="login_sessions"
    )
    fits = models.CharField(max_length=64, editable=False)  # User.session_fingerprint; another: it has ended
    began_at = models.DateTimeField(_("angemeldet am"), default=timezone.now)
    seen_at = models.DateTimeField(_("zuletzt benutzt am"), default=timezone.now)

    class Meta:
        verbose_name = _("Anmeldung")
        verbose_name_plural = _("Anmeldungen")

    def __str__(self):
        return f"{self.user_id} · {self.began_at:%Y-%m-%d %H:%M}"
