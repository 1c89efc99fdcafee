"""What a wiki page shows of the guide, and therefore bumps its cache version: its tips, and the current edition."""

from contributions.cache_versions.triggers import OF_THE_SITE, CacheVersionTrigger

OF_THE_SOURCE = "SELECT {row}.page_id UNION ALL SELECT merged_into_id FROM contributions_page WHERE id = {row}.page_id"
OF_THE_TIP = (
    "SELECT page_id FROM guide_source WHERE tip_id = {row}.id UNION ALL SELECT merged_into_id FROM contributions_page "
    "WHERE id IN (SELECT page_id FROM guide_source WHERE tip_id = {row}.id)"
)
OF_THE_GUIDE = [
    CacheVersionTrigger("guide_source", OF_THE_SOURCE),
    CacheVersionTrigger("guide_tip", OF_THE_TIP, on=("update", "delete")),
    CacheVersionTrigger("guide_edition", OF_THE_SITE),
    CacheVersionTrigger("guide_editionfile", OF_THE_SITE, columns=("made_at",)),
]
