"""What a test run sees of the environment; named in pyproject.toml, so that it is set before the settings are read."""

import atexit
import os
import shutil
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="onewindow-tests-")
_PID = os.getpid()


@atexit.register
def _clean() -> None:
    if os.getpid() == _PID:  # a forked child leaves the folder to its parent
        shutil.rmtree(_FOLDER, ignore_errors=True)


os.environ["ONEWINDOW_VAR"] = _FOLDER
os.environ["ONEWINDOW_TODAY"] = "2023-09-15"
os.environ["ONEWINDOW_DEMO"] = "1"
os.environ.setdefault("ONEWINDOW_SECRET_KEY", "5e" * 32)
os.environ.setdefault("ONEWINDOW_SEAL_KEY", "a7" * 32)
