"""Pictures and PDF files, to be read: they are described and hidden on the site, where each row leads."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin, name_fields
from contributions.uploads.models import Attachment, Image


class UploadAdmin(ReadOnlyAdmin):
    list_filter: ClassVar[tuple[str, ...]] = ("is_hidden", "created_at")
    list_select_related = ("uploader",)
    search_fields = ("name", "search_key", "uploader__username", "uploader__last_name", "token")
    ordering = ("-created_at", "-pk")


@admin.register(Image)
class ImageAdmin(UploadAdmin):
    list_display = ("__str__", "uploader", "created_at", "width", "height", "size", "is_hidden")
    fields = (
        "token",
        ("uploader", "created_at"),
        "name",
        "alt",
        "is_decorative",
        "credit",
        ("width", "height", "widths", "size"),
        ("is_hidden", "hidden_reason", "hidden_by", "hidden_at"),
    )


@admin.register(Attachment)
class AttachmentAdmin(UploadAdmin):
    list_display = ("title", "uploader", "created_at", "pages", "size", "is_hidden")
    fields = (
        "token",
        ("uploader", "created_at"),
        "title",
        ("pages", "size"),
        ("is_hidden", "hidden_reason", "hidden_by", "hidden_at"),
    )

    def view_on_site(self, attachment: Attachment) -> str:
        return f"{reverse('contributions:files')}?q={attachment.name.replace('-', '+')}"


for kind in (Image, Attachment):
    name_fields(kind, token=_("address"))
