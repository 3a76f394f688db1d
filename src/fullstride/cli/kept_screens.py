"""What backup, restore, export --everything and doctor say."""

from collections.abc import Sequence

from rich.text import Text

from fullstride.cli.screens import hanging
from fullstride.cli.style import Style, paragraph
from fullstride.formats import saying
from fullstride.formats.kept_words import counted
from fullstride.store.backup import BackedUp
from fullstride.store.doctor import Checkup, Finding
from fullstride.store.export import Exported
from fullstride.store.restore import Restored, There

MOST_NAMED = 5


def backup_screen(done: BackedUp, *, style: Style) -> list[Text]:
    lines = paragraph("Backed up.", f"{counted(done.counts)}.", style)
    size = f"{done.bytes / 1e6:.1f} MB" if done.bytes >= 1e5 else f"{done.bytes / 1e3:.0f} kB"
    return (
        lines
        + paragraph("", f"{done.file} ({size}) was read back and is whole.", style)
        + _gone(done.missing, style)
    )


def restore_screen(done: Restored, *, style: Style) -> list[Text]:
    lines = paragraph("Restored.", f"{counted(done.counts)}, in {done.shown}.", style)
    if done.aside is not None:
        again = " fullstride restore brings it back." if done.aside.suffix == ".zip" else ""
        lines += paragraph("", f"What was there before is kept in {done.aside}.{again}", style)
    return lines


def export_all_screen(done: Exported, *, style: Style) -> list[Text]:
    lines = paragraph("Exported.", f"{counted(done.counts)}, in {done.folder}.", style)
    for place in done.unreadable[:MOST_NAMED]:
        lines += hanging("not read", place, style, label_width=10)
    more = len(done.unreadable) - MOST_NAMED
    if more > 0:
        lines += hanging("", f"and {more} more; manifest.json names them all", style, label_width=10)
    return lines + _gone(done.missing, style)


def doctor_screen(found: Checkup, *, style: Style) -> list[Text]:
    """What is wrong, what it means, what to do; then what is only good to know."""
    wrong = [finding for finding in found.findings if finding.wrong]
    rest = [finding for finding in found.findings if not finding.wrong]
    lead = f"{saying.counted(len(wrong), 'thing')} to see to." if wrong else "Sound."
    read = "can be read" if wrong else "every word and file was read"
    lines = paragraph(lead, f"{found.shown}: {counted(found.counts)}; {read}.", style)
    for finding in (*wrong, *rest):
        lines += [Text(), *_finding(finding, style)]
    return lines


def standing(there: There) -> str:
    """What a restore would replace, for a sentence."""
    if there.damaged:
        return f"{there.shown} is damaged"
    return f"{there.shown} holds {counted(there.counts)}"


def _finding(finding: Finding, style: Style) -> list[Text]:
    lines = paragraph(saying.sentence(finding.what), "", style) if finding.wrong else []
    if not finding.wrong:
        lines += [Text(line) for line in style.wrap(saying.sentence(finding.what), style.width)]
    for label, text in (("means", finding.means), ("do", finding.do)):
        lines += hanging(label, saying.sentence(text), style)
    return lines


def _gone(names: Sequence[str], style: Style) -> list[Text]:
    if not names:
        return []
    some = ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
    text = f"{some}: gone or altered since. Hand them in again: fullstride log FILE."
    return paragraph(f"Without {saying.counted(len(names), 'file')}.", text, style)
