"""What every test stands on: clients of the three people, tasks done at once, files in a temporary folder."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from _pytest import runner
from django.core.cache import caches
from django.test import Client, TransactionTestCase, override_settings
from django.utils import translation
from pytest_django import DjangoDbBlocker

from accounts.models import User
from campaign.set_up_links import FirstRun
from campaign.site_settings import current
from campaign.site_settings.models import THE_ROW, SiteSettings
from common.caching import file_store
from common.caching.file_store import build_of
from contributions import events
from contributions.views.pages import page_cache
from guide.builds import build
from guide_project import settings as real_settings
from guide_project.server.stack_reserve import with_room
from tests import as_read, cache_comparison, databases, factories, forms
from tests.failed_tasks import FailedTasks, watched
from tests.folders import Folders
from tests.loaded_demo import own_demo
from tests.order import ordered

__all__ = ["own_demo"]  # a fixture

type SignIn = Callable[[User], Client]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    return with_room(runner.pytest_runtest_protocol)(item, nextitem)


DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "_django_db_helper", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--random-order", metavar="SEED", help="run folders, modules and tests in the order that SEED gives"
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """What asks for no database gets none, and so runs once. The order is ours, whatever a plugin says of it."""
    for item in items:
        if not (item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(item.fixturenames)):
            item.add_marker(pytest.mark.pure)
    yield
    items[:] = ordered(items, config.getoption("--random-order"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Hardly anything that is made while tests are collected is garbage: looking for it took a fifth of that time."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: looking through it for garbage took a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session")
def folder_of_run(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One for all processes of a run; setup/testing.py has one in which everything is migrated already."""
    if prepared := os.environ.get("MIGRATED"):
        return Path(prepared)
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def django_db_modify_db_settings(folder_of_run: Path) -> None:
    databases.use(folder_of_run)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
    folder_of_run: Path,
    worker_id: str,
) -> Iterator[None]:
    """See tests/databases.py."""
    copy = databases.copy_of_migrated(folder_of_run, worker_id, verbosity=request.config.option.verbose)
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: empty_but_set_up())
        with django_db_blocker.unblock():
            stack.enter_context(copy)
            factories.save_site_settings()
        yield
        with django_db_blocker.unblock():
            stack.close()


def empty_but_set_up() -> None:
    databases.empty()
    factories.save_site_settings()


