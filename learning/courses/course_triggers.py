"""What home shows of courses, and therefore raises its cache version: whether one can be begun."""

from contributions.cache_versions.triggers import OF_THE_NEWS, CacheVersionTrigger

OF_THE_COURSES = [
    CacheVersionTrigger("learning_course", OF_THE_NEWS, columns=("closed_at", "deadline"), kind="news"),
    CacheVersionTrigger("learning_courseversion", OF_THE_NEWS, on=("insert", "delete"), kind="news"),
]
