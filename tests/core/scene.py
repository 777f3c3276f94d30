"""The made-up scene, read from the file the demo uses."""

from pathlib import Path

import closeknit
from closeknit.core.formats.project import read_json

SCENE = Path(closeknit.__file__).parent / "home" / "scene" / "maya.json"


def maya():
    return read_json(SCENE.read_text(encoding="utf-8"))
