"""What a person types at the table: words, and actions that begin with a slash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from persona_lab.errors import UsageError

if TYPE_CHECKING:
    from persona_lab.model.actions import Action

HELP = """\
Type what you say and press Enter. A line that begins with a slash acts; words behind it are said with it:
  /hold [words]             put the customer on hold        /resume [words]    come back
  /offer ID [words]         offer a remedy by its id        /feedback [words]  ask how it went
  /transfer [words]         hand over to the manager        /end [words]       close the conversation
  /followup WHEN | CHANNEL | CONTACT | WORDS                book a later contact; the last two may be left out
  /undo                     take your last turn back        /help              this page
A line that begins with two slashes is said with one. Ctrl-D leaves; the session can be resumed."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last turn back."""


@dataclass(frozen=True, slots=True)
class Help:
    """Show the commands."""


@dataclass(frozen=True, slots=True)
class Say:
    """An agent turn."""

    text: str
    action: Action | None = None


def parse_command(line: str) -> Say | Undo | Help:
    """What a typed line means. Raises UsageError with the right form when it cannot be read."""
    stripped = line.strip()
    if not stripped.startswith("/"):
        return Say(stripped)
    if stripped.startswith("//"):
        return Say(stripped[1:])
    verb, _, rest = stripped[1:].partition(" ")
    rest = rest.strip()
    match verb.lower():
        case "undo":
            return Undo()
        case "help" | "?":
            return Help()
        case "offer":
            remedy, _, words = rest.partition(" ")
            if not remedy:
                raise UsageError("Which remedy? Type /offer ID, with one of the ids listed at the start.")
            return Say(words.strip(), _action(kind="offer", remedy=remedy))
        case "followup" | "follow_up" | "follow-up":
            return _follow_up(rest)
        case "transfer":
            return Say(rest, _action(kind="transfer", summary=rest or None))
        case "hold" | "resume" | "feedback" | "end" as kind:
            return Say(rest, _action(kind=kind))
    raise UsageError(f"There is no command {'/' + verb!r}; /help lists them. To say it, begin with two slashes.")


def _follow_up(rest: str) -> Say:
    fields = [field.strip() for field in rest.split("|", 3)]
    if len(fields) < 2 or not fields[0] or not fields[1]:
        raise UsageError("When and how? Type /followup WHEN | CHANNEL, such as: /followup Monday 9:00 | phone")
    contact = fields[2] if len(fields) > 2 and fields[2] else None
    words = fields[3] if len(fields) > 3 else ""
    return Say(words, _action(kind="follow_up", when=fields[0], channel=fields[1], contact=contact))


def _action(**fields: str | None) -> Action:
    from pydantic import ValidationError

    from persona_lab.model.actions import ACTION

    try:
        return ACTION.validate_python(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise UsageError(f"That command cannot be read: {first['loc'][-1]}: {first['msg']}.") from None
