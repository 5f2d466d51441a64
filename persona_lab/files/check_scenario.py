"""What a scenario's schema cannot say: ids that are unique, hours that can be read, a twin that exists."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from persona_lab.files.nearest import suggestion
from persona_lab.files.tree import Node
from persona_lab.lab import Problem
from persona_lab.model.hours import osm_hours
from persona_lab.text import one_line


def check_scenario(root: Node, file: str, known: Collection[str] | None = None) -> Iterator[Problem]:
    """Problems of a scenario; `known` are the scenarios there are, null where nobody knows."""
    for listed in ("facts", "remedies"):
        yield from unique_ids(root, listed, file)
    hours = root.find("hours")
    if hours is not None and isinstance(hours.value, str) and not _readable_hours(hours.value):
        shown = one_line(hours.value, 60)
        yield hours.problem(file, f"{shown!r} are no opening hours; write them as 'Mo-Fr 08:00-18:00; Sa 09:00-13:00'")
    twin = root.find("twin")
    if twin is None or not isinstance(twin.value, str):
        return
    if twin.value == root.text("id"):
        yield twin.problem(file, "a scenario cannot be its own twin")
    elif known is not None and twin.value not in known:
        shown = one_line(twin.value, 60)
        yield twin.problem(file, f"no scenario is named {shown!r}.{suggestion(twin.value, known, 'There are')}")


def unique_ids(root: Node, listed: str, file: str) -> Iterator[Problem]:
    """A problem for every item of that list whose id an earlier item has."""
    lines: dict[str, int] = {}
    for item in root.items(listed):
        node = item.find("id")
        if node is None or not isinstance(node.value, str):
            continue
        if node.value in lines:
            shown = one_line(node.value, 60)
            yield node.problem(file, f"duplicate id {shown!r}; the item on line {lines[node.value]} has it")
        lines.setdefault(node.value, node.place.line)


def _readable_hours(hours: str) -> bool:
    from opening_hours import validate

    return bool(validate(osm_hours(hours)))
