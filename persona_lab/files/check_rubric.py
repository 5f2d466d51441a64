"""What a rubric's schema cannot say: ids that are unique, criteria in blocks that exist, no empty block."""

from __future__ import annotations

from collections.abc import Iterator

from persona_lab.files.check_scenario import unique_ids
from persona_lab.files.nearest import nearest, suggestion
from persona_lab.files.tree import Node
from persona_lab.lab import Problem
from persona_lab.text import one_line


def check_rubric(root: Node, file: str) -> Iterator[Problem]:
    """Problems of a rubric's blocks and criteria."""
    for listed in ("blocks", "criteria"):
        yield from unique_ids(root, listed, file)
    blocks = {name: node for block in root.items("blocks") if (node := block.find("id")) and (name := block.text("id"))}
    used: set[str] = set()
    for criterion in root.items("criteria"):
        node = criterion.find("block")
        if node is None or not isinstance(node.value, str):
            continue
        used.add(nearest(node.value, blocks) or node.value)
        if blocks and node.value not in blocks:
            shown = one_line(node.value, 60)
            yield node.problem(file, f"no block has the id {shown!r}.{suggestion(node.value, blocks, 'Blocks')}")
    for name, node in blocks.items():
        if name not in used:
            yield node.problem(file, "no criterion is in this block; give it one, or take it out")
