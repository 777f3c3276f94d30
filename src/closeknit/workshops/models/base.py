"""What every row of a series has, and every row of a host: their tenants, and earlier states."""

from __future__ import annotations

from django.db import models

from closeknit.networks.models import Earlier, OfATenant


class SeriesVersion(Earlier):
    """A row of a series as it was."""

    tenant_lookup = "series_id"

    series = models.ForeignKey("workshops.Series", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "row", "version"], name="one_series_row_a_version"
            )
        ]


class HostVersion(Earlier):
    """A row of a host as it was."""

    tenant_lookup = "host_id"

    host = models.ForeignKey("workshops.Host", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "row", "version"], name="one_host_row_a_version"
            )
        ]


class SeriesRow(OfATenant):
    """A row of one series of workshops. What is a place's own is read by whoever has that place."""

    tenant_lookup = "series_id"
    versions = SeriesVersion

    series = models.ForeignKey("workshops.Series", on_delete=models.CASCADE, related_name="+")

    class Meta(OfATenant.Meta):
        abstract = True


class HostRow(OfATenant):
    """A row of one host."""

    tenant_lookup = "host_id"
    versions = HostVersion

    host = models.ForeignKey("workshops.Host", on_delete=models.CASCADE, related_name="+")

    class Meta(OfATenant.Meta):
        abstract = True
