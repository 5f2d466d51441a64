"""The verb `judge`: scorecards of transcripts and stored sessions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from persona_lab.cli.output import say, tell
from persona_lab.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from persona_lab.lab import Lab
    from persona_lab.model.calls import LanguageModel
    from persona_lab.model.scenario import Scenario
    from persona_lab.model.transcript import Transcript
    from persona_lab.model.verdict import CustomerAnswer, Scorecard


def register(app: typer.Typer) -> None:
    """Add the verb `judge`."""

    @app.command()
    def judge(
        files: list[str] = typer.Argument(  # noqa: B008  # typer reads it once and never changes it
            metavar="FILE...", help="A transcript, a JSON list of chat messages, or a stored session's key."
        ),
        rubric: str = typer.Option("house", "--rubric", "-r", help="A rubric's id or file."),
        model: str = typer.Option(None, "--model", "-m", help="A model that judges what code cannot."),
        no_model: bool = typer.Option(False, "--no-model", help="Judge by code alone, whatever is configured."),
        scenario: str = typer.Option(None, "--scenario", "-s", help="A scenario for transcripts that name none."),
        swap: bool = typer.Option(False, "--swap", help="In chat messages, 'user' is the agent."),
        as_json: bool = typer.Option(False, "--json", help="Print one JSON object a transcript, each on its line."),
        fail_under: float = typer.Option(None, "--fail-under", min=0, max=100, help="Leave with 1 under this score."),
    ) -> None:
        """Judge transcripts and sessions by a rubric, with quotes for every point."""
        if model and no_model:
            raise UsageError("--model and --no-model cannot both be given; leave one of them out.")
        from persona_lab.cli.compose import build_lab
        from persona_lab.judging import judge as judge_transcript
        from persona_lab.model.events import SessionJudged

        lab = build_lab()
        criteria = lab.rubrics.get(rubric)
        titles = {criterion.id: criterion.title for criterion in criteria.criteria}
        # every transcript is read before the first call is paid for
        cases = [_found(lab, name, swap) for name in files]
        truths = [_scenario_of(lab, case.transcript, scenario) for case in cases]
        missed: list[str] = []
        with _model(lab, None if no_model else model or lab.default_model) as opened:
            for case, truth in zip(cases, truths, strict=True):
                card = judge_transcript(
                    case.transcript, criteria, truth, model=opened, on_progress=tell, answers=case.answers
                )
                if case.session is not None:
                    lab.open_store().append(case.session, SessionJudged(scorecard=card))
                _show(card, titles, as_json=as_json)
                if fail_under is not None and (card.score is None or card.score < fail_under):
                    missed.append(_shortfall(card, fail_under))
        for sentence in missed:
            tell(sentence)
        if missed:
            raise typer.Exit(1)


def read_transcript(path: Path, *, swap: bool = False) -> Transcript:
    """The transcript in a file of our format, or in a JSON list of chat messages.

    Raises UsageError with the place of what is wrong.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"The file {str(path)!r} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"The file {str(path)!r} cannot be read: it is not UTF-8 text.") from None
    except json.JSONDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        raise UsageError(f"{place}: this is not JSON: {error.msg}; a transcript is a JSON object or a list.") from None
    if isinstance(content, list):
        return _from_messages(content, path, swap=swap)
    if isinstance(content, dict) and "messages" in content and "turns" not in content:
        return _from_messages(content["messages"], path, swap=swap)
    return _validated(content, path)


def _from_messages(messages: object, path: Path, *, swap: bool) -> Transcript:
    """Chat messages as turns: `user` is the customer and `assistant` the agent; other roles are passed over."""
    if not isinstance(messages, list):
        raise UsageError(f"{path}: messages: a list was expected.")
    speakers = {"user": "customer", "assistant": "agent"}
    if swap:
        speakers = {"user": "agent", "assistant": "customer"}
    turns: list[dict[str, str]] = []
    for number, message in enumerate(messages):
        if not isinstance(message, dict) or not isinstance(message.get("role"), str):
            raise UsageError(f"{path}: [{number}]: a mapping with 'role' and 'content' was expected.")
        if message["role"] in speakers:
            text = _content_text(message.get("content"), path, number)
            turns.append({"speaker": speakers[message["role"]], "text": text})
    return _validated({"format": "persona-lab.transcript/1", "id": path.stem, "turns": turns}, path)


def _content_text(content: object, path: Path, number: int) -> str:
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = [part.get("text", "") for part in content if isinstance(part, dict)]
        return "\n".join(part for part in parts if isinstance(part, str))
    raise UsageError(f"{path}: [{number}].content: a text or a list of parts was expected.")


def _validated(content: object, path: Path) -> Transcript:
    from pydantic import ValidationError

    from persona_lab.model.transcript import Transcript

    if not isinstance(content, dict):
        raise UsageError(f"{path}: a transcript is a mapping with 'turns', or a list of chat messages.")
    try:
        # `duel --json` prints more than a transcript; what it holds besides is not needed here
        known = {
            key: value
            for key, value in content.items()
            if key in Transcript.model_fields or "end_reason" not in content
        }
        transcript = Transcript.model_validate(known)
    except ValidationError as error:
        lines = [
            f"{path}: {'.'.join(str(part) for part in problem['loc']) or 'transcript'}: {problem['msg']}"
            for problem in error.errors(include_url=False, include_input=False)
        ]
        raise UsageError("\n".join(lines)) from None
    if not transcript.turns:
        raise UsageError(f"{path}: turns: there is nothing to judge; a transcript has at least one turn.")
    return transcript


@dataclass(frozen=True, slots=True)
class _Found:
    """A transcript to be judged, and what is known besides when it is a session of ours."""

    transcript: Transcript
    answers: dict[int, CustomerAnswer] | None = None
    session: str | None = None


def _found(lab: Lab, name: str, swap: bool) -> _Found:
    path = Path(name)
    if path.is_file():
        return _Found(read_transcript(path, swap=swap))
    if path.suffix or path.parent != Path():
        raise NotFoundError(f"There is no file {name!r}; give a transcript's path, or a session's key.")
    store = lab.open_store()
    key = store.resolve(name)
    record = store.record(key)
    return _Found(record.transcript(), record.answers, key)


def _scenario_of(lab: Lab, transcript: Transcript, fallback: str | None) -> Scenario | None:
    """The truth to judge against: the transcript's own, else the one named on the command line."""
    if transcript.scenario is None:
        return lab.scenarios.get(fallback) if fallback else None
    if isinstance(transcript.scenario, str):
        return lab.scenarios.get(transcript.scenario)
    return transcript.scenario


def _model(lab: Lab, name: str | None) -> AbstractContextManager[LanguageModel | None]:
    from contextlib import nullcontext

    return lab.open_model(name) if name else nullcontext(None)


def _show(card: Scorecard, titles: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        # one line a transcript, in ASCII so that nothing in a quote reaches the terminal raw
        say(json.dumps(card.model_dump(mode="json")))
        return
    from persona_lab.cli.render_scorecard import scorecard_lines

    say(f"-- {card.transcript} --")
    for line in scorecard_lines(card, titles):
        say(line)
    say()


def _shortfall(card: Scorecard, bar: float) -> str:
    if card.score is None:
        return f"{card.transcript!r} has no score, so it misses the bar of {bar:g}: nothing in it could be judged."
    return f"{card.transcript!r} scores {card.score:g}, under the bar of {bar:g}."
