"""PNG and JPEG, taken apart just far enough to know their size and to leave out what they tell about people.

Camera data (place, device, author) is dropped. What a JPEG says about its orientation is kept, or the picture
would lie on its side.
"""

import re
import struct
import zlib
from dataclasses import dataclass

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_SIGNATURE = b"\xff\xd8\xff"
MAX_PIXELS = 50_000_000

# What draws a PNG. All else may tell something: notes, time, camera, provenance (caBX), or hide a file.
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD hIST pHYs cICP mDCV cLLI acTL fcTL fdAT".split()
)
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_JPEG_KEPT = {
    0xE2: b"ICC_PROFILE\x00",
    0xEE: b"Adobe",
}  # colours; the same numbers carry other things as well
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # no stuffed byte, filling or restart mark
_ORIENTATION = 0x0112


class BrokenImageError(ValueError):
    """Not a whole image, or something else hangs on it."""


@dataclass(frozen=True)
class Image:
    is_png: bool
    width: int
    height: int
    clean: bytes


def parse(data):
    """Return size and cleaned bytes of an image, or raise BrokenImageError."""
    try:
        return _png(data) if data.startswith(PNG_SIGNATURE) else _jpeg(data)
    except (struct.error, IndexError) as error:
        raise BrokenImageError from error


def _png(data):
    kept, position, size = [PNG_SIGNATURE], len(PNG_SIGNATURE), None
    while True:
        length, name = struct.unpack_from(">I4s", data, position)
        end = position + 12 + length
        chunk = data[position:end]
        if len(chunk) != 12 + length or struct.unpack(">I", chunk[-4:])[0] != zlib.crc32(chunk[4:-4]):
            raise BrokenImageError
        if size is None:
            if name != b"IHDR":
                raise BrokenImageError
            size = struct.unpack_from(">II", chunk, 8)
        if name in _PNG_KEPT:
            kept.append(chunk)
        elif name[:1].isupper():  # nobody can draw the picture without it
            raise BrokenImageError
        position = end
        if name == b"IEND":
            break
    if position != len(data) or not all(size):
        raise BrokenImageError
    return Image(True, *size, b"".join(kept))


def _jpeg(data):
    kept, position, size, is_drawn = [data[:2]], 2, None, False
    while True:
        if data[position] != 0xFF:
            raise BrokenImageError
        marker = data[position + 1]
        if marker == 0xFF:  # a filling byte
            position += 1
            continue
        if marker == 0xD9:
            break
        end = position + 2 + struct.unpack_from(">H", data, position + 2)[0]
        if marker == 0xDA:  # the picture itself, in one scan or several
            end, is_drawn = _scan_end(data, end), True
        segment = data[position:end]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", segment, 5)
            size = (width, height)
        kept.append(_kept_segment(marker, segment))
        position = end
    if not is_drawn or size is None or not all(size) or not _is_harmless_tail(data[position + 2 :]):
        raise BrokenImageError
    return Image(False, *size, b"".join([*kept, b"\xff\xd9"]))


def _scan_end(data, position):
    """Where the next mark stands: another scan, a table, or the end."""
    found = _AFTER_SCAN.search(data, position)
    if found is None:
        raise BrokenImageError
    return found.start()


def _is_harmless_tail(tail):
    """Phones hang a second picture, a film or notes behind theirs; we cut them off. All else is a trick."""
    tail = tail.rstrip(b"\x00\r\n ")
    is_picture = tail.startswith(JPEG_SIGNATURE) and tail.endswith(b"\xff\xd9")
    return not tail or is_picture or tail[4:8] == b"ftyp" or tail.endswith(b"SEFT")


def _kept_segment(marker, segment):
    body = segment[4:]
    if marker == 0xE0 and body.startswith(b"JFIF\x00"):
        return _segment(0xE0, body[:12] + b"\x00\x00")  # without the small picture, which may show more
    if marker == 0xE1 and body.startswith(b"Exif\x00\x00"):
        try:
            return _orientation_only(body[6:])
        except struct.error:  # damaged camera data goes as well
            return b""
    if marker in _JPEG_KEPT:
        return segment if body.startswith(_JPEG_KEPT[marker]) else b""
    return b"" if 0xE0 <= marker <= 0xEF or marker == 0xFE else segment


def _segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def _orientation_only(tiff):
    """A camera's data reduced to the one figure that says which way is up."""
    order = "<" if tiff[:2] == b"II" else ">"
    (directory,) = struct.unpack_from(order + "I", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, directory)
    for index in range(count):
        tag, _kind, _number, value = struct.unpack_from(order + "HHIH", tiff, directory + 2 + 12 * index)
        if tag == _ORIENTATION and 1 < value <= 8:
            entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, value, 0)
            body = b"Exif\x00\x00MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
            return _segment(0xE1, body)
    return b""
