"""YAML files as values, with every problem at its line: what is read, where it is looked for, how a new one begins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from persona_lab.files.catalogue import FileCatalogue, load_path
from persona_lab.files.kinds import FolderName, kind_of, persona_kind, rubric_kind, scenario_kind

if TYPE_CHECKING:
    from persona_lab.model.persona import Persona
    from persona_lab.model.rubric import Rubric
    from persona_lab.model.scenario import Scenario

__all__ = [
    "FileCatalogue",
    "FolderName",
    "kind_of",
    "load_persona",
    "load_rubric",
    "load_scenario",
    "persona_catalogue",
    "rubric_catalogue",
    "scenario_catalogue",
]


def persona_catalogue() -> FileCatalogue[Persona]:
    """The personas that can be played, from every place."""
    return FileCatalogue(persona_kind())


def scenario_catalogue() -> FileCatalogue[Scenario]:
    """The scenarios that can be played, from every place."""
    return FileCatalogue(scenario_kind())


def rubric_catalogue() -> FileCatalogue[Rubric]:
    """The rubrics that can be judged by, from every place."""
    return FileCatalogue(rubric_kind())


def load_persona(path: Path | str) -> Persona:
    """The persona in that file. Raises NotFoundError, or FileProblemsError with everything wrong with it."""
    return load_path(persona_kind(), path)


def load_scenario(path: Path | str) -> Scenario:
    """The scenario in that file; its twin is not looked for. Raises NotFoundError, FileProblemsError."""
    return load_path(scenario_kind(), path)


def load_rubric(path: Path | str) -> Rubric:
    """The rubric in that file. Raises NotFoundError, FileProblemsError."""
    return load_path(rubric_kind(), path)
