"""The operator's texts on public pages. "" is a placeholder (gsvo/pages/operator.py)."""

from gsvo.settings.base import env

CONTACT_EMAIL = env("CONTACT_EMAIL", default="gsvo@example.org")
CONTACT_PHONE = env("CONTACT_PHONE", default="02041 000-000")
CONTACT_HOURS = env("CONTACT_HOURS", default="")  # entries separated by ";"

OPERATOR = {
    "name": env("OPERATOR_NAME", default=""),
    "address": env("OPERATOR_ADDRESS", default=""),
    "represented_by": env("OPERATOR_REPRESENTED_BY", default=""),
    "register": env("OPERATOR_REGISTER", default=""),
    "data_protection": env("OPERATOR_DATA_PROTECTION", default=""),
    "legal_basis": env("OPERATOR_LEGAL_BASIS", default=""),
    "joint_control": env("OPERATOR_JOINT_CONTROL", default=""),
    "processors": env("OPERATOR_PROCESSORS", default=""),
    "ombuds_office": env("OPERATOR_OMBUDS_OFFICE", default=""),
    "statement_date": env("OPERATOR_STATEMENT_DATE", default=""),
    "workshops": env("OPERATOR_WORKSHOPS", default=""),
}

# A file below static/, as "video/angebot.mp4"; beside it .jpg (poster), .vtt (captions), .txt (its words).
SIGN_LANGUAGE_VIDEO = env("SIGN_LANGUAGE_VIDEO", default="")
