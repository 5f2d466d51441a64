"""OpenAI-style chat messages as turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from persona_lab.files.transcripts.speakers import Speakers, UnknownSpeakerError


class MessageError(ValueError):
    """What is wrong with a message; the text begins with its place."""


def is_message(value: object) -> bool:
    """Whether it looks like one chat message."""
    return isinstance(value, dict) and ("role" in value or "content" in value)


def turns_of(messages: Sequence[object], speakers: Speakers) -> list[dict[str, str]]:
    """The turns of these messages. System and tool messages, and calls of tools without words, are passed over.

    Raises MessageError.
    """
    turns: list[dict[str, str]] = []
    for number, message in enumerate(messages):
        if not isinstance(message, dict) or not isinstance(message.get("role"), str):
            raise MessageError(f"[{number}]: a mapping with 'role' and 'content' was expected")
        try:
            side = speakers.side(message["role"])
        except UnknownSpeakerError as error:
            raise MessageError(f"[{number}].role: {error}") from None
        if side == "nobody" or _only_calls_tools(message):
            continue
        turns.append({"speaker": side, "text": content_text(message.get("content"), f"[{number}].content")})
    return turns


def content_text(content: object, place: str) -> str:
    """The words of a message's content: a text, or a list of parts of which those with words count.

    Raises MessageError, with `place` in front.
    """
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = [part.get("text") or part.get("refusal") for part in content if isinstance(part, dict)]
        return "\n".join(part for part in parts if isinstance(part, str))
    raise MessageError(f"{place}: a text or a list of parts was expected")


def _only_calls_tools(message: Mapping[str, Any]) -> bool:
    return not message.get("content") and bool(message.get("tool_calls") or message.get("function_call"))
