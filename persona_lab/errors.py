"""Every error the lab raises on purpose.

LabError                   one clear sentence: what was asked, what was found, the next move
├── UsageError             the user's mistake (exit code 2)
│   ├── NotFoundError      no such persona, scenario, rubric, session
│   └── FileProblemsError  a file with problems, all of them at once
└── ProviderError          the provider failed (exit code 3)
"""

from collections.abc import Sequence


class LabError(Exception):
    """Base of every error that is printed as one sentence, without a traceback."""

    exit_code = 2


class UsageError(LabError):
    """The user's mistake."""


class NotFoundError(UsageError):
    """Nothing has that name."""


class FileProblemsError(UsageError):
    """A file with problems; each reads `file:line:column: key: message`."""

    def __init__(self, problems: Sequence[object]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class ProviderError(LabError):
    """The model's provider failed; the sentence says what to do next and names no secret."""

    exit_code = 3
