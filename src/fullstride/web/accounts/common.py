"""Passwords that are tried first: what people take when something short is refused."""

import re

_WORDS = """
    password passwort passw0rd p@ssword p@ssw0rd motdepasse contrasena senha parola wachtwoord haslo
    letmein iloveyou ilovemyself welcome willkommen bienvenue administrator adminadmin admin superuser
    princess princesa sunshine football baseball basketball superman batman spiderman pokemon starwars
    dragon monkey shadow master michael jennifer charlie jordan liverpool chelsea arsenal barcelona
    changeme changeit secret geheim trustno1 whatever mypassword yourpassword newpassword default
    qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop asdfghjkl zxcvbnm qazwsx qazwsxedc 1q2w3e4r
    1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 zaq12wsx abcdefgh abcdefghij abcd1234 abc123
    fullstride runner running marathon halfmarathon ultramarathon training strava garmin athlete coach
    runningman runforlife iloverunning ironman triathlon
"""
_BASES = frozenset(_WORDS.split())
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_FEW_LETTERS = 4


def is_common(password: str, name: str) -> bool:
    """Whether it is a common word or the name with digits and signs around it, a row of keys, or made of very
    few letters."""
    folded = password.casefold()
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    words = (_BASES | {name.casefold(), re.sub(r"\W", "", name.casefold())}) - {""}
    if len(set(folded)) <= _FEW_LETTERS or {folded, bare} & words:
        return True
    half = folded[: len(folded) // 2]
    if half + half == folded and (half in words or _is_row(half)):
        return True
    return _is_row(folded) or _is_row(re.sub(r"\W", "", folded))


def _is_row(text: str) -> bool:
    return any(text in row or text in row[::-1] for row in _ROWS)
