"""What is whole and long enough is compressed for browsers that take gzip; caches are told that it depends on that."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from common.caching.compression import gzip as compressed
from guide_project.server.compression import GZipMiddleware

pytestmark = pytest.mark.pure

TEXT = "Un texte, « é ».".encode() * 100


def answer(response: HttpResponseBase, accepts: str = "br, gzip") -> HttpResponseBase:
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return GZipMiddleware(lambda _request: response)(request)


def test_a_long_answer_is_compressed_and_its_length_said() -> None:
    response = answer(HttpResponse(TEXT))
    assert isinstance(response, HttpResponse)
    assert gzip.decompress(response.content) == TEXT
    assert response["Content-Length"] == str(len(response.content))
    assert (response["Content-Encoding"], response["Vary"]) == ("gzip", "Accept-Encoding")


def test_its_length_differs_by_chance_from_one_answer_to_the_next() -> None:
    packed = [compressed(TEXT) for _ in range(300)]
    assert {gzip.decompress(one) for one in packed} == {TEXT}
    assert len({len(one) for one in packed}) > 50


@pytest.mark.parametrize("accepts", ["", "br", "identity"])
def test_who_does_not_take_gzip_gets_it_plain(accepts: str) -> None:
    response = answer(HttpResponse(TEXT), accepts)
    assert isinstance(response, HttpResponse)
    assert (response.content, response["Vary"]) == (TEXT, "Accept-Encoding")


def test_a_short_answer_and_one_that_is_compressed_already_stay_as_they_are() -> None:
    for content, headers in ((b"short", {}), (TEXT, {"Content-Encoding": "br"})):
        response = answer(HttpResponse(content, headers=headers))
        assert isinstance(response, HttpResponse)
        assert response.content == content


def test_what_is_streamed_and_what_has_an_etag_is_compressed_by_django() -> None:
    streamed = answer(StreamingHttpResponse([TEXT]))
    assert isinstance(streamed, StreamingHttpResponse)
    assert gzip.decompress(b"".join(streamed.streaming_content)) == TEXT  # type: ignore[arg-type]
    tagged = answer(HttpResponse(TEXT, headers={"ETag": '"one"'}))
    assert tagged["ETag"] == 'W/"one"'
