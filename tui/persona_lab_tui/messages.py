"""What workers post; handlers paint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from textual.message import Message

if TYPE_CHECKING:
    from persona_lab.lab import Entry, SessionSummary
    from persona_lab.model.events import Event
    from persona_lab.model.persona import Persona
    from persona_lab.model.record import Record
    from persona_lab.model.rubric import Rubric
    from persona_lab.model.scenario import Scenario

Shelf = Literal["personas", "scenarios"]


class CastListed(Message):
    """The names on both shelves are known."""

    def __init__(self, personas: Sequence[Entry], scenarios: Sequence[Entry]) -> None:
        super().__init__()
        self.personas = personas
        self.scenarios = scenarios


class FileRead(Message):
    """One persona or scenario can be previewed."""

    def __init__(self, content: Persona | Scenario) -> None:
        super().__init__()
        self.content = content


class SessionsListed(Message):
    """The stored sessions are known."""

    def __init__(self, summaries: Sequence[SessionSummary]) -> None:
        super().__init__()
        self.summaries = summaries


class VoicesListed(Message):
    """The models that can be chosen without typing are known."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names


class Opened(Message):
    """A session is on the table, with what has been said in it."""

    def __init__(self, key: str, record: Record) -> None:
        super().__init__()
        self.key = key
        self.record = record


class Happened(Message):
    """One event was written."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


class WordsArrived(Message):
    """How many words of an unchecked line have come."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count


class Settled(Message):
    """A step is done; the agent may speak."""

    def __init__(self, *, accepted: bool = True) -> None:
        super().__init__()
        self.accepted = accepted
        """False when the scenario refused the action: nothing was played."""


class Failed(Message):
    """A step could not be done; one sentence says why and what next."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class RubricRead(Message):
    """The titles of the criteria are known."""

    def __init__(self, rubric: Rubric) -> None:
        super().__init__()
        self.rubric = rubric


class ReplayLoaded(Message):
    """A stored session is ready to be stepped through."""

    def __init__(self, key: str, events: Sequence[Event]) -> None:
        super().__init__()
        self.key = key
        self.events = events


class Progressed(Message):
    """How far the judge has come."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
