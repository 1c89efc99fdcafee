"""The films of the demo come to the site as an editor adds videos, with what colleagues asked under them."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import User
from campaign.models import Video
from contributions.models import Question, VideoPage
from demo.content import FOLDER
from demo.stage import Stage
from demo.video_content import VideoContent

LED_ON = timedelta(days=53, hours=15)  # when the editor says which pages a film leads to


def add_films(videos: tuple[VideoContent, ...], stage: Stage) -> None:
    """Each on its day, before anybody wrote; the pages to which it leads were named later."""
    editor = User.objects.get(username="editor")
    for place, told in enumerate(videos, start=1):
        video = stage.videos[told.name] = _add(told, place, stage, by=editor)
        for minutes, page in enumerate(told.leads_to):
            at = stage.at(LED_ON + timedelta(minutes=minutes))
            VideoPage.objects.link(video, stage.pages[page], by=editor, at=at)


def _add(told: VideoContent, place: int, stage: Stage, *, by: User) -> Video:
    film = FOLDER / "videos" / told.name
    with film.with_suffix(".webm").open("rb") as webm, film.with_suffix(".webp").open("rb") as poster:
        return Video.objects.add(
            title=told.title,
            theme=stage.themes[told.theme],
            description=told.description,
            position=place,
            webm=webm,
            poster=poster,
            tracks=told.tracks,
            by=by,
            at=stage.at(told.added),
        )


def ask_under_films(videos: tuple[VideoContent, ...], stage: Stage) -> None:
    for told in videos:
        for asked in told.asked:
            question = Question.objects.ask(
                text=asked.text,
                theme=stage.themes[told.theme],
                video=stage.videos[told.name],
                by=stage.people[asked.by],
                at=stage.at(asked.when),
            )
            page = stage.pages[asked.page]
            helper = User.objects.get(pk=page.byline[0]["id"])
            answered = stage.at(asked.when + timedelta(hours=22))
            question.answer_with(page, by=helper, at=max(answered, page.created_at))
