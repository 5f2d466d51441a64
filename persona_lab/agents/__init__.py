"""Who can sit in the agent's chair: a human, a script, a model."""

from persona_lab.agents.base import Agent, AgentTurn
from persona_lab.agents.model import ModelAgent
from persona_lab.agents.script import ScriptAgent

__all__ = ["Agent", "AgentTurn", "ModelAgent", "ScriptAgent"]
