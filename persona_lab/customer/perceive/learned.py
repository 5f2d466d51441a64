"""The learned reader: how likely a sentence makes a move, beside the rules, with `cannot tell` in between."""

from persona_lab.model.moves import MoveKind


def is_absent(text: str, kind: MoveKind) -> bool:  # noqa: ARG001  # no reader has been trained yet
    """Whether the reader is sure that an agent's words do not make this move; False where it cannot tell."""
    return False
