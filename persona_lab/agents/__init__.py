"""Who can sit in the agent's chair: a human, a script, a model."""
