"""What is to be judged: transcripts from files of any known form and stored sessions, with the scenarios they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from persona_lab.cli.judging_work import Work
from persona_lab.cli.output import tell
from persona_lab.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from persona_lab.files.transcripts import Columns, Form, Names, Speakers
    from persona_lab.lab import Lab, Problem
    from persona_lab.model.scenario import Scenario
    from persona_lab.model.transcript import Transcript

MOST_TOLD = 50
"""Problems that are printed; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read."""

    form: Form | None = None
    columns: Columns | None = None
    speakers: Speakers | None = None
    encoding: str | None = None

    @classmethod
    def of(
        cls,
        form: str | None,
        columns: str | None,
        agent_is: str,
        customer_is: str,
        leave_out: str,
        encoding: str | None,
        *,
        swap: bool,
    ) -> Reading:
        """The reading that these options ask for. Raises UsageError."""
        from persona_lab.files.transcripts import FORMS, Columns, Speakers

        known = next((one for one in FORMS if one == form), None)
        if form is not None and known is None:
            raise UsageError(f"No form is named {form!r}; there are {', '.join(FORMS)}.")
        speakers = Speakers.of(_listed(agent_is), _listed(customer_is), _listed(leave_out), swapped=swap)
        return cls(known, Columns.parse(columns) if columns else None, speakers, encoding)


class Intake:
    """The transcripts that some names on the command line mean, read one at a time.

    What cannot be read is told at once, counted in `bad`, and hides nothing else.
    """

    def __init__(
        self, lab: Lab, names: Sequence[str], reading: Reading, scenario: str | None, leave_out: Sequence[Path] = ()
    ) -> None:
        """Raises NotFoundError for a name that means nothing, before anything is read."""
        from persona_lab.files.transcripts import Names

        self.bad = 0
        """Files, lines and conversations that could not be read."""
        self._lab = lab
        self._reading = reading
        self._fallback = lab.scenarios.get(scenario) if scenario else None
        self._scenarios: dict[str, Scenario | NotFoundError] = {}
        self._ids: Names = Names()
        self._sources = [source for name in names for source in _sources(lab, name, leave_out)]

    def works(self) -> Iterator[Work]:
        """Each transcript with its scenario, in order."""
        from persona_lab.files.transcripts import iter_transcripts

        how = self._reading
        for source in self._sources:
            if source.is_session:
                record = self._lab.open_store().record(source.name)
                transcript = record.transcript()
                transcript = transcript.model_copy(update={"id": self._ids.unique(transcript.id)})
                yield Work(transcript, record.setup.scenario, record.answers, source.name, record.mood)
                continue
            for read in iter_transcripts(
                [source.name],
                form=how.form,
                mapping=how.columns,
                speakers=how.speakers,
                encoding=how.encoding,
                names=self._ids,
                on_problem=self._tell,
            ):
                try:
                    yield Work(read.transcript, self._scenario_of(read.transcript), read.answers)
                except NotFoundError as error:
                    self._tell(f"{read.place}: {error}")

    def _scenario_of(self, transcript: Transcript) -> Scenario | None:
        """The truth to judge against: the transcript's own, else the one named on the command line."""
        named = transcript.scenario
        if named is None:
            return self._fallback
        if not isinstance(named, str):
            return named
        if named not in self._scenarios:
            try:
                self._scenarios[named] = self._lab.scenarios.get(named)
            except NotFoundError as error:
                self._scenarios[named] = error
        found = self._scenarios[named]
        if isinstance(found, NotFoundError):
            raise found
        return found

    def _tell(self, problem: Problem | str) -> None:
        self.bad += 1
        if self.bad <= MOST_TOLD:
            tell(str(problem))
        elif self.bad == MOST_TOLD + 1:
            tell("Further problems are counted and not printed.")


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    is_session: bool = False


def _sources(lab: Lab, name: str, leave_out: Sequence[Path]) -> Iterator[_Source]:
    from persona_lab.files.transcripts import find_files, names_files

    path = Path(name)
    if names_files(name) or path.suffix or path.parent != Path():
        yield from (_Source(file) for file in find_files([name], leave_out))
    else:
        yield _Source(lab.open_store().resolve(name), is_session=True)


def _listed(told: str) -> list[str]:
    return [name.strip() for name in told.split(",") if name.strip()]
