"""Stock agents whose right outcome is known, for probing personas: one handles well, the others each in one bad way.

They read the scenario, as the agent would, and never the customer's inside.
"""

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from persona_lab.agents.base import AgentTurn
from persona_lab.agents.script import ScriptAgent
from persona_lab.model.actions import End, FollowUp, Offer, Transfer
from persona_lab.model.scenario import Fact, Remedy, Scenario

StockName = Literal["good", "empty-apology", "rude", "policy-quoter", "silent"]

STOCK_NAMES: tuple[StockName, ...] = get_args(StockName)

BAD_TURNS = 20
"""How many turns a bad agent has; long enough for any customer to have left."""


def stock_agent(name: StockName, scenario: Scenario) -> ScriptAgent:
    """The stock agent of that name, with its turns written for this scenario."""
    return ScriptAgent(_SCRIPTS[name](scenario), name=name)


def _good(scenario: Scenario) -> list[AgentTurn]:
    """Names the harm and its cause, restates, asks, offers with a time, holds the line, sums up; then a good goodbye.

    Follows the documents in the house's order: feelings first (X07), facts before the offer (T30), what can be kept
    (T35), the next steps (T33, T38), and after an impasse thanks, regret and a hand-over (T41 to T43).
    """
    name = scenario.customer.name
    failing = scenario.failing
    loss = scenario.phrases.loss
    said = [fact for fact in scenario.facts if fact.known_to == "both" and fact.reveal == "opening"]
    asked = [fact for fact in scenario.facts if fact.known_to == "customer" and fact.reveal == "when_asked"]
    fitting = [remedy for remedy in scenario.remedies if remedy.id in scenario.acceptable]
    others = [remedy for remedy in scenario.remedies if remedy not in fitting and _can_promise(remedy, scenario)]
    first, *spare = [*fitting, *others] if scenario.winnable else others
    hit = f" You told me what it did to you: {_as_told(loss)}. That would make anybody angry." if loss else ""
    turns = [
        _say(
            f"{name}, I apologise that {_as_told(failing)}.{hit} I have your case open and I am dealing with it myself."
        ),
        _say(f"Let me check that I have it right: {_as_told(failing)}{_recalled(said)}. {_question(asked)}"),
        _offer(
            first, f"Thank you for telling me that. What I can do for you is this: {_plain(first)} Shall I book it?"
        ),
        _say(
            f"{name}, you were left without a word when {_as_told(failing)}, and of course that makes you angry. "
            "I will book it myself, then I will write down what went wrong, and you will have it confirmed in writing "
            f"by {_soon(scenario)}."
        ),
        _offer(
            first,
            f"To be straight with you: I cannot undo it. What I can do today is {_phrase(first)}, and I will stand by "
            "that. I will see it through and confirm it to you within the hour.",
        ),
        _say(
            "I have also put a note on your record so that the team rings you first next time, and I will do my best "
            f"to keep it that way. So, to sum up: you get {_phrase(first)}, I confirm it within the hour, and you "
            "need do nothing more. Is there a point in that which does not work for you?"
        ),
    ]
    turns += [
        _offer(remedy, f"There is one more thing I can put to you: {_plain(remedy)} Would that help?")
        for remedy in spare
    ]
    return [*turns, *_goodbye(scenario)]


def _goodbye(scenario: Scenario) -> list[AgentTurn]:
    name = scenario.customer.name
    thanks = (
        f"{name}, thank you for telling me so plainly where we let you down. I am sorry that I could not settle it the "
        "way you wanted."
    )
    summary = f"{scenario.issue} Offered: {'; '.join(remedy.description.rstrip('.') for remedy in scenario.remedies)}."
    if scenario.manager.available:
        return [
            _say(
                f"{thanks} My manager can look at it again; I would tell the whole story first. May I put you through?"
            ),
            AgentTurn(
                text="I am putting you through now and have told the story, so that you need not.",
                action=Transfer(summary=summary),
            ),
        ]
    channel, contact = next(iter(scenario.customer.contact.items()), ("phone", None))
    reach = f" on {contact}" if contact else ""
    booked = FollowUp(when="Monday at 9:00", channel=channel, contact=contact, summary=summary)
    return [
        AgentTurn(
            text=f"{thanks} Nobody senior is on duty now. I will see that you are called on Monday at 9:00{reach}; is "
            "that the right number?",
            action=booked,
        ),
        AgentTurn(text="It stands: Monday at 9:00, with everything you told me written down.", action=booked),
        AgentTurn(text="Goodbye for today.", action=End()),
    ]


