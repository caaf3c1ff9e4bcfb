"""What to say of bytes that are not UTF-8: the same wherever texts are read."""

import codecs

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def not_utf8(error: UnicodeDecodeError) -> str:
    """The message for bytes that are not UTF-8, with the remedy.

    Arabic that isn't UTF-8 is UTF-16, which says so by its first bytes, or Windows-1256, as a rule.
    """
    byte = error.object[error.start]
    charset = "UTF-16" if is_utf16(error.object) else "WINDOWS-1256"
    return f"not UTF-8 (byte {error.start}: 0x{byte:02x}); {_remedy(charset)}"


def is_utf16(beginning: bytes) -> bool:
    """Whether a file that begins so is UTF-16, as a spreadsheet's "Unicode text" is.

    Then no line of it can be read: it is refused as a whole, with `UTF16_REFUSED`.
    """
    return beginning.startswith(_UTF16)


def _remedy(charset: str) -> str:
    return f"perhaps: iconv -f {charset} -t UTF-8"


UTF16_REFUSED = f"not UTF-8; {_remedy('UTF-16')}"
