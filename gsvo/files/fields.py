"""The one form field for uploads."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gsvo.files.kinds import ENDINGS, MAX_BYTES, UnfitFileError, kind_of
from gsvo.files.names import hides_a_program, safe_name, split_ending


class UploadField(forms.FileField):
    """Takes PDF, DOCX, XLSX, ODT, PNG and JPEG up to 10 MB, by content and by the name's ending."""

    default_error_messages = {
        "required": _("Bitte wählen Sie eine Datei aus."),
        "invalid": _("Die Datei ist nicht angekommen. Bitte wählen Sie sie noch einmal aus."),
        "missing": _("Die Datei ist nicht angekommen. Bitte wählen Sie sie noch einmal aus."),
        "empty": _("Die Datei ist leer. Bitte wählen Sie eine andere."),
        "too_big": _("Die Datei ist größer als 10 MB. Bitte verkleinern Sie sie oder teilen Sie sie auf."),
        "ending": _("Bitte wählen Sie eine Datei in der Form PDF, DOCX, XLSX, ODT, PNG oder JPEG."),
        "mismatch": _(
            "Der Inhalt der Datei passt nicht zu ihrem Namen. Sie enthält: %(kind)s. "
            "Bitte benennen Sie sie danach um oder wählen Sie eine andere."
        ),
        "program": _("Der Dateiname enthält die Endung eines Programms. Bitte benennen Sie die Datei um."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("PDF, DOCX, XLSX, ODT, PNG oder JPEG, höchstens 10 MB"))
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": ",".join(ENDINGS)}

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return None
        if upload.size > MAX_BYTES:
            self._refuse("too_big")
        name = safe_name(upload.name)
        ending = split_ending(name)[1]
        if f".{ending}" not in ENDINGS:
            self._refuse("ending")
        if hides_a_program(name):
            self._refuse("program")
        try:
            kind = kind_of(upload.file)
        except UnfitFileError as error:
            raise ValidationError(str(error), code="unfit") from error
        if ending not in kind.endings:
            self._refuse("mismatch", kind=kind.name)
        upload.name, upload.content_type = name, kind.content_type
        return upload

    def _refuse(self, code, **params):
        raise ValidationError(self.error_messages[code], code=code, params=params)
