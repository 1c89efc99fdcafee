"""A version of a course as a file that another learning system takes in: SCORM 2004 (4th edition), SCORM 1.2 and cmi5.

`package_archive` makes the ZIP of `learning.document.Course` alone: a page with all lessons and items
(`package_page`), drawn by the templates of the site, the script that grades them and tells the system
(`frontend/scripts/learning-package.js`), pictures, videos, and the manifest (`manifests`).
"""
