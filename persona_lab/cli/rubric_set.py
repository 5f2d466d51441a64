"""The rubrics that a command line names, with what their scorecards tell besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from persona_lab.lab import Lab
    from persona_lab.model.contradiction import Contradiction
    from persona_lab.model.rubric import Rubric

ALL = "all"
"""The name that means the house rubric and every document's."""


@dataclass(frozen=True, slots=True)
class JudgingInputs:
    """What `persona_lab.judging.judge_all` takes: the first scorecards are those of `rubrics`, in their order."""

    rubrics: tuple[Rubric, ...]
    """Those that were asked for, each once."""
    documents: tuple[Rubric, ...]
    """The single documents' rubrics that were not asked for; their scores stand in the other scorecards."""
    contradictions: tuple[Contradiction, ...]
    """The register of where the documents disagree; empty where fewer than two documents speak."""

    @property
    def together(self) -> tuple[Rubric, ...]:
        """All of them, those that were asked for first."""
        return (*self.rubrics, *self.documents)


def judging_inputs(lab: Lab, names: Sequence[str]) -> JudgingInputs:
    """The rubrics of those names, ids or files; `all` is the house rubric and each document's.

    The documents come along with a rubric that asks all they ask. Raises NotFoundError, FileProblemsError.
    """
    wanted = dict.fromkeys(name for each in names for name in (_all(lab) if each.lower() == ALL else (each,)))
    sets = [lab.rubric_set(name) for name in wanted]
    rubrics = tuple({chosen.rubric.id: chosen.rubric for chosen in sets}.values())
    asked = {rubric.document for rubric in rubrics if rubric.document}
    along = {document.id: document for chosen in sets for document in chosen.documents}
    documents = tuple(document for document in along.values() if document.document not in asked)
    speaking = len(asked) + len(documents)
    return JudgingInputs(rubrics, documents, lab.contradictions() if speaking > 1 else ())


def _all(lab: Lab) -> tuple[str, ...]:
    return ("house", *(document.id for document in lab.documents()))
