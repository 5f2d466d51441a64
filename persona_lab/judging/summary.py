"""The summary before the end: who does what by when, in keeping with what was agreed (T38; readings 18)."""

import re

from persona_lab.judging.answers import holds_name
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import sentences
from persona_lab.judging.goodbye import leaves
from persona_lab.judging.impasse import course_of, offers_made
from persona_lab.judging.ledger import Entry, changed_particulars, changed_terms, is_news, ledger_of, moved_deadline
from persona_lab.judging.promises import breaches
from persona_lab.judging.signs import undecided
from persona_lab.model.actions import Offer
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict

_CLOSING = 3
"""Agent turns at the end in which a summary is looked for; the last ones often hold only courtesies."""

_SUMS_UP = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|right|fine|good|done|then|and|well|lovely|perfect)\W+){0,2}(?:so\b(?! (?:sorry|what|why|"
    r"how|when|you\b|did|that you))|"
    r"to (?:sum|recap|be (?:sure|clear)|confirm|finish|close|wrap)|in (?:short|summary|brief)|summar|recap|that's\b|"
    r"that leaves|"
    r"(?:then )?(?:this|here)(?:'s| is) what happens|here's (?:what|where|the plan)|we're (?:straight|agreed|clear)|"
    r"(?:then )?one (?:item|thing) remains|"
    r"next steps?|the (?:plan|steps)|from here)",
    re.IGNORECASE,
)


def next_steps(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T38."""
    if not case.agent_turns:
        return Verdict(id=criterion.id, verdict="na", why="The agent said nothing.")
    heard, unheard = _closing_turns(case)
    ledger = ledger_of(case)
    late = next((shown for turn in unheard if (shown := _summary(case, ledger, turn, by_cue_alone=True))), ())
    offered = {offer.turn for offer in offers_made(case)}
    if late and not any(_summary(case, ledger, turn, by_cue_alone=True) for turn in heard if turn not in offered):
        return _not_met(criterion, late, "The summary came after the customer had left; give it before.")
    for turn in reversed(heard):
        entries = [entry for entry in ledger if entry.turn == turn]
        shown = _summary(case, ledger, turn, by_cue_alone=turn != case.agent_turns[-1])
        if not shown:
            continue
        earlier = tuple(entry for entry in ledger if entry.turn < turn)
        change = next((told for entry in entries if (told := changed_terms(case, entry, earlier))), None)
        agreed = _agreed(case, earlier)
        change = change or moved_deadline(tuple(entries), agreed)
        change = change or (changed_particulars(case, tuple(entries), agreed) if agreed else None)
        change = change or _another_remedy(case, turn)
        if change is not None:
            return _not_met(criterion, shown, f"The closing summary {change}; say what was agreed, and nothing else.")
        if any(breach.turn == turn and breach.is_promise for breach in breaches(case)):
            return _not_met(criterion, shown, "The closing summary promised what cannot be kept.")
        news = next((entry for entry in entries if is_news(case, entry)), None) if earlier else None
        if news is not None:
            return _not_met(
                criterion, shown, f"The summary adds '{news.words.strip(' .,')}', which was never agreed; leave it out."
            )
        return Verdict(
            id=criterion.id,
            verdict="met",
            evidence=shown,
            why=f"Turn {turn} said before the end who does what, and by when.",
        )
    timed = [entry for entry in ledger if entry.turn in heard and entry.timed and not _only_puts(case, ledger, entry)]
    broken = {breach.turn for breach in breaches(case) if breach.is_promise}
    if not timed or all(entry.turn in broken for entry in timed):
        last = case.agent_turns[-1]
        parts = sentences(case.text(last))
        return _not_met(
            criterion,
            case.quote(last, parts[0]) if parts else (),
            criterion.advice or "The conversation ended without a word on who does what, and by when.",
        )
    return undecided(
        criterion, "A step with a time was named towards the end; whether that sums up what was agreed is open."
    )


def _agreed(case: Case, earlier: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Those entries that do not belong to an offer that was turned down."""
    course = course_of(case)
    refused = {remedy for remedy, _ in course.refusals}
    turned_down = {offer.turn for offer in course.offers if offer.remedy in refused}
    return tuple(entry for entry in earlier if entry.turn not in turned_down)


def _another_remedy(case: Case, turn: int) -> str | None:
    """How a summary names a remedy that nobody had spoken of in place of those that were offered."""
    if case.scenario is None:
        return None
    before = " ".join(case.text(number) for number in range(1, turn))
    offered = {offer.remedy for offer in offers_made(case) if offer.turn < turn}
    names = {
        remedy.id: [name for name in remedy.keywords if holds_name(case.text(turn), name)]
        for remedy in case.scenario.remedies
    }
    kept = any(names[remedy] for remedy in offered if remedy in names)
    new = next(
        (
            found[0]
            for remedy, found in names.items()
            if found and remedy not in offered and not any(holds_name(before, name) for name in found)
        ),
        None,
    )
    return f"names '{new}', which had never been offered" if new and offered and not kept else None


def _only_puts(case: Case, ledger: tuple[Entry, ...], entry: Entry) -> bool:
    """Whether a step with a time belongs to an offer as it is put, or leaves out what else had been agreed."""
    if isinstance(case.action(entry.turn), Offer) or case.in_turn(entry.turn, "offered_remedy", "reoffered_refused"):
        return True
    beside = [other for other in ledger if other.turn == entry.turn]
    before = [other for other in ledger if other.turn < entry.turn and other.timed]
    return len(beside) == 1 and bool(before) and not (entry.does and entry.turn == case.agent_turns[-1])


def _closing_turns(case: Case) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The last agent turns that the customer was still there to hear, and those after it had left."""
    last = case.customer_turns[-1] if case.customer_turns else None
    left = last if last is not None and leaves(case.text(last)) else None
    heard = tuple(turn for turn in case.agent_turns if left is None or turn < left)
    unheard = tuple(turn for turn in case.agent_turns if left is not None and turn > left)
    return heard[-_CLOSING:], unheard


def _summary(case: Case, ledger: tuple[Entry, ...], turn: int, *, by_cue_alone: bool) -> tuple[Quote, ...]:
    """The words that sum up: a time in a turn that says so, or two things to be done of which one has a time."""
    entries = [entry for entry in ledger if entry.turn == turn]
    if not any(entry.timed for entry in entries):
        return ()
    parts = sentences(case.text(turn))
    cue = any(_SUMS_UP.search(part.replace("’", "'")) for part in parts) or bool(case.in_turn(turn, "summarised"))
    doing = sum(entry.does for entry in entries)
    if not cue and (by_cue_alone or len(entries) < 2 or not doing):
        return ()
    return tuple(dict.fromkeys(quote for entry in entries for quote in case.quote(turn, entry.sentence)))


def _not_met(criterion: Criterion, evidence: tuple[Quote, ...], why: str) -> Verdict:
    return Verdict(id=criterion.id, verdict="not_met", evidence=evidence, why=why)
