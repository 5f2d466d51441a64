"""What must not be loaded on the way to a first answer."""

import json
import subprocess
import sys

import pytest

HEAVY = ("litellm", "numpy", "textual", "sqlalchemy", "dateparser", "xllamacpp")
LOOK = """
import json, sys
from persona_lab.__main__ import main
sys.argv = ["persona-lab", *{arguments!r}]
try:
    main()
except SystemExit:
    pass
print("\\n" + json.dumps([name for name in {heavy!r} if name in sys.modules]))
"""


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["personas", "list"], ["scenarios", "list", "--json"], ["models", "list"]]
)
def test_a_quick_verb_loads_nothing_heavy(arguments: list[str]) -> None:
    code = LOOK.format(arguments=arguments, heavy=HEAVY)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(ran.stdout.splitlines()[-1]) == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        f"import json, sys, persona_lab; print(json.dumps([n for n in {(*HEAVY, 'pydantic')!r} if n in sys.modules]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(ran.stdout) == []
