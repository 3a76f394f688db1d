"""Sports and dates as Strava writes them, in the language of the account."""

import datetime as dt
import re

# What Strava calls a sport in the languages of its accounts.
_RUNNING = (
    "run|lauf|laufen|course à pied|course a pied|course|carrera|correr|corrida|corsa|hardlopen|hardloop|"
    "bieg|bieganie|løp|løping|løpetur|løb|löpning|löprunda|löptur|juoksu|běh|beh|futás|koşu|бег|забег|"
    "пробежка|ランニング|ラン|跑步|달리기|lari|treadmill|virtual run|virtueller lauf|"
    "course à pied virtuelle|carrera virtual|corrida virtual|corsa virtuale|virtuele hardloopsessie|"
    "virtuelles laufen"
)
_TRAIL = (
    "trail run|trailrun|traillauf|berglauf|trail|trail running|course de trail|carrera de montaña|"
    "carrera por montaña|corrida em trilha|corrida de montanha|corsa su sentiero|trail hardlopen|"
    "trailloop|bieg terenowy|trail-løp|terrängløb|terränglöpning|polkujuoksu|"
    "トレイルラン|トレイルランニング|越野跑|트레일 러닝|трейл"
)
_CYCLING = (
    "ride|radfahrt|fahrt|radfahren|vélo|sortie à vélo|sortie vélo|bicicleta|vuelta en bicicleta|ciclismo|"
    "pedalada|giro|uscita in bici|fietsrit|rit|fietsen|jazda na rowerze|kolarstwo|sykkeltur|sykling|"
    "cykeltur|cykling|pyöräily|jízda|kerékpározás|bisiklet|велосипед|заезд|ライド|自転車|骑行|騎乘|라이딩|"
    "virtual ride|e-bike ride|mountain bike ride|gravel ride|virtuelle radfahrt|e-bike-fahrt|"
    "mountainbike-fahrt|gravel-fahrt"
)
_SWIMMING = (
    "swim|schwimmen|natation|natación|nadar|natação|nuoto|zwemmen|zwemsessie|pływanie|svømming|svømning|"
    "simning|uinti|plavání|úszás|yüzme|плавание|スイム|水泳|游泳|수영"
)
_WALKING = (
    "walk|spaziergang|gehen|marche|caminata|caminar|caminhada|camminata|wandeling|wandelen|spacer|gåtur|"
    "gang|promenad|kävely|chůze|séta|yürüyüş|ходьба|прогулка|ウォーキング|散步|步行|걷기"
)
_HIKING = (
    "hike|wanderung|wandern|randonnée|excursión|senderismo|trilha|escursione|hike|wandeltocht|wędrówka|"
    "fjelltur|vandretur|vandring|patikointi|túra|doğa yürüyüşü|поход|ハイキング|徒步|遠足|하이킹"
)
_SPORTS = {
    name: sport
    for names, sport in (
        (_CYCLING, "cycling"),
        (_SWIMMING, "swimming"),
        (_WALKING, "walking"),
        (_HIKING, "hiking"),
        (_TRAIL, "running"),
        (_RUNNING, "running"),
    )
    for name in names.split("|")
}
# By the first letters, without accents' help; languages that write months as numbers need none.
_MONTHS = tuple(
    tuple(starts.split())
    for starts in (
        "jan janv ene gen sty oca янв ledna led tammi",
        "feb fév fev lut şub фев únor úno helmi",
        "mar mär mrz maa mrt мар břez bře maalis márc",
        "apr avr abr kwi nis апр dub huhti ápr",
        "may mai mei mag maj мая май květ kvě touko máj",
        "jun juin giu cze haz июн červen kesä jún",
        "jul juil lug lip tem июл červenec heinä júl",
        "aug aoû aou ago sie ağu авг srp elo",
        "sep set wrz eyl сен zář syys szept",
        "oct okt out ott paź eki окт říj loka",
        "nov lis kas ноя marras",
        "dec dez déc dic des gru ara дек pros joulu",
    )
)


def sport_named(name: str) -> str:
    """Our word for a sport that Strava names in the account's language; "" for one we don't know."""
    return _SPORTS.get(" ".join(name.casefold().split()), "")


def date_written(text: str) -> dt.datetime | None:
    """The instant (UTC) of "Apr 30, 2026, 7:00:00 AM" in the account's language.

    None where it can't be read for certain: "03/04/2026" is a different day on each side of the Atlantic.
    """
    clock = re.search(r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?!\d*[./-]\d)\D*$", text)
    days = text[: clock.start()] if clock else text
    numbers = re.findall(r"\d+", days)
    month = _month(days)
    year = next((each for each in numbers if len(each) == 4), None)
    if year is None or len(numbers) != (2 if month else 3) or max(map(len, numbers)) > 4:
        return None
    first, *rest = (int(each) for each in numbers if each is not year)
    if month is None:
        second = rest[0]
        if numbers[0] is year or "." in days:  # 2026/04/30, 30.04.2026
            month, day = (first, second) if numbers[0] is year else (second, first)
        elif first == second or first > 12:
            month, day = second, first
        elif second > 12:
            month, day = first, second
        else:
            return None
    else:
        day = first
    hour, minute, second = _clock(text, clock)
    try:
        return dt.datetime(int(year), month, day, hour, minute, second, tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return None


def _clock(text: str, clock: re.Match[str] | None) -> tuple[int, int, int]:
    if clock is None:
        return 0, 0, 0
    hour, minute, second = (int(each or 0) for each in clock.groups())
    half = re.search(r"\b(?:([ap])\.?\s?m\b|(午前|오전|上午)|(午後|오후|下午))", text, re.I)
    if half and hour <= 12:
        later = half[3] or (half[1] or "").lower() == "p"
        hour = hour % 12 + (12 if later else 0)
    return hour, minute, second


def _month(text: str) -> int | None:
    for word in re.findall(r"[^\W\d_]+", text.casefold()):
        fits = [
            (len(start), number)
            for number, starts in enumerate(_MONTHS, 1)
            for start in starts
            if word.startswith(start)
        ]
        if fits:
            return max(fits)[1]
    return None
