"""Nested stacks updated as AWS updates them: what stays as it is keeps its attributes and its name."""

from __future__ import annotations

from typing import Any


def install() -> None:
    """Mend how ministack treats a resource of a nested stack; top-level stacks hold their own references.

    Updating, it hands on no attributes of an unchanged resource, so every Output that reads one fails.
    Creating, a bucket's random name seed leaks into the names of the resources after it but is not
    recorded, so their next update takes each for renamed and replaces it.
    """
    from ministack.services.cloudformation import _stacks, provisioners

    update, provision, seed = provisioners._update_resource, provisioners._provision_resource, provisioners._NAME_SEED

    def update_keeping_attributes(
        kind: str, physical_id: str, old: dict[str, Any], new: dict[str, Any], stack: str, logical_id: str
    ) -> Any:
        attributes = _stacks[stack]["_resources"][logical_id]["Attributes"]
        return update(kind, physical_id, old, new, stack, logical_id, attributes)

    def provision_with_own_seed(*arguments: Any) -> Any:
        before = seed.get()
        try:
            return provision(*arguments)
        finally:
            seed.set(before)

    provisioners._update_resource = update_keeping_attributes
    provisioners._provision_resource = provision_with_own_seed
