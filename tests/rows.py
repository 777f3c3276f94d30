"""All rows of the house, to see what a request did to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.apps import apps

Rows = Mapping[str, list[tuple[object, ...]]]


def everything(without: Collection[str] = ()) -> Rows:
    """Every row of every model, field by field, but for these models."""
    return {
        model._meta.label: sorted(
            (tuple(row) for row in model._base_manager.values_list()), key=repr
        )
        for model in apps.get_models()
        if model._meta.label not in without
    }


def changed(before: Rows, after: Rows) -> set[str]:
    """The models whose rows are not what they were."""
    return {label for label in before if before[label] != after[label]}
