"""Taking a whole network out as one file, or what is one's own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify

from closeknit.accounts.record import record
from closeknit.exchange import archive, pages
from closeknit.exchange.taking_out import may_take_everything
from closeknit.exchange.taking_out import take_out as taken_out
from closeknit.networks.door import NetworkRequest
from closeknit.networks.files import ALONE
from closeknit.policy import Role


def take_out(request: NetworkRequest, network: str) -> HttpResponse | FileResponse:
    """What goes into the archive; and the archive itself."""
    actor = request.actor
    whole = may_take_everything(actor)
    if request.method != "POST":
        context = {"whole": whole, "steward": actor.role is Role.STEWARD}
        return render(request, "exchange/take_out.html", context)
    taken = taken_out(request.network, actor, timezone.now())
    # A file without a name: nobody else can open it, and it is gone when it was sent.
    out = tempfile.TemporaryFile(dir=settings.DATA)  # noqa: SIM115
    archive.write(out, archive.with_contents(taken.data, pages.texts(taken)), _opened(taken.files))
    out.seek(0)
    if whole:
        record(actor, "took_out", "export", network)
    else:
        record(actor, "took_own_out", "export", network)
    name = f"closeknit-{slugify(request.network.name) or 'network'}-{taken.at:%Y-%m-%d}.zip"
    kind = "application/zip"
    return FileResponse(out, as_attachment=True, filename=name, content_type=kind, headers=ALONE)


def _opened(files: Mapping[str, str]) -> Iterator[tuple[str, IO[bytes]]]:
    """Each picture in its turn, so that never two are open."""
    for name, stored in sorted(files.items()):
        with suppress(FileNotFoundError):  # taken down in this very moment
            yield name, default_storage.open(stored)
