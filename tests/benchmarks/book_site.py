"""What `tests.benchmarks.book` does inside the site: asks for all files of edition 1, or shows what became of them."""

from __future__ import annotations

import sys

import django


def prepare(languages: list[str]) -> None:
    from django_tasks_db.models import DBTaskResult

    from guide.builds import build
    from guide.models import Edition

    DBTaskResult.objects.all().delete()  # whatever else the demo has woken
    edition = Edition.objects.get(number=1)
    document = edition.texts.get(language=edition.language).document
    for language in languages:
        edition.texts.get_or_create(language=language, defaults={"document": document | {"language": language}})
    edition.files.all().delete()
    build.request_builds(edition)
    print(f"{edition.files.count()} files in {', '.join(edition.languages)}")


def show() -> None:
    from guide.models import EditionFile

    for file in EditionFile.objects.order_by("language", "pk"):
        print(f"{file.language} {file.form:9} {file.state:8} {file.size:>9} {file.sha256[:12]} {file.problem[:80]}")


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare([language for language in sys.argv[2].split(",") if language])
    else:
        show()
