"""The verb `rubrics calibrate`: how far a judge agrees with people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from persona_lab.cli.output import harmless_json, say, say_json, tell
from persona_lab.errors import FileProblemsError, NotFoundError, UsageError

if TYPE_CHECKING:
    from persona_lab.lab import Lab
    from persona_lab.model.label import Labelling
    from persona_lab.model.rubric import Rubric
    from persona_lab.model.scenario import Scenario
    from persona_lab.model.transcript import Transcript

LINE_LIMIT = 2_000_000
"""The most characters of a line of transcripts or scorecards."""


def register(rubrics: typer.Typer) -> None:
    """Add the verb to the group `rubrics`."""

    @rubrics.command()
    def calibrate(
        labels: list[str] = typer.Argument(  # noqa: B008  # typer reads it once and never changes it
            metavar="LABELS...", help="Files of people's labels (persona-lab.labels/1, one JSON object a line)."
        ),
        transcripts: list[str] = typer.Option(  # noqa: B008
            [], "--transcripts", "-t", metavar="FILE", help="A file of transcripts to judge; give it again for more."
        ),
        scorecards: str = typer.Option(
            None, "--scorecards", metavar="FILE", help="Take these lines of `judge --json` instead of judging."
        ),
        rubric: str = typer.Option("house", "--rubric", "-r", help="A rubric's id or file."),
        model: str = typer.Option(None, "--model", "-m", help="A model that judges what code cannot."),
        no_model: bool = typer.Option(False, "--no-model", help="Judge by code alone, whatever is configured."),
        raters: list[str] = typer.Option([], "--rater", help="Use this rater's labels alone."),  # noqa: B008
        seed: int = typer.Option(0, "--seed", min=0, help="What the bootstrap's resamples are drawn from."),
        as_json: bool = typer.Option(False, "--json", help="Print the report as JSON."),
        out: str = typer.Option("", "--out", metavar="FILE", help="Write the report as JSON to FILE too."),
        force: bool = typer.Option(False, "--force", help="Overwrite FILE if there is one."),
    ) -> None:
        """Measure a judge against people's labels, criterion by criterion; the weakest come first.

        Without transcripts and scorecards, people are compared with one another.
        """
        if model and no_model:
            raise UsageError("--model and --no-model cannot both be given; leave one of them out.")
        if transcripts and scorecards:
            raise UsageError(
                "--transcripts and --scorecards cannot both be given: judge anew, or take what was judged."
            )
        from persona_lab.cli.compose import build_lab
        from persona_lab.cli.render_calibration import calibration_lines
        from persona_lab.judging.calibration import calibrate as compare
        from persona_lab.model.verdict import GATE_TITLE

        if out and not force and Path(out).exists():
            raise UsageError(f"The file {out!r} is there already; name another, or add --force.")
        lab = build_lab()
        criteria = _rubric(lab, rubric, needed=bool(transcripts))
        rubric_id = criteria.id if criteria else rubric
        chosen = _labels(labels, rubric_id, raters)
        if transcripts:
            assert criteria is not None
            predictions = _judged(lab, transcripts, criteria, None if no_model else model or lab.default_model)
        else:
            predictions = _predicted(Path(scorecards), rubric_id) if scorecards else []
        report = compare(chosen, predictions, gates=criteria.gates if criteria else tuple(GATE_TITLE), seed=seed)
        if (transcripts or scorecards) and not report.both:
            raise UsageError(
                f"None of the {report.labelled} labelled transcripts is among the {report.judged} judged; "
                f"the labels begin with {chosen[0].transcript!r}, the verdicts with {predictions[0].transcript!r}."
            )
        content = report.model_dump(mode="json")
        if out:
            _write(Path(out), json.dumps(content, ensure_ascii=False, indent=1), force=force)
        if as_json:
            say_json(content)
            return
        titles = {criterion.id: criterion.title for criterion in criteria.criteria} if criteria else {}
        for line in calibration_lines(report, titles):
            say(line)


def read_transcripts(names: Sequence[str]) -> Iterator[Transcript]:
    """The transcripts of these files in order, in any form that `judge` reads.

    Raises FileProblemsError with the place of what is wrong.
    """
    from persona_lab.files.transcripts import Names, iter_transcripts

    class AsWritten(Names):
        """Names that stay as they are, since labels refer to them; a second one of a name is the caller's to refuse."""

        def unique(self, name: str) -> str:
            return name

    for found in iter_transcripts(names, names=AsWritten()):
        yield found.transcript


def _rubric(lab: Lab, name: str, *, needed: bool) -> Rubric | None:
    """The rubric; None where labels alone are compared and nobody has such a rubric."""
    try:
        return lab.rubrics.get(name)
    except NotFoundError:
        if needed:
            raise
        return None


