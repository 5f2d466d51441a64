"""Where a session's events go: a protocol, and the one log that needs no disk."""

from typing import Protocol

from persona_lab.model.events import Event


class EventLog(Protocol):
    """Where events go; an event is durable when `append` returns."""

    def append(self, key: str, event: Event) -> Event:
        """The event, numbered and stamped, after it has been written."""
        ...


class MemoryLog:
    """An event log that keeps everything in memory: for probes and tests, where nothing need survive."""

    def __init__(self) -> None:
        self.events: dict[str, list[Event]] = {}
        """The events of each session, by key."""

    def append(self, key: str, event: Event) -> Event:
        """The event, numbered; not stamped, because a probe has no clock."""
        kept = self.events.setdefault(key, [])
        numbered = event.model_copy(update={"seq": len(kept) + 1})
        kept.append(numbered)
        return numbered
