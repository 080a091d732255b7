"""PNG and JPEG: decode with Pillow and encode anew, so that only pixels are stored.

So camera, place, author, small previews, notes, provenance and whatever hangs behind are gone, whatever way
they were written. Which way is up is no longer said but done; colours of another space become sRGB.
"""

import io
import re
import struct
import threading
import warnings
import zipfile

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, JpegImagePlugin, PngImagePlugin

from gsvo.files.file_types import JPEG, PNG, UnfitFileError, is_padding

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_SIGNATURE = b"\xff\xd8\xff"
MAX_PIXELS = 50_000_000
# Each costs time whatever is in it. Real pictures stay far below.
MAX_CHUNKS = 20_000
MAX_SEGMENTS = 1000
MAX_SCANNED_PIXELS = 12 * MAX_PIXELS  # a JPEG may go over the whole picture again and again

_DRAWS = frozenset([b"IHDR", b"PLTE", b"IDAT", b"IEND"])
_ANIMATION = b"acTL"
_MARKER = re.compile(rb"\xff+([^\xff\x00])")
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # no stuffed byte, filling or restart mark
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_one_at_a_time = threading.Lock()  # a large one takes 400 MB for a moment

_BROKEN = _(
    "Das Bild ist unvollständig oder beschädigt. Bitte speichern Sie es noch einmal als PNG oder JPEG."
)
_TOO_MANY = _("Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es auf 50 Megapixel.")
_MOVES = _(
    "Das Bild bewegt sich (Animation). Bitte speichern Sie ein einzelnes Bild davon oder machen Sie ein PDF."
)


def looks_like_one(data):
    return data.startswith((PNG_SIGNATURE, JPEG_SIGNATURE))


def examine(data):
    """Return (PNG or JPEG, the picture drawn anew), or raise UnfitFileError."""
    kind = PNG if data.startswith(PNG_SIGNATURE) else JPEG
    try:
        whole = data[: (_png_end if kind is PNG else _jpeg_end)(data)]
        if zipfile.is_zipfile(io.BytesIO(data)):
            raise UnfitFileError(_BROKEN)
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about camera data that go anyway
            return kind, (_png if kind is PNG else _jpeg)(whole)
    except UnfitFileError:
        raise
    except Exception as error:  # nobody knows what a strange picture does to its reader
        raise UnfitFileError(_BROKEN) from error


def _png_end(data):
    """Return where the picture ends. Only filling may follow; unknown critical chunks are refused."""
    position = len(PNG_SIGNATURE)
    for _number in range(MAX_CHUNKS):
        length, name = struct.unpack_from(">I4s", data, position)
        position += 12 + length
        if name == _ANIMATION:
            raise UnfitFileError(_MOVES)
        if name[:1].isupper() and name not in _DRAWS:
            break
        if name == b"IEND" and is_padding(data[position:]):
            return position
    raise UnfitFileError(_BROKEN)


def _jpeg_end(data):
    """Return where the first picture ends. What phones append is cut off; all else is refused."""
    position, scans, size = 2, 0, 0
    for _number in range(MAX_SEGMENTS):
        mark = _MARKER.match(data, position)
        code, position = mark[1][0], mark.end()
        if code == 0xD9:
            if scans * size > MAX_SCANNED_PIXELS or not _is_known_tail(data[position:]):
                break
            return position
        if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, position + 3)
            size = max(size, width * height)
        position += struct.unpack_from(">H", data, position)[0]
        if code == 0xDA:
            scans, position = scans + 1, _AFTER_SCAN.search(data, position).start()
    raise UnfitFileError(_BROKEN)


def _is_known_tail(tail):
    """Return whether it is a second picture, a film or notes of a phone, with or without filling."""
    if is_padding(tail):
        return True
    tail = tail.rstrip(b"\x00\xff\r\n ")
    is_picture = tail.lstrip(b"\x00").startswith(JPEG_SIGNATURE) and tail.endswith(b"\xff\xd9")
    return is_picture or b"ftyp" in tail.lstrip(b"\x00")[:8] or tail.endswith(b"SEFT")


def _png(data):
    _open(PngImagePlugin.PngImageFile, data).verify()  # the sums of all parts
    image = _open(PngImagePlugin.PngImageFile, data)
    image.load()
    return _drawn(image, "PNG", compress_level=3)


def _jpeg(data):
    image = _open(JpegImagePlugin.JpegImageFile, data)
    image.load()
    how = {"quality": 90}
    if image.mode != "CMYK":  # as fine as it was
        how = {"qtables": image.quantization, "subsampling": JpegImagePlugin.get_sampling(image)}
    return _drawn(image, "JPEG", **how)


def _open(reader, data):
    """Open with the format's own reader: `Image.open` is misled by a second picture behind a phone's."""
    image = reader(io.BytesIO(data))
    if image.width * image.height > MAX_PIXELS:
        raise UnfitFileError(_TOO_MANY)
    return image


def _drawn(image, form, **how):
    known, image.info = image.info, {}
    if "transparency" in known:
        image.info["transparency"] = known["transparency"]
    elif image.mode in ("RGB", "RGBA", "CMYK"):
        image = _in_common_colours(image, known.get("icc_profile"))
    turn = _UPRIGHT.get(_orientation(known.get("exif")))
    if turn is not None:
        image = image.transpose(turn)
    resolution = [round(figure) for figure in known.get("dpi", ())]
    if len(resolution) == 2 and all(0 < figure < 10_000 for figure in resolution):
        how["dpi"] = tuple(resolution)  # a scan is printed in its own size
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def _in_common_colours(image, profile):
    """Return the picture in sRGB, so that every screen shows it right and no profile identifies one."""
    form = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            ours = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, io.BytesIO(profile), ours, outputMode=form)
            image.info = {}
        except (ImageCms.PyCMSError, OSError):  # a damaged profile, or one for other colours
            pass
    return image.convert(form)


def _orientation(camera):
    """Return the EXIF orientation; 1, upright, where it is missing or invalid."""
    exif = Image.Exif()
    try:
        exif.load(camera)
        return exif.get(_ORIENTATION, 1)
    except Exception:  # damaged camera data goes, and the picture stays
        return 1
