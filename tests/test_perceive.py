from pathlib import Path

import pytest
import yaml

from persona_lab.customer.perceive import perceive, perceive_all
from persona_lab.model.actions import End, FollowUp, Hold, Offer, Resume, Transfer
from persona_lab.model.moves import HARMFUL
from persona_lab.model.scenario import Scenario
from persona_lab.model.transcript import Turn

HERE = Path(__file__).parent / "perceive"
SETTINGS = yaml.safe_load((HERE / "scenarios.yaml").read_text(encoding="utf-8"))


def cases(name):
    for group in yaml.safe_load((HERE / name).read_text(encoding="utf-8")):
        setting = SETTINGS.get(group["scenario"]) or {}
        scenario = Scenario.model_validate(setting["scenario"]) if setting else None
        for case in group["cases"]:
            said = case.get("after") or setting.get("opening") or "My parcel never came and I am angry."
            wanted = set(case.get("find", ()))
            unwanted = set(case.get("not", ()))
            if "harmful" in unwanted:
                unwanted = (unwanted - {"harmful"}) | (HARMFUL - wanted)
            yield said, case["say"], scenario, wanted, unwanted, case.get("miss")


def moves_after(said, words, scenario=None, **options):
    return perceive([Turn(speaker="customer", text=said), Turn(speaker="agent", text=words)], 2, scenario, **options)
