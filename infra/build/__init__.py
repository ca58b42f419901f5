"""Turns the sources into what template.yaml deploys, under .build/."""
