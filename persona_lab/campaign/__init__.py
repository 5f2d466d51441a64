"""Many sessions by plan, and the figures that come of them."""
