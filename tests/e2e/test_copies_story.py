"""An agency orders copies by its link; an editor accepts and sends them; the agency says that they are there."""

from __future__ import annotations

from playwright.sync_api import expect

from accounts.models import User
from guide.models import Edition, Order
from tests import factories
from tests.e2e.acts import press
from tests.e2e.looking import Look
from tests.guide.distribution.made import create_agency, create_run


def test_an_agency_orders_and_an_editor_sends(editor: User, browser_of, new_context, look: Look) -> None:
    factories.create_tip(number=6, by=editor)
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True)
    create_run(edition, copies=100)
    address = f"/agency/{create_agency().make_link()}/"
    agency = new_context().new_page()
    agency.goto(address)
    agency.fill("[name=copies]", "60")
    press(agency, "main .btn.do")
    expect(agency.locator("#told .note")).to_be_visible()
    look(agency)
    assert agency.context.cookies() == []

    laurent = browser_of(editor)
    laurent.goto("/curation/orders/")
    look(laurent)
    press(laurent, ".entries a")
    look(laurent)
    press(laurent, "button[value=accepted]")
    press(laurent, ".entries a")
    press(laurent, "button[value=sent]")

    agency.goto(address)
    press(agency, "button[value=delivered]")
    assert Order.objects.get().state == "delivered"
    laurent.goto("/statistics/reach/")
    look(laurent)
    for screen in ("channels/", "channels/lille/", "print-runs/"):
        laurent.goto(f"/curation/{screen}")
        look(laurent)
