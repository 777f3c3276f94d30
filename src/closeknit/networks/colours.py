"""The colours of a picture as every screen shows them: a profile is worked out, then left behind.

A phone writes wide colours (Display P3), a camera others (Adobe RGB), a press inks. Without the
profile that says so the same numbers look pale. What cannot be worked out stays as it was.
"""

from __future__ import annotations

import io
import logging

from PIL import Image, ImageCms

MOST_PROFILE = 4 * 1024 * 1024
"""Profiles for inks have about a megabyte; those of screens one or two thousand bytes."""
HEAD = 128
ENDLESS = b"mpet"
"""A kind of profile with as many steps as its file has room for, each taken for every dot."""
MODES = {b"RGB ": ("RGB", "RGBA"), b"CMYK": ("CMYK",), b"GRAY": ("L",)}

log = logging.getLogger(__name__)


def usual(picture: Image.Image) -> Image.Image:
    """The same colours in sRGB, which is what is meant where nothing is said."""
    profile = picture.info.get("icc_profile") or b""
    if not HEAD < len(profile) <= MOST_PROFILE or ENDLESS in profile:
        return picture
    if picture.mode not in MODES.get(profile[16:20], ()):
        return picture
    try:
        return _worked_out(picture, profile)
    except Exception as error:  # profiles can be broken in as many ways as files
        log.info("The colours of a picture could not be worked out: %s", type(error).__name__)
        return picture


def _worked_out(picture: Image.Image, profile: bytes) -> Image.Image:
    into = "RGBA" if picture.mode == "RGBA" else "RGB"
    said = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    screens = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    way = ImageCms.buildTransform(said, screens, picture.mode, into)
    found = ImageCms.applyTransform(picture, way)
    return picture if found is None else found
