"""Language models: the gateway to providers, the local server, and nothing else."""
