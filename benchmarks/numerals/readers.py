"""One reader of Arabic numbers, run by itself: texts in, the values it finds out.

    python readers.py NAME SECONDS < texts.json > result.json

In: a JSON object `{"cases": [text, …], "lines": [text, …]}`. Out: the values of every case as strings, and
how many bytes of the lines were read in how many seconds (at most about SECONDS). It imports nothing but the
reader it is asked for, so it runs in whatever environment has that one.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from fractions import Fraction

Reader = Callable[[str], list[str]]
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def hasila() -> Reader:
    from hasila.numerals import find

    def read(text: str) -> list[str]:
        values = []
        for number in find(text):
            ends = [number.value] if number.value is not None else [number.low, number.high]
            values += [str(end) for end in ends if end is not None and number.bound != "vague"]
        return values

    return read


def mahad() -> Reader:
    from maha.parsers.functions import parse_dimension

    def read(text: str) -> list[str]:
        found = parse_dimension(text, numeral=True) + parse_dimension(text, ordinal=True)
        # It gives no numerals where it also looks for ordinals, so it is asked twice; the longer match wins.
        return [str(match.value) for match in _longest(found)]

    return read


def _longest(matches: list) -> list:
    kept: list = []
    for match in sorted(matches, key=lambda match: (match.start - match.end, match.start)):
        if all(match.end <= other.start or other.end <= match.start for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


def duckling() -> Reader:
    import duckling as native

    zones = native.load_time_zones("/usr/share/zoneinfo")
    moment = native.parse_ref_time(zones, "UTC", 1_700_000_000)
    locale = native.parse_locale("AR_EG", native.default_locale_lang(native.parse_lang("AR")))
    context = native.Context(moment, locale)
    dimensions = native.parse_dimensions(["number", "ordinal"])

    def read(text: str) -> list[str]:
        return [str(match["value"]["value"]) for match in native.parse(text, context, dimensions, False)]

    return read


def ovos() -> Reader:
    from ovos_number_parser.numbers_ar import extract_numbers_ar

    def read(text: str) -> list[str]:
        return [str(value) for value in extract_numbers_ar(text, ordinals=False)]

    return read


def arabic_itn() -> Reader:
    from arabic_itn import normalize

    def read(text: str) -> list[str]:
        return [value for span in normalize(text)["spans"] for value in _NUMBER.findall(span["value"])]

    return read


def pyarabic() -> Reader:
    from pyarabic import number

    def read(text: str) -> list[str]:
        return [str(number.text2number(phrase)) for phrase in number.extract_number_phrases(text)]

    return read


READERS = {
    "hasila": hasila,
    "mahad": mahad,
    "pyduckling-native-phihos": duckling,
    "ovos-number-parser": ovos,
    "arabic-itn": arabic_itn,
    "pyarabic": pyarabic,
}


def exact(value: str) -> str:
    """A value as a fraction in lowest terms, so that 0.5, 1/2 and 5e-1 are one."""
    try:
        return str(Fraction(value))
    except (ValueError, ZeroDivisionError):
        # A reader may answer with infinity or a pair; that is no value of ours.
        return value


def main() -> None:
    name, seconds = sys.argv[1], float(sys.argv[2])
    work = json.load(sys.stdin)
    read = READERS[name]()
    cases, failures = [], 0
    for text in work["cases"]:
        try:
            cases.append([exact(value) for value in read(text)])
        except Exception:  # noqa: BLE001 - a crash of a reader is an answer too, and counted
            cases.append(["crash"])
            failures += 1
    done = 0
    start = time.perf_counter()
    for line in work["lines"]:
        try:
            read(line)
        except Exception:  # noqa: BLE001
            failures += 1
        done += len(line.encode())
        if time.perf_counter() - start > seconds:
            break
    elapsed = time.perf_counter() - start
    json.dump({"cases": cases, "bytes": done, "seconds": elapsed, "failures": failures}, sys.stdout)


if __name__ == "__main__":
    main()
