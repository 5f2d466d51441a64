"""From a transcript to a scorecard that quotes it."""
