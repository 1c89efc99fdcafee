"""A condition that compiled queries need: see `common.database.queries`."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Lookup


@CharField.register_lookup
class Like(Lookup):
    """`name__like="% ada%"`: a pattern as it stands, as a compiled query takes it; `contains` would put signs around it."""

    lookup_name = "like"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        name, params = self.process_lhs(compiler, connection)
        pattern, more = self.process_rhs(compiler, connection)
        return f"{name} LIKE {pattern}", (*params, *more)
