"""The words of marked video, as runners and their programs write them: events, feet, exercises, facts."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from fullstride.domain.motion import Seen, Side

# By language: English, German, French, Spanish, Italian, Dutch; without accents, "ß" as "ss".
_TAKE_OFF = (
    "take off/takeoff/takes off/toe off/toeoff/to/push off/pushoff/lift off/liftoff/leaves/"
    "leaves the ground/leaves ground/left the ground/off/off the ground/flight start/start of flight/"
    "contact end/end of contact",
    "absprung/abflug/abdruck/abstoss/kontaktende",
    "decollage/envol/impulsion",
    "despegue",
    "stacco",
    "afzet/loskomen",
)
_LANDING = (
    "landing/land/lands/landed/touchdown/touch down/touches down/td/contact/contact start/start of contact/"
    "initial contact/first contact/ic/foot contact/ground contact/foot strike/footstrike/strike/"
    "flight end/end of flight",
    "landung/landen/aufsetzen/kontakt/bodenkontakt/fussaufsatz/kontaktbeginn",
    "atterrissage/reception/appui/contact au sol",
    "aterrizaje/contacto/apoyo",
    "atterraggio/contatto/appoggio",
    "neerkomen",
)
_STARTS = (
    "start/start line/start cone/cone start/first cone",
    "startlinie",
    "depart",
    "salida/inicio",
    "partenza",
)
_CONES = (
    "cone/cones/gate/line/marker/finish/finish line/finish cone/end cone/cone finish/cone end/second cone/"
    "last cone/end/stop/goal",
    "hutchen/huetchen/kegel/linie/ziel/ende",
    "plot/cone/ligne/arrivee/fin",
    "cono/conos/linea/meta/llegada/final",
    "arrivo/traguardo/fine",
    "pion/kegel/einde",
)
_SIDES = {
    Side.LEFT: "left l lf lhs links linker linkes linke gauche izquierda izquierdo izq sinistra sinistro sx",
    Side.RIGHT: "right r rf rhs rechts rechter rechtes rechte droite droit derecha derecho der destra dx",
    Side.UNKNOWN: "both b beide deux ambos entrambi unknown none",
}
_EXERCISES = {
    "squat_jumps": "squat jumps/squat jump/jumps/jump/sj/squatjump/squatjumps/hocksprunge/sprunge",
    "hops": "hops/hop/hopping/10 5/10 5 test/rebound jumps/rebounds/pogos/pogo jumps",
    "bounding": "bounding/bounds/bound/flat bounding/sprunglauf/sprunglaufe",
    "hill_bounding": "hill bounding/hill bounds/uphill bounding/bounding uphill",
    "strides": "strides/stride/steigerungen/steigerungslaufe",
    "flat_sprints": "flat sprints/flat sprint/sprints/sprint",
    "hill_sprints": "hill sprints/hill sprint/bergsprints/uphill sprints",
}
_FACTS = {
    "fps": "fps/frames per second/frame rate/framerate/capture fps/capture rate/captured fps/recorded fps/"
    "recording fps/camera fps/hz/bildrate/bilder pro sekunde/images par seconde/cadence",
    "played_fps": "played fps/playback fps/playback rate/played at/playback/play fps/player fps/playing fps/"
    "abspielrate/wiedergabe",
    "exercise": "exercise/kind/activity/ubung/exercice/ejercicio/esercizio",
    "distance_m": "distance m/distance/metres/meters/taped/strecke/distanz/distancia/distanza",
    "start": "start/date/datum/day/filmed/recorded/fecha/data/when",
    "device": "device/camera/phone/kamera/gerat/telefon/appareil/camara/telefono",
    "title": "title/name/clip/video/titel/titre/titulo/titolo",
}
_COLUMNS = {
    "frame": "frame/frames/frame number/frame no/frame nr/frame index/frameno/framenumber/bild/bildnummer/"
    "einzelbild/image/fotograma/fotogramma/beeld",
    "time": "time/t/time s/time ms/t s/t ms/seconds/sec/secs/s/ms/milliseconds/msec/timestamp/timecode/"
    "time code/position/zeit/sekunden/millisekunden/temps/tiempo/tempo/tijd",
    "event": "event/mark/marker/what/seen/label/annotation/action/phase/events/marks/ereignis/marke/"
    "markierung/evenement/evento/type/name/comment/note",
    "number": "set/run/rep/trial/series/attempt/satz/lauf/serie/durchgang/versuch/number/no/nr",
    "side": "side/foot/leg/fuss/seite/bein/pied/cote/jambe/pie/lado/pierna/piede/lato/gamba/voet/kant",
}


def _by_word(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split("/"))


_EVENTS: Mapping[str, Seen] = MappingProxyType(
    dict.fromkeys(_by_word(_TAKE_OFF), Seen.TAKE_OFF)
    | dict.fromkeys(_by_word(_LANDING), Seen.LANDING)
    | dict.fromkeys(_by_word((*_STARTS, *_CONES)), Seen.CONE)
)
_BEGINS = _by_word(_STARTS)
_SIDE_OF = {word: side for side, words in _SIDES.items() for word in words.split()}
_EXERCISE_OF = {word: name for name, words in _EXERCISES.items() for word in words.split("/")}
_FACT_OF = {word: name for name, words in _FACTS.items() for word in words.split("/")}
_EVENT_NAMES = ("take-off", "landing", "cone", "start", "finish")


def folded(text: str) -> str:
    """ "Toe-off " -> "toe off", "Hütchen" -> "hutchen"; what stands in brackets is left out."""
    bare = re.sub(r"[(\[].*?[)\]]", " ", text[:200].casefold())
    apart = unicodedata.normalize("NFKD", bare)
    plain = "".join(char if char.isalnum() else " " for char in apart if not unicodedata.combining(char))
    return " ".join(plain.split())


def event_of(text: str) -> tuple[Seen, Side, bool] | None:
    """What was seen, with which foot where the words say so, and whether a new run begins with it.

    "Left toe-off", "landing 3", "L TD" are understood; None for words that are no event.
    """
    words = re.sub(r"\b\d+$", "", folded(text)).split()
    side = next((_SIDE_OF[word] for word in words if word in _SIDE_OF), Side.UNKNOWN)
    bare = " ".join(word for word in words if word not in _SIDE_OF and word not in ("foot", "feet"))
    for said in (" ".join(words), bare):
        if said in _EVENTS:
            return _EVENTS[said], side, said in _BEGINS
    return None


def event_hint(text: str) -> str:
    """What an unknown event was probably meant to be, or what it can be."""
    near = difflib.get_close_matches(folded(text), list(_EVENTS), n=1, cutoff=0.6)
    names = {Seen.TAKE_OFF: "take-off", Seen.LANDING: "landing", Seen.CONE: "cone"}
    if near:
        return f"did you mean {names[_EVENTS[near[0]]]}?"
    return f"it can be {', '.join(_EVENT_NAMES[:-1])} or {_EVENT_NAMES[-1]}"


def side_of(text: str) -> Side | None:
    """The foot; UNKNOWN for an empty text or both, None for a word that is neither."""
    words = [word for word in folded(text).split() if word != "foot"]
    return _SIDE_OF.get(" ".join(words)) if words else Side.UNKNOWN


def exercise_of(text: str) -> str | None:
    """The exercise's name in the rule book, "hops" for the jump test; None for any other word."""
    return _EXERCISE_OF.get(folded(text))


def exercises() -> tuple[str, ...]:
    return tuple(_EXERCISES)


def fact_of(text: str) -> str | None:
    """The fact that a heading or the left of a "key: value" line names."""
    return _FACT_OF.get(folded(text))


def columns_of(cells: Iterable[str]) -> dict[str, int]:
    """Where a heading has frame, time, event, number and side, by their many names; the first fits."""
    words = [folded(cell) for cell in cells]
    found: dict[str, int] = {}
    for meaning, names in _COLUMNS.items():
        for name in names.split("/"):
            if name in words and words.index(name) not in found.values():
                found[meaning] = words.index(name)
                break
    return found
