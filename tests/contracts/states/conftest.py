"""A copy of the demo for the tests of this folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import User
from tests.contracts.world import ACCOUNTS
from tests.loaded_demo import FILES, Demo, demo_once

demo = demo_once(scope="package")


@pytest.fixture
def clients(demo: Demo, db: None, tmp_path: Path, sign_in) -> dict[str, Client]:
    """Somebody of each role, before a site that has the files of the demo."""
    for name in FILES:
        shutil.copytree(demo.folder / name, tmp_path / name, copy_function=os.link, dirs_exist_ok=True)
    people = {role: sign_in(User.objects.get(username=name)) for role, name in ACCOUNTS.items()}
    return {"visitor": Client()} | people
