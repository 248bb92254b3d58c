# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test stands on: no screen needed, and the same examples on every machine."""

import os
import sys

import pytest
from hypothesis import HealthCheck, settings

from desktop.core import i18n, packs
from tests.workspaces import fresh_workspace, made_once, workspace  # noqa: F401 - fixtures for all

if sys.platform.startswith("linux") and not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile(
    "vereda", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("vereda")

pytest_plugins = ["tests.demo_world", "tests.rooms", "tests.windows"]


@pytest.fixture(autouse=True)
def nothing_chosen():
    """Start every test without a country or a language: a program before it had chosen them."""
    packs.use("")
    i18n.set_language("en")
