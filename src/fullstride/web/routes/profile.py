"""The profile, the runner's own rules, and the rule book."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query

from fullstride.domain.errors import BadUsage
from fullstride.web.access import Asking, OwnShelf, SeenAs, SeenShelf
from fullstride.web.schema.profile import BookWords, OwnRules, Profile, ProfileForm, Rules, Toml
from fullstride.workflows import clock, sources
from fullstride.workflows.answering import book_words_answer, profile_answer, profile_toml, rules_answer
from fullstride.workflows.discretion import profile_with_own_gates, profile_without_gates, refuse_other_gates

ROUTER = APIRouter(prefix="/runners/{runner}", tags=["profile"])
Over = Annotated[
    str, Header(alias="If-Match", max_length=80, description="The `version` that this was made from.")
]


@ROUTER.get("/profile", operation_id="profile", response_model=Profile)
def profile(shelf: SeenShelf, sight: SeenAs) -> dict[str, Any]:
    """What the runner says of themselves; what they answered about their body is for the runner alone."""
    return _profile(shelf, sight)


@ROUTER.put("/profile", operation_id="put_profile", response_model=Profile)
def put_profile(shelf: OwnShelf, sight: SeenAs, form: ProfileForm, over: Over = "") -> dict[str, Any]:
    """Keeps the profile; the plan changes when it is made again. The gates stay as the runner answered them
    where somebody else writes it."""
    text = _as_written(shelf, sight, profile_toml(form.model_dump(mode="json")))
    sources.put_profile(shelf, text, now=clock.now(), over=over.strip(' "'))
    return _profile(shelf, sight)


@ROUTER.put("/profile/toml", operation_id="put_profile_toml", response_model=Profile)
def put_toml(shelf: OwnShelf, sight: SeenAs, told: Toml, over: Over = "") -> dict[str, Any]:
    """Keeps the profile as a file, remarks and all; written by somebody else, with the runner's own gates."""
    text = _as_written(shelf, sight, told.toml)
    sources.put_profile(shelf, text, now=clock.now(), over=over.strip(' "'))
    return _profile(shelf, sight)


@ROUTER.get("/book", operation_id="own_rules", response_model=OwnRules)
def own_rules(shelf: SeenShelf) -> dict[str, Any]:
    """What the runner changed in the rule book."""
    return _own_rules(shelf)


@ROUTER.put("/book", operation_id="put_own_rules", response_model=OwnRules)
def put_own_rules(shelf: OwnShelf, sight: SeenAs, told: Toml) -> dict[str, Any]:
    """Keeps changes of the rule book; the plan changes when it is made again. What holds a runner back is
    changed by the runner alone."""
    if not sight.gates:
        refuse_other_gates(told.toml, sources.rules_text(shelf))
    sources.put_rules(shelf, told.toml, now=clock.now())
    return _own_rules(shelf)


@ROUTER.get("/rules", operation_id="rules", response_model=Rules, response_model_exclude_unset=True)
def rules(
    shelf: SeenShelf,
    under: Annotated[
        str, Query(max_length=100, description="A rule or an exercise, like bounding.before.")
    ] = "",
) -> dict[str, Any]:
    """The rules that this runner's plan is made by, each with its sentence, source and grade."""
    book = sources.own_book(shelf)
    found = [rule for rule in book.rules() if not under or f"{rule.id}.".startswith(f"{under}.")]
    if not found:
        raise BadUsage(f"There is no rule {under!r}")
    return rules_answer(found, book.exercises.get(under))


@ROUTER.get("/words", operation_id="book_words", response_model=BookWords)
def book_words(shelf: SeenShelf, _: Asking) -> dict[str, Any]:
    """The exercises, gates and stop rules that the book knows by name."""
    return book_words_answer(sources.own_book(shelf))


def _profile(shelf: SeenShelf, sight: SeenAs) -> dict[str, Any]:
    text, plan = sources.profile_text(shelf), shelf.plan()
    told = profile_answer(text, plan)
    if sight.gates:
        return told
    own = {key: told[key] for key in ("pending", "version")}
    return profile_answer(profile_without_gates(text), None) | own


def _as_written(shelf: OwnShelf, sight: SeenAs, text: str) -> str:
    return text if sight.gates else profile_with_own_gates(text, sources.profile_text(shelf))


def _own_rules(shelf: SeenShelf) -> dict[str, Any]:
    text, plan = sources.rules_text(shelf), shelf.plan()
    known = "\n".join(text for _, text in plan.books) if plan else text
    return {"toml": text, "pending": text != known}
