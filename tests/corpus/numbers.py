"""Owns invented numbers with right (or deliberately wrong) check digits: СНИЛС, ИНН, ОГРН, bank cards."""

import zlib


def seeded(seed: str, digits: int) -> str:
    """A number of so many digits that depends on the seed alone and does not begin with zero."""
    value = zlib.crc32(seed.encode()) * 2_654_435_761 + zlib.adler32(seed.encode()) * 40_503
    return str(10 ** (digits - 1) + value % (9 * 10 ** (digits - 1)))


def snils(seed: str, wrong: int = 0) -> str:
    """«NNN-NNN-NNN CC»; `wrong` is added to the check number."""
    body = seeded("snils" + seed, 9)
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(body)) % 101 % 100
    check = (total + wrong) % 100
    return f"{body[:3]}-{body[3:6]}-{body[6:]} {check:02d}"


def snils_is_right(text: str) -> bool:
    """Whether the check number is right, whatever stands between the digits."""
    digits = "".join(filter(str.isdigit, text))
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:9])) % 101 % 100
    return len(digits) == 11 and int(digits[9:]) == total


def _control(digits: str, weights: tuple[int, ...]) -> str:
    return str(sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 % 10)


def inn_of_organisation(seed: str) -> str:
    """Ten digits; the office code 2499 does not exist."""
    body = "2499" + seeded("inn10" + seed, 5)
    return body + _control(body, (2, 4, 10, 3, 5, 9, 4, 6, 8))


def inn_of_person(seed: str, wrong: int = 0) -> str:
    """Twelve digits; `wrong` is added to the last one."""
    body = "2499" + seeded("inn12" + seed, 6)
    body += _control(body, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8))
    last = (int(_control(body, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))) + wrong) % 10
    return body + str(last)


def inn_is_right(digits: str) -> bool:
    """Whether a person's ИНН has right check digits."""
    eleventh = _control(digits[:10], (7, 2, 4, 10, 3, 5, 9, 4, 6, 8))
    return len(digits) == 12 and digits[10:] == eleventh + _control(
        digits[:10] + eleventh, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    )


def card(seed: str, wrong: int = 0) -> str:
    """A card number by Luhn in groups of four; the prefix 2299 is not issued."""
    body = "2299" + seeded("card" + seed, 11)
    check = next(digit for digit in range(10) if luhn(body + str(digit)))
    number = body + str((check + wrong) % 10)
    return " ".join(number[start : start + 4] for start in range(0, 16, 4))


def luhn(number: str) -> bool:
    """Whether the sum of Luhn is right."""
    digits = [int(digit) for digit in number if digit.isdigit()]
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def ogrn(seed: str) -> str:
    """Thirteen digits of an organisation, check digit included."""
    body = "10224" + seeded("ogrn" + seed, 7)
    return body + str(int(body) % 11 % 10)
