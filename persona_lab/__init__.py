"""persona-lab: customer-service agents spar with difficult customers and get a scorecard that quotes them."""

__version__ = "0.1.0"
