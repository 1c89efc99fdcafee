"""Tokens of forms that are made quickly are as good as Django's own."""

from __future__ import annotations

from django.http import HttpRequest
from django.middleware import csrf
from django.test import RequestFactory

from accounts.form_tokens import form_token


def request_with(secret: str | None) -> HttpRequest:
    request = RequestFactory().get("/")
    if secret:
        request.META["CSRF_COOKIE"] = secret
    return request


def test_django_takes_the_token() -> None:
    for _ in range(200):
        secret = csrf._get_new_csrf_string()
        request = request_with(secret)
        token = form_token(request)
        csrf._check_token_format(token)
        assert csrf._does_token_match(token, secret)
        assert not csrf._does_token_match(token, csrf._get_new_csrf_string())
        assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]


def test_each_is_masked_anew() -> None:
    request = request_with(csrf._get_new_csrf_string())
    assert len({form_token(request)[:32] for _ in range(100)}) == 100


def test_all_signs_are_as_likely() -> None:
    request = request_with(csrf._get_new_csrf_string())
    masks = "".join(form_token(request)[:32] for _ in range(2_000))
    counts = [masks.count(sign) for sign in csrf.CSRF_ALLOWED_CHARS]
    mean = len(masks) / len(counts)
    assert min(counts) > mean * 0.8
    assert max(counts) < mean * 1.2


def test_who_has_no_cookie_gets_one() -> None:
    request = request_with(None)
    assert csrf._does_token_match(form_token(request), request.META["CSRF_COOKIE"])
