"""Names that nobody could tell apart are refused: two scripts in a word, look-alikes of others."""

import re
import unicodedata
from collections.abc import Iterable
from http import HTTPStatus

from fullstride.web.problems import Refusal

# Letters of other scripts, and the Latin ones that they look like: of Unicode's confusables the common ones.
_CYRILLIC = (
    "\u0430\u0432\u0441\u0435\u0456\u0458\u043a\u043c\u043d\u043e\u043f\u0440\u0455\u0442\u0443\u0445"
    "\u04bb\u0501"
)
_GREEK = "\u03b1\u03b2\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7"
_LOOKS_LIKE = str.maketrans(_CYRILLIC + _GREEK + "\u0131", "abceijkmhonpstyxhd" + "abenikvoptux" + "i")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")
_WORD = re.compile(r"[^\W\d_]+")


def refuse_alike(name: str, others: Iterable[str]) -> None:
    """Raises Refusal for a name that mixes scripts in a word, or that looks like one of `others` and is not
    the very same: that is told by whoever keeps names."""
    composed = unicodedata.normalize("NFKC", name)
    if any(len(_scripts(word)) > 1 for word in _WORD.findall(composed)):
        said = (
            "This name mixes letters of two scripts in one word, which nobody can tell apart; use one of them"
        )
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, said)
    skeleton = looks(name)
    if any(looks(other) == skeleton for other in others if other != name):
        raise Refusal(HTTPStatus.CONFLICT, "Somebody here has a name that looks the same; take another")


def looks(name: str) -> str:
    """The same for names that look alike."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_LOOKS_LIKE)
    bare = (c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.category(c).startswith("Cf"))
    return " ".join("".join(bare).split())


def _scripts(word: str) -> set[str]:
    named = (unicodedata.name(letter, "").split(" ")[0] for letter in word)
    return {script for script in named if script in _SCRIPTS}
