"""The certificate of the reader herself: its page, and the PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, signed_in_only
from common.files.download_names import attachment
from learning.attempts.course_state import state_of
from learning.certificates.certificate_sheet import certificate_sheet
from learning.certificates.models import Certificate
from learning.views.learners.resolvers import course_at


@signed_in_only
@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    own = _own_certificate(request, pk)
    way = {"course": own.attempt.course, "content": own.attempt.content}
    context = {"certificate": own, "learner": own.attempt.learner, "way": way}
    return render(request, "learning/certificates/certificate.html", context)


@signed_in_only
@require_safe
def certificate_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    own = _own_certificate(request, pk)
    made = certificate_sheet(own)
    if made is None:
        messages.error(request, _("The certificate could not be made just now. Ask for it again in a moment."))
        return redirect("learning:certificate", pk)
    headers = {"Content-Disposition": _file_name(own), "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _file_name(certificate: Certificate) -> str:
    """In the language of the certificate, as its title."""
    content = certificate.attempt.content
    with translation.override(content.language):
        return attachment(_("Certificate: %(title)s") % {"title": content.title}, ending="pdf")


def _own_certificate(request: HttpRequest, pk: int) -> Certificate:
    """Returns that of her best attempt. Raises Http404 where she has not passed."""
    best = state_of(course_at(pk), actor(request)).best
    rows = Certificate.objects.select_related("attempt__course__text", "attempt__version", "attempt__learner")
    own: Certificate | None = rows.filter(attempt=best).first() if best else None
    if own is None:
        raise Http404
    return own