def settings_of_all() -> dict[str, Any]:
    """Plain HTTP, tasks at once. Set once a process, since two dozen receivers hear of each setting that a test changes."""
    plain_files = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return {
        "TASKS": {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": []}},
        "STORAGES": real_settings.STORAGES | {"staticfiles": plain_files},
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "SECURE_SSL_REDIRECT": False,
        "SESSION_COOKIE_NAME": "sessionid",
        "CSRF_COOKIE_NAME": "csrftoken",
        "FLOOD_LIMITS": dict.fromkeys(real_settings.FLOOD_LIMITS, (10_000, 10_000)),  # tests write faster than people
        "MAKE_APART": False,  # a test's process has threads, and hundreds of files to make
        "SITE_ADDRESS": "https://guide.example",
        "CHECK_LINKS": False,  # no test asks the network
        "ON_TEXT_CHANGED": [],  # who wants to see what a change wakes asks for `awake`
    }


def own_settings(folder: Path) -> dict[str, Any]:
    return settings_of_all() | own_folders(folder) | {"TURNS_FILE": folder / "turns"}


def own_folders(folder: Path) -> dict[str, Path]:
    """Nothing is written into the checkout."""
    return {
        "EDITIONS_ROOT": folder / "editions",
        "CHANNEL_FILES_ROOT": folder / "channel-files",
        "MEDIA_ROOT": folder / "media",
        "PAGE_FILES_ROOT": folder / "cached-pages",
        "STATIC_ROOT": folder / "static",
    }


@pytest.fixture(scope="session", autouse=True)
def _one_build() -> Iterator[None]:
    """The sources are looked through once, not by each test that asks for a page: they stay as they are meanwhile."""
    builds: list[str] = []

    def first_build(*args: Any, **options: Any) -> str:
        builds.extend([] if builds else [build_of(*args, **options)])
        return builds[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_store, "build_of", first_build)
        yield


@pytest.fixture(scope="session", autouse=True)
def _settings_of_all() -> Iterator[None]:
    with override_settings(**settings_of_all()):
        yield


@pytest.fixture(scope="session")
def _folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return Folders(tmp_path_factory.mktemp("files"))


@pytest.fixture
def _own_folder(request: pytest.FixtureRequest) -> Path:
    """The test's own one if it asks for that; else the one of the test before, if that has written nothing."""
    if "tmp_path" not in request.fixturenames and not request.node.get_closest_marker("not_set_up"):
        return request.getfixturevalue("_folders").as_made()
    folder: Path = request.getfixturevalue("tmp_path")
    (folder / "static").mkdir()
    return folder


@pytest.fixture(autouse=True)
def _own_settings(_own_folder: Path) -> Iterator[None]:
    with override_settings(**own_folders(_own_folder)):
        file_store.site_files.cache_clear()
        caches["template_fragments"].clear()  # keys of fragments repeat, since those of rows do
        page_cache.addresses.clear()  # a page that no test has asked for yet is answered the whole way
        events._dispatched_at.clear()
        yield


@pytest.fixture(name="settings")
def _settings(_own_settings: None, settings: Any) -> Any:
    """What a test changes of its settings is changed back before they go."""
    return settings


class PlaceInRun(Enum):
    """Which database of a run this is: setup/testing.py says of the first whether there is a second, and then leaves out
    of that what is marked `once`.
    """

    FIRST = "first of two"
    SECOND = "second"
    ONLY = "only one"


@pytest.fixture(scope="session")
def place_in_run(request: pytest.FixtureRequest) -> PlaceInRun:
    if "not once" in request.config.option.markexpr:
        return PlaceInRun.SECOND
    return PlaceInRun.FIRST if "SECOND_DATABASE" in os.environ else PlaceInRun.ONLY


@pytest.fixture(scope="session")
def _watched_tasks() -> Iterator[FailedTasks]:
    with watched() as failed:
        yield failed


@pytest.fixture(autouse=True)
def failed_tasks(request: pytest.FixtureRequest, _watched_tasks: FailedTasks) -> Iterator[FailedTasks]:
    """Fails the test whose tasks failed, unless it has taken what failed: see tests/failed_tasks.py."""
    if has_database(request):
        request.getfixturevalue("_django_db_helper")  # it is still there when this looks at the rows of the tasks
    yield _watched_tasks
    failed = _watched_tasks.take_at_the_end()
    assert not failed, "\n".join(failed)


def has_database(request: pytest.FixtureRequest) -> bool:
    marked = request.node.get_closest_marker("django_db") or "live_server" in request.fixturenames
    return bool(marked) or "_django_db_helper" in request.fixturenames


@pytest.fixture(autouse=True)
def _site_settings(request: pytest.FixtureRequest, _own_settings: None) -> Iterator[None]:
    """The site of a test is set up, unless it is marked `not_set_up`; as in a task, its settings are read once."""
    FirstRun.is_set_up = False
    current._last_known.clear()
    with current.remembered() as memo:
        memo.row = _row_of(request)
        if memo.row:
            current._last_known[:] = [memo.row]  # as in a process that has answered before
        yield


def _row_of(request: pytest.FixtureRequest) -> SiteSettings | None:
    if not has_database(request):
        return SiteSettings(pk=THE_ROW, **factories.IDENTITY)
    request.getfixturevalue("_django_db_helper")
    if request.node.get_closest_marker("not_set_up"):
        factories.delete_site_settings()
        return None
    if databases.has_shared_rows():  # which may say otherwise
        return SiteSettings.objects.get()
    return factories.site_that_is_set_up()


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    """What no browser asks for is said in French."""
    with translation.override("fr"):
        yield


@pytest.fixture
def awake(settings) -> None:
    """What happens to texts wakes all that it wakes in life."""
    settings.ON_TEXT_CHANGED = real_settings.ON_TEXT_CHANGED


@pytest.fixture
def sign_in() -> SignIn:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="accounts.sessions.RolesBackend")
        return client

    return signed_in


@pytest.fixture
def contributor(db: None) -> User:
    return factories.create_contributor()


@pytest.fixture
def editor(db: None) -> User:
    return factories.create_editor()


@pytest.fixture
def translator(db: None) -> User:
    return factories.create_translator()


@pytest.fixture
def administrator(db: None) -> User:
    return factories.create_administrator()


@pytest.fixture
def as_contributor(contributor: User, sign_in: SignIn) -> Client:
    return sign_in(contributor)


@pytest.fixture
def as_editor(editor: User, sign_in: SignIn) -> Client:
    return sign_in(editor)


@pytest.fixture
def as_administrator(administrator: User, sign_in: SignIn) -> Client:
    return sign_in(administrator)


@pytest.fixture(autouse=True)
def _page_cache(monkeypatch: pytest.MonkeyPatch, _own_settings: None) -> None:
    """What is cached is what would be made: see tests/cache_comparison.py."""
    cache_comparison.forget()
    cache_comparison.compare(monkeypatch)


@pytest.fixture(autouse=True)
def _as_read(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless the test is marked `as_sent`: reading a screen takes a fourteenth of what making it does."""
    if not request.node.get_closest_marker("as_sent"):
        as_read.read_answers(monkeypatch)


@pytest.fixture(autouse=True)
def _quick_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Editions are published without the seconds that most of their forms take."""
    forms.make_quickly(monkeypatch)


@pytest.fixture
def step_by_step(_quick_forms: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms of editions are made as a worker makes them, also those of a few bytes."""
    monkeypatch.setattr(build, "build_file", forms.STEP_BY_STEP)
