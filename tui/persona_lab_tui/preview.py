"""What the home screen tells about a persona or a scenario before it is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from persona_lab_tui.shown import bar, field, heading, joined, line, words

if TYPE_CHECKING:
    from persona_lab.lab import Entry
    from persona_lab.model.persona import Persona
    from persona_lab.model.scenario import Scenario

SHOWN_PROBLEMS = 8


def preview(entry: Entry | None, content: Persona | Scenario | None, intensity: int) -> Content:
    """What an agent may know beforehand; never how it ends, nor what would be accepted."""
    if entry is None:
        return Content.styled("Nothing to choose here.", "dim")
    if entry.problems:
        return _problems(entry)
    if content is None:
        return joined([line(entry.title, 80, "bold"), words(entry.summary)])
    from persona_lab.model.persona import Persona

    return _persona(content, intensity) if isinstance(content, Persona) else _scenario(content)


def _persona(persona: Persona, intensity: int) -> Content:
    from persona_lab.customer.feel import opening_state

    mood = opening_state(persona, intensity).mood
    levels = [
        Content.assemble((f"{name:<9}", "dim"), bar(getattr(mood, name), f"${name}"), f" {getattr(mood, name):4.1f}")
        for name in ("anger", "trust", "patience")
    ]
    parts: list[Content | str] = [line(persona.title, 80, "bold $customer"), words(persona.summary), ""]
    parts += [heading(f"opens at intensity {intensity} with"), *levels, "", heading("trains"), words(persona.trains)]
    if persona.audience == "internal":
        parts += ["", Content.styled("An internal customer: a colleague or a boss.", "dim")]
    return joined(parts)


def _scenario(scenario: Scenario) -> Content:
    manager = "on duty" if scenario.manager.available else "nobody on duty"
    note = f", {scenario.manager.note}" if scenario.manager.note else ""
    parts: list[Content | str] = [line(scenario.title, 80, "bold $agent")]
    parts.append(words(scenario.issue))
    parts += [
        "",
        field("you are", f"{scenario.company}, by {scenario.channel}"),
        field("trade", scenario.trade or "not given"),
        field("customer", scenario.customer.name),
        field("wants", scenario.demand),
        field("manager", f"{manager}{note}"),
        field("it is", f"{scenario.now:%A %H:%M}; reachable {scenario.hours}"),
        field("you can offer", f"{len(scenario.remedies)} remedies"),
    ]
    if scenario.audience == "internal":
        parts += ["", Content.styled("An internal case: the customer is a colleague or a boss.", "dim")]
    return joined(parts)


def _problems(entry: Entry) -> Content:
    count = len(entry.problems)
    shown = [line(str(problem), 300) for problem in entry.problems[:SHOWN_PROBLEMS]]
    more = [Content.styled(f"and {count - SHOWN_PROBLEMS} more", "dim")] if count > SHOWN_PROBLEMS else []
    head = Content.styled(f"✗ {count} problem{'s' if count > 1 else ''}: this file cannot be played", "bold $error")
    return joined([line(entry.title or entry.id, 80, "bold"), head, "", *shown, *more])
