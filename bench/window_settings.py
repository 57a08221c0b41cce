"""The settings of the site with the stock pages beside it."""

from onewindow.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.window_stock"
ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
TEMPLATES[0]["DIRS"] = [str(CHECKOUT / "bench/templates")]  # noqa: F405
