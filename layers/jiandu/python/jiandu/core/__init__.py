"""The rules: pure functions over facts, with the standard library and pydantic only."""