def _labels(names: Sequence[str], rubric: str, raters: Sequence[str]) -> list[Labelling]:
    """The labels of these files under one rubric, of these raters or of all."""
    from persona_lab.model.label import parse_labels

    found: list[Labelling] = []
    problems: list[object] = []
    for name in names:
        try:
            with Path(name).open(encoding="utf-8-sig") as stream:
                found += parse_labels(stream, name)
        except FileProblemsError as error:
            problems += error.problems
        except OSError as error:
            raise UsageError(f"The file {name!r} cannot be read: {error.strerror}.") from None
    if problems:
        raise FileProblemsError(problems)
    unknown = sorted(set(raters) - {labelling.rater for labelling in found})
    if unknown:
        there = ", ".join(sorted({repr(labelling.rater) for labelling in found}))
        raise UsageError(f"No labels are by {unknown[0]!r}; there are labels by {there}.")
    chosen = [one for one in found if one.rubric == rubric and (not raters or one.rater in raters)]
    if not chosen:
        there = ", ".join(sorted({repr(labelling.rubric) for labelling in found}))
        raise UsageError(f"No labels are for the rubric {rubric!r}; these are for {there}. Say which with --rubric.")
    others = sum(one.rubric != rubric for one in found)
    if others:
        tell(f"{others} lines are labels for other rubrics and are left out.")
    return chosen


def _judged(lab: Lab, names: Sequence[str], rubric: Rubric, model: str | None) -> list[Labelling]:
    """The judge's verdicts on every transcript, with progress told."""
    from contextlib import nullcontext

    from persona_lab.judging import judge
    from persona_lab.judging.calibration import labelling_of

    cases: dict[str, tuple[Transcript, Scenario | None]] = {}
    for transcript in read_transcripts(names):
        if transcript.id in cases:
            raise UsageError(f"Two transcripts are named {transcript.id!r}; labels could be of either.")
        cases[transcript.id] = transcript, _scenario_of(lab, transcript)
    step = 1 if model else max(1, len(cases) // 20)
    found = []
    with lab.open_model(model) if model else nullcontext(None) as opened:
        for number, (transcript, scenario) in enumerate(cases.values(), start=1):
            found.append(labelling_of(judge(transcript, rubric, scenario, model=opened)))
            if number % step == 0 or number == len(cases):
                tell(f"judged {number} of {len(cases)}: {transcript.id}")
    return found


def _scenario_of(lab: Lab, transcript: Transcript) -> Scenario | None:
    return lab.scenarios.get(transcript.scenario) if isinstance(transcript.scenario, str) else transcript.scenario


def _predicted(path: Path, rubric: str) -> list[Labelling]:
    """The verdicts in a file of `judge --json` lines, or in a labels file by some other judge."""
    from pydantic import ValidationError

    from persona_lab.judging.calibration import labelling_of
    from persona_lab.model.label import Labelling
    from persona_lab.model.verdict import Scorecard

    found: list[Labelling] = []
    problems: list[str] = []
    for number, line in _lines(path):
        try:
            if '"persona-lab.scorecard/1"' in line:
                one = labelling_of(Scorecard.model_validate_json(line))
            else:
                one = Labelling.model_validate_json(line)
            if one.rubric == rubric:
                found.append(one)
        except ValidationError as error:
            problems.append(f"{path}:{number}: {_first(error)}")
            if len(problems) == 20:
                break
    if problems:
        raise FileProblemsError(problems)
    if not found:
        raise UsageError(
            f"The file {str(path)!r} holds no scorecard of the rubric {rubric!r}; `judge --json` prints one."
        )
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line that is not blank, with its number. Raises UsageError."""
    try:
        with path.open(encoding="utf-8-sig") as stream:
            number = 0
            while line := stream.readline(LINE_LIMIT):
                number += 1
                if len(line) == LINE_LIMIT:
                    raise UsageError(f"{path}:{number}: the line has {LINE_LIMIT:,} characters or more.")
                if line.strip():
                    yield number, line
    except OSError as error:
        raise UsageError(f"The file {str(path)!r} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"The file {str(path)!r} cannot be read: it is not UTF-8 text.") from None


def _first(error: object) -> str:
    """The first thing that pydantic found wrong, on one line."""
    from pydantic import ValidationError

    from persona_lab.text import one_line

    assert isinstance(error, ValidationError)
    part = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(step) for step in part["loc"])
    return one_line(f"{where}: {part['msg']}" if where else part["msg"], 300)


def _write(path: Path, text: str, *, force: bool) -> None:
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as stream:
            stream.write(harmless_json(text) + "\n")
    except OSError as error:
        raise UsageError(f"The file {str(path)!r} cannot be written: {error.strerror}.") from None
