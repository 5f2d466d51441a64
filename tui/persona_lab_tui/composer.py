"""Where the agent types."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import TextArea


class Composer(TextArea):
    """Several lines of text; Enter sends, Ctrl+J or Alt+Enter breaks the line."""

    class Sent(Message):
        """The person pressed Enter."""

    def __init__(self, *, id: str = "composer") -> None:  # noqa: A002 (the framework's own name)
        super().__init__(
            id=id,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder="Say something to the customer",
        )

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Sent())
        elif event.key in {"ctrl+j", "alt+enter", "shift+enter"}:
            event.stop()
            event.prevent_default()
            self.insert("\n")
        else:
            await super()._on_key(event)
