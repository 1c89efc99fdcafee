"""The way back ends at the screen itself, in words: a link there would lead to where one is."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import factories
from tests.campaign.invitations.made import create_wave
from tests.campaign.training.made import create_session

WAY_BACK = re.compile(r'<ol class="crumbs">(.*?)</ol>', re.DOTALL)


@pytest.mark.once
def test_the_way_back_ends_with_the_name_of_the_screen_on_lists_and_on_what_they_list(as_editor: Client) -> None:
    page = factories.create_page()
    shown = [create_session(), create_wave(), page, page.theme]
    lists = ["/sessions/", "/invitations/", "/videos/", "/courses/", "/questions/", "/wiki/", "/curation/channels/"]
    for address in [*lists, *(one.get_absolute_url() for one in shown)]:
        found = WAY_BACK.search(as_editor.get(address).text)
        assert found and found[1].split("<li>")[-1].strip().startswith("<span"), address
