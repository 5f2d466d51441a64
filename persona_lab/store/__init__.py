"""Sessions kept as events in SQL."""
