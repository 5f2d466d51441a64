"""The customer's five steps: perceive, feel, decide, speak, check; all pure and seeded."""
