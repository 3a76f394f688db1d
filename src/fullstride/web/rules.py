"""Who may do what: a line for each operation of the API, asked before anything else is looked at.

What has no line is for the runner whose thing it is, or for the owner, and a test asks for its line.
"""

from collections.abc import Mapping
from enum import Enum, auto


class Needs(Enum):
    """What an operation asks of whoever wants it done. The last four are about the runner in the address."""

    NOTHING = auto()  # the doors: signing in, a link that was sent
    SIGNED_IN = auto()
    COACH = auto()  # or the owner
    OWNER = auto()
    PLAN = auto()  # a coach who is shown plan and status
    EVERYTHING = auto()  # a coach who is shown everything
    CHANGE = auto()  # a coach who may change it
    THEMSELVES = auto()  # nobody but the runner

    @property
    def is_of_runner(self) -> bool:
        return self in (Needs.PLAN, Needs.EVERYTHING, Needs.CHANGE, Needs.THEMSELVES)


RULES: Mapping[str, Needs] = {
    # accounts, sessions, links
    "sign_in": Needs.NOTHING,
    "look_at_link": Needs.NOTHING,
    "join": Needs.NOTHING,
    "reset_password": Needs.NOTHING,
    "me": Needs.SIGNED_IN,
    "shown": Needs.PLAN,
    "change_password": Needs.SIGNED_IN,
    "sessions": Needs.SIGNED_IN,
    "sign_out": Needs.SIGNED_IN,
    "sign_out_everywhere": Needs.SIGNED_IN,
    "invitations": Needs.COACH,
    "invite": Needs.COACH,
    "withdraw_invitation": Needs.COACH,
    "accounts": Needs.OWNER,
    "make_reset_link": Needs.OWNER,
    "set_roles": Needs.OWNER,
    "let_in": Needs.OWNER,
    "remove_account": Needs.OWNER,
    "grants": Needs.THEMSELVES,
    "set_grant": Needs.THEMSELVES,
    # the season
    "today": Needs.PLAN,
    "week": Needs.PLAN,
    "season": Needs.PLAN,
    "check_season": Needs.THEMSELVES,
    "why": Needs.PLAN,
    "scripts": Needs.PLAN,
    "script": Needs.PLAN,
    "what_follows": Needs.EVERYTHING,
    "adapt": Needs.CHANGE,
    "check_move": Needs.EVERYTHING,
    "move": Needs.CHANGE,
    "undo_move": Needs.CHANGE,
    # what it is made from
    "calendars": Needs.EVERYTHING,
    "calendar": Needs.EVERYTHING,
    "put_calendar": Needs.CHANGE,
    "put_calendar_address": Needs.CHANGE,
    "reread_calendar": Needs.CHANGE,
    "remove_calendar": Needs.CHANGE,
    "use_calendar_again": Needs.CHANGE,
    "place_season": Needs.CHANGE,
    "profile": Needs.EVERYTHING,
    "put_profile": Needs.CHANGE,
    "put_profile_toml": Needs.CHANGE,
    "own_rules": Needs.EVERYTHING,
    "put_own_rules": Needs.CHANGE,
    "rules": Needs.PLAN,
    "book_words": Needs.PLAN,
    # what was said and done
    "due": Needs.EVERYTHING,
    "reports": Needs.EVERYTHING,
    "keep_report": Needs.CHANGE,
    "keep_guided": Needs.CHANGE,
    "trend": Needs.EVERYTHING,
    "audit": Needs.EVERYTHING,
    "exposure": Needs.EVERYTHING,
    # taken along, and gone
    "exports": Needs.PLAN,
    "export": Needs.PLAN,
    "export_everything": Needs.THEMSELVES,
    "delete_everything": Needs.THEMSELVES,
    "backups": Needs.THEMSELVES,
    "look_at_backup": Needs.THEMSELVES,
    "use_backup": Needs.THEMSELVES,
    "remove_backup": Needs.THEMSELVES,
    # the squad
    "squad": Needs.COACH,
    "adapt_squad": Needs.COACH,
    "give_template": Needs.COACH,
    # recordings
    "recordings": Needs.EVERYTHING,
    "recording": Needs.EVERYTHING,
    "trace": Needs.EVERYTHING,
    "hand_in_recording": Needs.CHANGE,
    "hand_in_capture": Needs.CHANGE,
    "hand_in_marks": Needs.CHANGE,
    "begin_import": Needs.CHANGE,
    "receive_import": Needs.CHANGE,
    "imports": Needs.EVERYTHING,
    "import": Needs.EVERYTHING,
    "remove_import": Needs.CHANGE,
    "calibrate": Needs.CHANGE,
    "correct_effort": Needs.CHANGE,
    "match_recording": Needs.CHANGE,
    "count_recording": Needs.CHANGE,
    "tell_of_recording": Needs.CHANGE,
}

KIB = 1 << 10
MOST_JSON_BYTES = 256 * KIB
# What else may be sent at once; a request that is longer is refused before it is read.
BODY_BYTES: Mapping[str, int] = {
    "sign_in": 4 * KIB,
    "look_at_link": 4 * KIB,
    "join": 4 * KIB,
    "reset_password": 4 * KIB,
    "change_password": 4 * KIB,
    "keep_guided": 1024 * KIB,
    "put_calendar": 64_000_000,
    "give_template": 8_000_000,
    "receive_import": 16_000_000,
    "hand_in_recording": 64_000_000,
    "hand_in_capture": 64_000_000,
    "hand_in_marks": 8_000_000,
    "look_at_backup": 1_000_000_000,
}
# How often one account may ask in a quarter of an hour for what asks other people's servers, or takes long.
TIMES: Mapping[str, int] = {
    "put_calendar_address": 20,
    "reread_calendar": 40,
    "place_season": 60,
    "look_at_backup": 30,
    "use_backup": 30,
    "invite": 60,
    "make_reset_link": 60,
}


def needs_of(operation: str, *, of_runner: bool) -> Needs:
    """What an operation asks for; without a line, the most."""
    return RULES.get(operation, Needs.THEMSELVES if of_runner else Needs.OWNER)


def most_bytes(operation: str) -> int:
    """How much may be sent to an operation."""
    return BODY_BYTES.get(operation, MOST_JSON_BYTES)
