"""What of the guide a page of the wiki shows, and so raises its stamp: the tips that rest on it, and the current edition."""

from contributions.stamps.triggers import OF_THE_SITE, Trigger

OF_THE_SOURCE = "SELECT {row}.page_id UNION ALL SELECT merged_into_id FROM contributions_page WHERE id = {row}.page_id"
OF_THE_TIP = (
    "SELECT page_id FROM guide_source WHERE tip_id = {row}.id UNION ALL SELECT merged_into_id FROM contributions_page "
    "WHERE id IN (SELECT page_id FROM guide_source WHERE tip_id = {row}.id)"
)
OF_THE_GUIDE = [
    Trigger("guide_source", OF_THE_SOURCE),
    Trigger("guide_tip", OF_THE_TIP, on=("update", "delete")),
    Trigger("guide_edition", OF_THE_SITE),
    Trigger("guide_editionfile", OF_THE_SITE, columns=("made_at",)),
]