def _empty_apology(_: Scenario) -> list[AgentTurn]:
    lines = (
        "I'm so sorry about this.",
        "I do apologise for any inconvenience caused.",
        "I'm really sorry you feel that way.",
        "Sorry about that, truly.",
        "We apologise for the trouble.",
        "I am very sorry for everything.",
        "Again, my apologies for the inconvenience.",
        "I can only say sorry.",
    )
    return [_say(line) for line in _cycled(lines)]


def _rude(_: Scenario) -> list[AgentTurn]:
    lines = (
        "Calm down. There is no need to get hysterical.",
        "Are you stupid? I have told you how it is.",
        "You are being ridiculous, and you know it.",
        "Maybe use your brain next time, idiot.",
        "I am NOT listening to this RUBBISH from you!!",
        "Get lost, you moron.",
    )
    return [_say(line) for line in _cycled(lines)]


def _policy_quoter(_: Scenario) -> list[AgentTurn]:
    lines = (
        "That is not covered by our terms and conditions.",
        "As per company policy, there is nothing that can be done in such cases.",
        "Our policy is quite clear on this point.",
        "You accepted the terms when you signed up.",
        "The rules do not allow an exception.",
        "I have to follow the procedure, and the procedure says no.",
    )
    return [_say(line) for line in _cycled(lines)]


def _silent(_: Scenario) -> list[AgentTurn]:
    return [_say("")] * BAD_TURNS


_SCRIPTS: dict[StockName, Callable[[Scenario], Sequence[AgentTurn]]] = {
    "good": _good,
    "empty-apology": _empty_apology,
    "rude": _rude,
    "policy-quoter": _policy_quoter,
    "silent": _silent,
}


def _say(text: str) -> AgentTurn:
    return AgentTurn(text=text)


def _offer(remedy: Remedy, text: str) -> AgentTurn:
    return AgentTurn(text=text, action=Offer(remedy=remedy.id))


def _cycled(lines: Sequence[str]) -> list[str]:
    return [lines[number % len(lines)] for number in range(BAD_TURNS)]


def _can_promise(remedy: Remedy, scenario: Scenario) -> bool:
    return scenario.manager.available or not remedy.needs_approval


def _question(asked: Sequence[Fact]) -> str:
    if not asked:
        return "Is there anything in that I have wrong?"
    return (
        f"So that I fix the right thing, one question: what can you tell me about the {asked[0].id.replace('-', ' ')}?"
    )


def _recalled(said: Sequence[Fact]) -> str:
    return f", and this on top: {_as_told(said[-1].text).rstrip('.')}" if said else ""


def _as_told(words: str) -> str:
    """The customer's own words turned from 'I' to 'you', as somebody listening says them back."""
    swaps = {
        "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "me": "you", "my": "your", "mine": "yours",
        "we": "you", "us": "you", "our": "your", "am": "are", "myself": "yourself",
    }  # fmt: skip
    turned = [swaps.get(word.lower(), word) for word in words.split(" ")]
    return " ".join(turned).replace("you was", "you were")


def _plain(remedy: Remedy) -> str:
    text = remedy.description.strip()
    return text if text.endswith((".", "!", "?")) else text + "."


def _phrase(remedy: Remedy) -> str:
    return remedy.phrase or remedy.description.strip().rstrip(".").lower()


def _soon(scenario: Scenario) -> str:
    hour = min(scenario.now.hour + 1, 23)
    return f"{hour}:{scenario.now.minute:02d} today"
