"""Everything that builds the project and runs it on one machine."""
