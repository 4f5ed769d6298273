"""What the web process carries along, and what it does not."""

import subprocess
import sys

LOAD = """
import os, sys, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
import config.urls
print("highspy" in sys.modules)
"""


def test_no_page_loads_the_solver() -> None:
    """Solving is the worker’s: a page that did it would keep everybody waiting for seconds."""
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "False"
