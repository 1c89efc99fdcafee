"""What pages and lists show of the guide, and therefore raises their cache versions: tips, the current edition, decisions."""

from contributions.cache_versions.triggers import (
    OF_ITS_THEME,
    OF_THE_NEWS,
    OF_THE_SITE,
    OF_THEME_OF_PAGE,
    CacheVersionTrigger,
    all_of,
)

OF_THE_SOURCE = "SELECT {row}.page_id UNION ALL SELECT merged_into_id FROM contributions_page WHERE id = {row}.page_id"
OF_THE_TIP = (
    "SELECT page_id FROM guide_source WHERE tip_id = {row}.id UNION ALL SELECT merged_into_id FROM contributions_page "
    "WHERE id IN (SELECT page_id FROM guide_source WHERE tip_id = {row}.id)"
)
OF_THEMES_OF_THE_TIP = (
    "SELECT {themes} - theme_id FROM contributions_page "
    "WHERE id IN (SELECT page_id FROM guide_source WHERE tip_id = {row}.id)"
)
OF_THE_NEWS_WITH_QUESTIONS = f"{OF_THE_NEWS} WHERE {{row}}.theme_id IS NOT NULL"  # home and /wiki/ say them
OF_THE_GUIDE = [
    CacheVersionTrigger("guide_source", all_of(OF_THE_SOURCE, OF_THEME_OF_PAGE, OF_THE_NEWS)),
    CacheVersionTrigger("guide_tip", all_of(OF_THE_TIP, OF_THEMES_OF_THE_TIP, OF_THE_NEWS)),
    CacheVersionTrigger("guide_decision", OF_THE_NEWS, on=("insert", "delete"), once=True, kind="news"),
    CacheVersionTrigger("guide_translation", all_of(OF_ITS_THEME, OF_THE_NEWS_WITH_QUESTIONS)),
    CacheVersionTrigger("guide_edition", OF_THE_SITE),
    CacheVersionTrigger("guide_editionfile", OF_THE_SITE, columns=("made_at",)),
]
