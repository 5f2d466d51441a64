"""The five steps: perceive, feel, decide, speak, check; all pure."""
