"""The addresses of pictures and files; a token is 16 figures of base 16."""

from django.urls import path, register_converter

from contributions.views.uploads import delete, download, files, hide, images, logo


class UploadTokenConverter:
    regex = "[0-9a-f]{16}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PictureWidthConverter:
    """At most five figures: no picture is wider."""

    regex = "[1-9][0-9]{0,4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(UploadTokenConverter, "token")
register_converter(PictureWidthConverter, "width")

urlpatterns = [
    path("settings/logo/", logo.logo_settings, name="logo_settings"),
    path("logo/<token:token>/", logo.logo, name="logo"),
    path("images/", images.images, name="images"),
    path("images/<token:token>/", images.image, name="image"),
    path("images/<token:token>/hide/", hide.image_hide, name="image_hide"),
    path("images/<token:token>/show/", hide.image_show, name="image_show"),
    path("images/<token:token>/delete/", delete.image_delete, name="image_delete"),
    path("files/", files.files, name="files"),
    path("files/<token:token>/hide/", hide.file_hide, name="file_hide"),
    path("files/<token:token>/show/", hide.file_show, name="file_show"),
    path("files/<token:token>/delete/", delete.file_delete, name="file_delete"),
    path("media/images/<token:token>/<slug:name>.webp", download.image_file, name="image_file"),
    path("media/images/<token:token>/<width:width>/<slug:name>.webp", download.image_width, name="image_width"),
    path("media/files/<token:token>/<slug:name>.pdf", download.file, name="file"),
]
