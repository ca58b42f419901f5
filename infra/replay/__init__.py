"""The way back for what was set aside after failing each time: alerts, recomputations and events."""
