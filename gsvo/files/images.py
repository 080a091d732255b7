"""PNG and JPEG, taken apart just far enough to know their size and to leave out what they tell about people.

Camera data (place, device, author) is dropped. What a JPEG says about its orientation is kept, or the picture
would lie on its side.
"""

import struct
import zlib
from dataclasses import dataclass

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_SIGNATURE = b"\xff\xd8\xff"
MAX_PIXELS = 50_000_000

_PNG_TELLTALES = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_JPEG_KEPT_APPS = {0xE0, 0xE2, 0xEE}  # JFIF, colour profile, Adobe's colour transform
_IN_SCAN = {0x00, 0xFF, *range(0xD0, 0xD8)}  # a stuffed byte, filling, restart marks
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
        if name not in _PNG_TELLTALES:
            kept.append(chunk)
        position = end
        if name == b"IEND":
            break
    if position != len(data) or not all(size):
        raise BrokenImageError
    return Image(True, *size, b"".join(kept))


def _jpeg(data):
    kept, position, size = [data[:2]], 2, None
    while True:
        if data[position] != 0xFF:
            raise BrokenImageError
        marker = data[position + 1]
        if marker == 0xFF:  # a filling byte
            position += 1
            continue
        end = position + 2 + struct.unpack_from(">H", data, position + 2)[0]
        segment = data[position:end]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", segment, 5)
            size = (width, height)
        kept.append(_kept_segment(marker, segment))
        position = end
        if marker == 0xDA:  # from here on the picture itself
            break
    end = _jpeg_end(data, position)
    if size is None or not all(size) or not _is_harmless_tail(data[end:]):
        raise BrokenImageError
    return Image(False, *size, b"".join([*kept, data[position:end]]))


def _jpeg_end(data, position):
    """Where the picture is over: its first end mark, beyond all scans and the tables between them."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0:
            raise BrokenImageError
        marker = data[position + 1]
        if marker == 0xD9:
            return position + 2
        if marker in _IN_SCAN:
            position += 1 if marker == 0xFF else 2
        else:
            position += 2 + struct.unpack_from(">H", data, position + 2)[0]


def _is_harmless_tail(tail):
    """Phones hang a second picture or notes behind the first; we cut them off. All else is a trick."""
    tail = tail.rstrip(b"\x00\r\n ")
    return (
        not tail or (tail.startswith(JPEG_SIGNATURE) and tail.endswith(b"\xff\xd9")) or tail.endswith(b"SEFT")
    )


def _kept_segment(marker, segment):
    if marker == 0xE1 and segment[4:10] == b"Exif\x00\x00":
        try:
            return _orientation_only(segment[10:])
        except struct.error:  # damaged camera data goes as well
            return b""
    is_telltale = (0xE0 <= marker <= 0xEF and marker not in _JPEG_KEPT_APPS) or marker == 0xFE
    return b"" if is_telltale else segment


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
            return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return b""
