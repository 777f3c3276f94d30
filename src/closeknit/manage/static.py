"""What browsers fetch, gathered, hashed and compressed once per version."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import find, get_finders
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.template.loader import get_template
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Beside its parts, so that what they say of "../fonts/" stays true.
JOINED = "closeknit/css/joined.css"
PART = re.compile(r"""<link rel="stylesheet" href="{% static '([^']+)' %}"( media="print")?>""")


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Adds one sheet in place of those every page has: on a slow line each file costs."""

    def post_process(self, paths: dict[str, Any], *args: Any, **more: Any) -> Iterator[Any]:
        if not self.exists(JOINED):
            self.save(JOINED, ContentFile(joined(template()).encode()))
        yield from super().post_process({**paths, JOINED: (self, JOINED)}, *args, **more)

    def joined(self) -> str:
        """Where the one sheet is, or nothing where files are not gathered."""
        return "" if settings.DEBUG or JOINED not in self.hashed_files else self.url(JOINED)


def template() -> str:
    """The list of sheets, in the order that counts."""
    return str(get_template("parts/styles.html").template.source)  # type: ignore[attr-defined]


def joined(listed: str) -> str:
    """The listed sheets as one, without remarks and indents."""
    whole = []
    for name, paper in PART.findall(listed):
        css = Path(str(find(name))).read_text(encoding="utf-8")
        css = re.sub(r"\n\s*", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).strip()
        whole.append(f"@media print {{\n{css}\n}}" if paper else css)
    return "\n".join(whole) + "\n"


def collect(root: Path) -> bool:
    """Gather the files, unless nothing changed since the last time. True if there was work."""
    stamp, now = root / ".stamp", fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == now:
        return False
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now, encoding="ascii")
    return True


def fingerprint() -> str:
    """Changes when any file changes its name, size or time, or the list of sheets."""
    found = hashlib.sha256(template().encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            found.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return found.hexdigest()
