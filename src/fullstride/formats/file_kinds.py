"""Which files are worth reading as recordings, by their names and, in doubt, by their first bytes."""

from enum import Enum, auto

from fullstride.formats.sets import shows_sets

HEAD = 4096  # bytes that settle a doubt

_RECORDINGS = frozenset({"fit", "tcx", "gpx"})
# Never looked into: these names don't lie, and an export holds thousands of them.
_OTHER_NAMES = (
    "jpg jpeg jpe png gif bmp tif tiff webp heic heif avif svg ico mp4 mov m4v avi mkv webm mp3 m4a wav  "
    "aac md rst html htm css js mjs ts py c h java rs go sh bat yaml yml toml ini cfg conf  "
    "log lock pdf doc docx xls xlsx ppt pptx odt ods rtf epub ics vcf eml ttf otf woff woff2 map sql  "
    "sqlite sqlite3 db parquet feather npy npz pkl pickle exe dll so jar apk kml kmz vtt srt plist xsl  "
    "xsd dtd"
)
_OTHERS = frozenset(_OTHER_NAMES.split())
_POLAR_PLANS = ("training-target", "favourite-target")  # they hold exercises to come
_PACKED_OTHERWISE = frozenset({"tar", "tgz", "tbz2", "txz", "7z", "rar", "bz2", "xz", "zst", "dmg", "iso"})


class Kind(Enum):
    RECORDING = auto()
    ZIP = auto()
    APPLE = auto()  # the list of an Apple Health export
    DOUBT = auto()  # its first bytes will tell
    PACKED = auto()  # an archive of a kind that isn't opened
    OTHER = auto()


def kind_by_name(name: str) -> Kind:
    file = name.rpartition("/")[2].casefold()
    stem, dot, suffix = file.rpartition(".")
    if suffix == "gz" and dot:
        if stem.endswith(".tar"):
            return Kind.PACKED
        inner = stem.rpartition(".")[2]
        return Kind.OTHER if inner in _OTHERS and "." in stem else Kind.RECORDING
    if not dot:
        return Kind.DOUBT
    if suffix == "json" and stem.startswith(_POLAR_PLANS):
        return Kind.OTHER
    if suffix in _RECORDINGS or (suffix == "json" and stem.startswith("training-session")):
        return Kind.RECORDING
    if suffix == "zip":
        return Kind.ZIP
    if suffix in _PACKED_OTHERWISE:
        return Kind.PACKED
    return Kind.OTHER if suffix in _OTHERS else Kind.DOUBT


def kind_by_head(head: bytes) -> Kind:
    """What a file is whose name doesn't say, by its first `HEAD` bytes."""
    if head[:4] == b"PK\x03\x04":
        return Kind.ZIP
    if head[:2] == b"\x1f\x8b" or head[8:12] == b".FIT":
        return Kind.RECORDING
    if b"<HealthData" in head or b"<!DOCTYPE HealthData" in head:
        return Kind.APPLE
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        recorded = b"<gpx" in head or b"<TrainingCenterDatabase" in head or b":gpx" in head
        return Kind.RECORDING if recorded else Kind.OTHER
    # Polar's sessions say so by their exercises; days, nights and accounts have none
    if head.lstrip().startswith(b"{") and b'"exercises"' in head:
        return Kind.RECORDING
    return Kind.RECORDING if shows_sets(head) else Kind.OTHER
