"""A calibration as the contract's JSON and as the words beside it: phone and video, jump by jump."""

from typing import TYPE_CHECKING, Any

from fullstride.domain.evidence import Jump, Measured, Refused
from fullstride.formats.figures import THIN, number, with_error
from fullstride.formats.rounding import digits, rounded

if TYPE_CHECKING:
    from fullstride.measure.calibrating import Agreement, Calibrated

Json = dict[str, Any]


def calibration_answer(found: "Calibrated | Refused", profile: str | None) -> Json:
    """`profile` is the file into which the calibration was written, None for none."""
    if isinstance(found, Refused):
        refused = {"what": found.what, "why": found.why, "instead": found.instead}
        return {"say": refusal(found), "refused": refused, "calibration": None, "jumps": [], "profile": None}
    one = found.calibration
    offset = rounded(Measured(value=1000 * one.offset_s, error=1000 * one.offset_error_s)) or (0.0, 0.0)
    return {
        "say": say(found),
        "refused": None,
        "calibration": {
            "position": one.position.value,
            "jumping": one.jumping.value,
            "offset_ms": offset[0],
            "offset_error_ms": offset[1],
            "flight_error_ms": round(1000 * one.flight_error_s, 1),
            "jumps": one.jumps,
            "date": one.date.isoformat() if one.date else None,
            "device": one.device,
        },
        "jumps": [
            {
                "phone_s": round(pair.phone.takeoff_s, 3),
                "video_s": round(pair.video.takeoff_s, 3),
                "phone_flight_ms": round(1000 * (pair.longer_s + _flight_s(pair.video)), 1),
                "video_flight_ms": round(1000 * _flight_s(pair.video), 1),
                "longer_ms": round(1000 * pair.longer_s, 1),
                "video_height_cm": None
                if pair.video.height_cm is None
                else round(pair.video.height_cm.value, 1),
                "phone_height_cm": None if said is None else round(said, 1),
            }
            for pair, said in zip(found.pairs, found.said_cm, strict=True)
        ],
        "flights_ms": _agreement(found.flights_s, 1000),
        "heights_cm": None if found.heights_cm is None else _agreement(found.heights_cm, 1),
        "profile": profile,
    }


def say(found: "Calibrated") -> str:
    """ "Your phone shows flights 71 ± 6 ms longer than the video, over 5 jumps one by one." """
    from fullstride.measure.calibrating import KINDS

    one = found.calibration
    error = 1000 * one.offset_error_s
    if one.offset_s < 0:
        longer, word = Measured(value=-1000 * one.offset_s, error=error), "shorter"
    else:
        longer, word = Measured(value=1000 * one.offset_s, error=error), "longer"
    over = f"over {one.jumps} {KINDS[one.jumping]}"
    return f"Your phone shows flights {with_error(longer, 'ms')} {word} than the video, {over}."


def refusal(found: Refused) -> str:
    return f"{found.what} cannot be said yet: {found.why}."


def heights(found: "Calibrated") -> str:
    """What the phone's heights were worth before; "" where it said none."""
    if found.heights_cm is None:
        return ""
    bias, low, high = found.heights_cm.bias, found.heights_cm.low, found.heights_cm.high
    way = "high" if bias.value > 0 else "low"
    off = with_error(Measured(value=abs(bias.value), error=bias.error), "cm")
    return (
        f"Before this, the phone's heights were {off} too {way}; the next jump's would lie between "
        f"{number(low, 1)} and {number(high, 1)}{THIN}cm of the video's, 19 times in 20."
    )


def worth(found: "Calibrated") -> str:
    """What heights are worth with it, for jumps like these, which are all that it holds for."""
    from fullstride.measure.calibrating import KINDS
    from fullstride.measure.marks_error import height_error_cm

    one = found.calibration
    flight_s = sum(_flight_s(pair.video) for pair in found.pairs) / len(found.pairs)
    mean, single = (height_error_cm(flight_s, error) for error in (one.offset_error_s, one.flight_error_s))
    return (
        f"With it, a set's mean height is known to {mean:.1f}{THIN}cm, "
        f"and one jump's to {single:.1f}{THIN}cm more. It holds for {KINDS[one.jumping]}, the phone worn "
        "like this."
    )


def _agreement(one: "Agreement", scale: float) -> Json:
    bias = Measured(value=scale * one.bias.value, error=scale * one.bias.error)
    pair = rounded(bias) or (bias.value, bias.error)
    places = digits(bias.error)
    limits = [round(scale * one.low, places), round(scale * one.high, places)]
    return {"bias": pair[0], "bias_error": pair[1], "limits": limits}


def _flight_s(jump: Jump) -> float:
    """Pairs are of jumps whose flights are known."""
    return jump.flight_s.value if jump.flight_s is not None else 0.0
