"""The form field of uploads."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gsvo.files import ole
from gsvo.files.disk_space import NO_ROOM, ran_out_of_space
from gsvo.files.file_types import ENDINGS, MAX_BYTES, UnfitFileError, UnknownKindError
from gsvo.files.filenames import safe_name, split_ending
from gsvo.files.inspection import examine


class UploadField(forms.FileField):
    """Accept PDF, DOCX, XLSX, ODT, PNG and JPEG up to 10 MB, by content and by ending."""

    endings = ENDINGS

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
        "no_room": NO_ROOM,
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("PDF, DOCX, XLSX, ODT, PNG oder JPEG, höchstens 10 MB"))
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": ",".join(self.endings)}

    def to_python(self, data):
        if ran_out_of_space(data):
            self._refuse("no_room")
        upload = super().to_python(data)
        if upload is None:
            return None
        if upload.size > MAX_BYTES:
            self._refuse("too_big")
        name = safe_name(upload.name)
        ending = split_ending(name)[1]
        try:
            if f".{ending}" not in self.endings:
                ole.refuse_if_old(upload.file)
                self._refuse("ending")
            found = examine(upload.file)
        except UnknownKindError as error:
            raise ValidationError(self.error_messages.get("unknown", str(error)), code="unfit") from error
        except UnfitFileError as error:
            raise ValidationError(str(error), code="unfit") from error
        if ending not in found.kind.endings:
            self._refuse("mismatch", kind=found.kind.name)
        upload.name, upload.content_type = name, found.kind.content_type
        upload.examined = found  # `store` need not look a second time
        return upload

    def _refuse(self, code, **params):
        raise ValidationError(self.error_messages[code], code=code, params=params)


class SpreadsheetField(UploadField):
    """Accept a table as XLSX, to be read at once (`gsvo.files.spreadsheets`) and not to be kept."""

    endings = (".xlsx",)
    default_error_messages = {
        "ending": _(
            "Bitte wählen Sie eine Tabelle in der Form XLSX. Eine mit Makros (XLSM) oder aus einem anderen "
            "Programm speichern Sie vorher als XLSX."
        ),
        "unknown": _("Das ist keine Tabelle. Speichern Sie sie bitte noch einmal als XLSX."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("XLSX, höchstens 10 MB"))
        super().__init__(**kwargs)
