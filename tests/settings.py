"""The settings of the house, in a folder of their own that is gone afterwards."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# In memory, where there is room: the house waits for the disk at each deed, tests need not.
MEMORY = Path("/dev/shm")
ROOMY = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2 * 1024**3
FOLDER = Path(tempfile.mkdtemp(prefix="closeknit-tests-", dir=MEMORY if ROOMY else None))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

for name in [name for name in os.environ if name.startswith("CLOSEKNIT_")]:
    if name != "CLOSEKNIT_TEST_DATABASE":
        del os.environ[name]
os.environ["CLOSEKNIT_DATA"] = str(FOLDER)
os.environ["CLOSEKNIT_DATABASE"] = os.environ.get("CLOSEKNIT_TEST_DATABASE", "")

from closeknit.settings import *  # noqa: E402, F403
from closeknit.settings import ALLOWED_HOSTS, DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir(parents=True)
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if not os.environ["CLOSEKNIT_DATABASE"]:
    # A real file, so that the tests run under the same PRAGMAs as the house.
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "tests.sqlite3")}
