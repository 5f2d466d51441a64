"""What becomes of scorecards: printed, kept in a file, counted, and reported to readers and CI systems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from persona_lab.cli.judging_summary import Spent, Tally
from persona_lab.cli.output import harmless_json, say, say_json, tell
from persona_lab.cli.scorecard_file import key_of

if TYPE_CHECKING:
    from persona_lab.cli.judging_work import Cards, Terms, Work
    from persona_lab.cli.junit import JunitReport
    from persona_lab.cli.report_pages import ReportPages
    from persona_lab.cli.scorecard_file import ScorecardFile
    from persona_lab.model.verdict import Scorecard

MOST_TOLD = 20
"""Transcripts under the bar that are named; the rest is counted."""


class Results:
    """The results of one run, taken in as they come."""

    def __init__(self, terms: Terms, bar: float | None, *, as_json: bool, prints_cards: bool) -> None:
        self.prints_cards = prints_cards
        """Whether each scorecard goes to standard output; otherwise a summary does at the end."""
        self.judged = 0
        """Transcripts judged in this run."""
        self.skipped = 0
        """Transcripts whose scorecards the file held already; they count in the summary, the reports and the bar."""
        self.missed = 0
        """Scorecards under the bar, or without a score."""
        self.spent = Spent()
        """What the model's calls took."""
        self._terms = terms
        self._bar = bar
        self._as_json = as_json
        self._titles = {
            rubric.id: {criterion.id: criterion.title for criterion in rubric.criteria} for rubric in terms.rubrics
        }
        self._tallies = {name: Tally(name, titles) for name, titles in self._titles.items()}
        self._judge = "code"
        self._input_hash: Callable[[Work], str] | None = None
        self._rubric_hashes: tuple[str, ...] = ()
        self._file: ScorecardFile | None = None
        self._junit: JunitReport | None = None
        self._pages: ReportPages | None = None

    @contextmanager
    def opened(
        self, out: Path | None, junit: Path | None, html: Path | None, *, resume: bool, force: bool
    ) -> Iterator[None]:
        """These files ready to be written. Raises UsageError for one that cannot be."""
        from contextlib import ExitStack

        with ExitStack() as stack:
            if out is not None:
                from persona_lab.cli.scorecard_file import ScorecardFile

                self._file = stack.enter_context(ScorecardFile(out, resume=resume, force=force))
            if junit is not None:
                from persona_lab.cli.junit import JunitReport

                self._junit = stack.enter_context(JunitReport(junit, self._terms.rubrics, self._bar))
            if html is not None:
                from persona_lab.cli.report_pages import ReportPages

                self._pages = stack.enter_context(ReportPages(html, self._terms))
            yield

    def expect(self, judge: str, input_hash: Callable[[Work], str]) -> None:
        """Say who judges and how the hash of what is judged is made, before the first scorecard."""
        from persona_lab.judging import rubric_hash

        self._judge, self._input_hash = judge, input_hash
        self._rubric_hashes = tuple(rubric_hash(rubric) for rubric in self._terms.rubrics)

    def take_known(self, work: Work) -> bool:
        """Whether the file held all scorecards of that transcript from an earlier run; then they are taken in."""
        if self._file is None or self._input_hash is None:
            return False
        hashed = self._input_hash(work)
        keys = [(work.transcript.id, hashed, rubric, self._judge) for rubric in self._rubric_hashes]
        if not all(self._file.has(key) for key in keys):
            return False
        cards = tuple(card for key in keys if (card := self._file.get(key)) is not None)
        if len(cards) < len(keys):
            return False
        self.skipped += 1
        self._count(work, cards)
        return True

    def add(self, work: Work, cards: Cards) -> None:
        """Take in the scorecards of a transcript that was judged just now."""
        assert self._input_hash is not None
        hashed = self._input_hash(work)
        cards = tuple(card.model_copy(update={"input_hash": hashed}) for card in cards)
        self.judged += 1
        self.spent.add(cards[0])
        for card in cards:
            if self._file is not None and not self._file.has(key_of(card)):
                self._file.add(card)
            if self.prints_cards:
                self._print(card)
        self._count(work, cards)

    def _count(self, work: Work, cards: Cards) -> None:
        for card in cards:
            self._tallies[card.rubric].add(card)
            if self._junit is not None:
                self._junit.add(card)
            if self._bar is not None and (card.score is None or card.score < self._bar):
                self._miss(card, self._bar)
        if self._pages is not None:
            self._pages.add(work, cards)

    def finish(self, bad: int) -> None:
        """Write the reports, and print the summary where it stands in for the scorecards."""
        if self._junit is not None:
            self._junit.write()
        if self._pages is not None:
            self._pages.write()
        if not self.prints_cards:
            self._print_summary()
        if self.missed > MOST_TOLD:
            tell(f"{self.missed - MOST_TOLD} more miss the bar of {self._bar:g}.")
        if self._file is not None or bad:
            parts = [f"{self.judged} judged"]
            if self.skipped:
                parts.append(f"{self.skipped} passed over, because the file holds them")
            if bad:
                parts.append(f"{bad} could not be read")
            tell(f"{'; '.join(parts)}.")

    def _print(self, card: Scorecard) -> None:
        if self._as_json:
            # one line a scorecard, escaped so that nothing in a quote reaches the terminal raw
            say(harmless_json(card.model_dump_json()))
            return
        from persona_lab.cli.render_scorecard import scorecard_lines

        say(f"-- {card.transcript} --")
        for line in scorecard_lines(card, self._titles[card.rubric]):
            say(line)
        say()

    def _print_summary(self) -> None:
        if self._as_json:
            summaries = [tally.as_json() for tally in self._tallies.values()]
            say_json(summaries[0] if len(summaries) == 1 else summaries)
            return
        for tally in self._tallies.values():
            for line in tally.lines():
                say(line)
            say()

    def _miss(self, card: Scorecard, bar: float) -> None:
        self.missed += 1
        if self.missed > MOST_TOLD:
            return
        by = f" by the rubric {card.rubric!r}" if len(self._tallies) > 1 else ""
        if card.score is None:
            tell(
                f"{card.transcript!r} has no score{by}, so it misses the bar of {bar:g}: nothing in it could be judged."
            )
        else:
            tell(f"{card.transcript!r} scores {card.score:g}{by}, under the bar of {bar:g}.")
