"""The register of contradictions: one file, found like the others and read with every problem at its line."""

from __future__ import annotations

from persona_lab.errors import NotFoundError
from persona_lab.files.check_scenario import unique_ids
from persona_lab.files.kinds import Kind
from persona_lab.files.places import search_places
from persona_lab.files.reading import load
from persona_lab.model.contradiction import Contradiction, Register

FILE = "documents/contradictions.yaml"
"""Where the register lies in a folder of rubrics."""


def register_kind() -> Kind[Register]:
    """The register as a kind of file."""
    return Kind(
        "register", "rubrics", Register, "summary", lambda root, file, _: unique_ids(root, "contradictions", file)
    )


def load_contradictions() -> tuple[Contradiction, ...]:
    """The contradictions of the nearest register, in its order.

    Raises FileProblemsError with everything that is wrong with it, NotFoundError when there is none.
    """
    for place in search_places("rubrics", []):
        path = place.folder / FILE
        if path.is_file():
            return load(register_kind(), path).contradictions
    raise NotFoundError(
        f"There is no register of contradictions ({FILE}) in any folder of rubrics; install the lab again."
    )
