"""The addresses of pictures and files; a token is 16 figures of base 16."""

from django.urls import path, register_converter

from contributions.images.views import deleting, files, hiding, pictures, serving


class Token:
    regex = "[0-9a-f]{16}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Width:
    """At most five figures: no picture is wider."""

    regex = "[1-9][0-9]{0,4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Token, "token")
register_converter(Width, "width")

urlpatterns = [
    path("images/", pictures.images, name="images"),
    path("images/<token:token>/", pictures.image, name="image"),
    path("images/<token:token>/hide/", hiding.image_hide, name="image_hide"),
    path("images/<token:token>/show/", hiding.image_show, name="image_show"),
    path("images/<token:token>/delete/", deleting.image_delete, name="image_delete"),
    path("files/", files.files, name="files"),
    path("files/<token:token>/hide/", hiding.file_hide, name="file_hide"),
    path("files/<token:token>/show/", hiding.file_show, name="file_show"),
    path("files/<token:token>/delete/", deleting.file_delete, name="file_delete"),
    path("media/images/<token:token>/<slug:name>.webp", serving.image_file, name="image_file"),
    path("media/images/<token:token>/<width:width>/<slug:name>.webp", serving.image_width, name="image_width"),
    path("media/files/<token:token>/<slug:name>.pdf", serving.file, name="file"),
]
