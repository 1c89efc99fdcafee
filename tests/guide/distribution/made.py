"""What the tests of distribution begin with, made through the verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from guide.distribution import ordering, stock
from guide.models import Agency, Channel, Edition, Handout, Order, PrintRun

DAY = date(2026, 11, 2)


def create_channel(
    *, name: str = "Lettre de mars", code: str = "lettre", by: User | None = None, **fields: Any
) -> Channel:
    values = {"kind": Channel.Kind.NEWSLETTER, "language": "fr"} | fields
    return Channel.objects.begin(name=name, code=code, by=by, **values)


def create_agency(
    *, name: str = "Agence de Lille", code: str = "lille", by: User | None = None, **fields: Any
) -> Agency:
    channel = create_channel(name=name, code=code, kind=Channel.Kind.AGENCY, by=by)
    agency = Agency.objects.get(channel=channel)
    for field, value in ({"email": "lille@example.org"} | fields).items():
        setattr(agency, field, value)
    agency.save()
    return agency


def create_run(edition: Edition, *, copies: int = 100, is_there: bool = True, **fields: Any) -> PrintRun:
    run = PrintRun(edition=edition, copies=copies, delivered_on=DAY if is_there else None, **fields)
    return stock.enter_run(run, by=None)


def hand_out(edition: Edition, *, copies: int = 10, **fields: Any) -> Handout:
    return stock.hand_out(Handout(edition=edition, copies=copies, on=DAY, **fields), by=None)


def create_order(agency: Agency, *, copies: int = 30, form: str = "booklet", **fields: Any) -> Order:
    return ordering.ask(agency, language="fr", form=form, copies=copies, **({"again": True} | fields))


def go_through(order: Order, *states: str, by: User | None) -> Order:
    for state in states:
        ordering.move(order, state, seen=order.state, by=by)
    return order
