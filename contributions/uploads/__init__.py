"""Images and PDF files that people send: taken in, made harmless, stored, found again, served to whoever may see them.

1. The file is bounded while it comes in (`common.forms.upload_handler`) and handed to a process of its own
   (`worker`), limited in memory, time and the size of files. Nothing else imports a decoder.
2. The process reads it by what it holds, refuses bombs by its head, and writes it anew: upright, sRGB, without a word
   about place or device, as WebP in up to four widths, and one file for print.
3. The folder is moved to its place, then the row is written: a row never points to a missing file.
4. A text names the image by its address, /media/images/<token>/<name>.webp. Whatever has revisions stores, with each
   version, which uploads it names (`uses`); rendering adds sizes, widths and credit; a task renders the texts anew when
   an image is described otherwise, hidden or shown.
5. It is served to whoever may read a text that names it, now or in its history; to whoever sent it; to editors.

See docs/topics/files.md.
"""
