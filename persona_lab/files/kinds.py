"""The three kinds of files: personas, scenarios, rubrics, each with its folder, its value and its checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from persona_lab.files.tree import Node
from persona_lab.lab import Problem
from persona_lab.model.base import Value

if TYPE_CHECKING:
    from persona_lab.model.persona import Persona
    from persona_lab.model.rubric import Rubric
    from persona_lab.model.scenario import Scenario

Content = TypeVar("Content", bound=Value)

FolderName = Literal["personas", "scenarios", "rubrics"]

IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
"""What an id looks like, and so a file's name."""

Check = Callable[[Node, str, Collection[str] | None], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Kind(Generic[Content]):
    """One kind of file."""

    noun: str
    """What one of them is called."""
    folder: FolderName
    """The folder they live in, and the word for many."""
    model: type[Content]
    """The value that a file becomes."""
    summary_key: str
    """The key whose text says in a sentence what it is."""
    check: Check
    """What is wrong beyond the schema, given the names there are (null where nobody knows)."""


def persona_kind() -> Kind[Persona]:
    """Personas."""
    from persona_lab.files.check_persona import check_persona
    from persona_lab.model.persona import Persona

    return Kind("persona", "personas", Persona, "summary", lambda root, file, _: check_persona(root, file))


def scenario_kind() -> Kind[Scenario]:
    """Scenarios."""
    from persona_lab.files.check_scenario import check_scenario
    from persona_lab.model.scenario import Scenario

    return Kind("scenario", "scenarios", Scenario, "issue", check_scenario)


def rubric_kind() -> Kind[Rubric]:
    """Rubrics."""
    from persona_lab.files.check_rubric import check_rubric
    from persona_lab.model.rubric import Rubric

    return Kind("rubric", "rubrics", Rubric, "summary", lambda root, file, _: check_rubric(root, file))


def kind_of(folder: FolderName) -> Kind[Any]:
    """The kind that lives in that folder."""
    match folder:
        case "personas":
            return persona_kind()
        case "scenarios":
            return scenario_kind()
        case "rubrics":
            return rubric_kind()
