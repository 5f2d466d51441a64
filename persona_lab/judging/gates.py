"""Hard gates in code, where a quote or an action proves them (section 4.6); V4 and V5 are the panel's."""

from persona_lab.judging.casefile import Case
from persona_lab.judging.goodbye import abandoned
from persona_lab.judging.promises import breaches
from persona_lab.judging.transfer import stonewalled
from persona_lab.model.verdict import Gate


def gates_hit(case: Case) -> tuple[Gate, ...]:
    """Every gate that was hit, by turn."""
    hit = [Gate(id="V1", turn=move.turn, quote=move.quote) for move in case.of("insulted") if move.quote]
    hit += [Gate(id="V3", turn=move.turn, quote=move.quote) for move in case.of("told_to_calm_down") if move.quote]
    hit += [Gate(id="V2", turn=breach.turn, quote=breach.shown_as) for breach in breaches(case) if breach.is_promise]
    hit += [gate for gate in (abandoned(case), stonewalled(case)) if gate is not None]
    hit += [Gate(id="V8", turn=quote.turn, quote=quote.quote) for quote in case.bait]
    return tuple(sorted(hit, key=lambda gate: (gate.turn, gate.id)))
