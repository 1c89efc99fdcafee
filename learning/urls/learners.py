"""What learners ask for, under /courses/."""

from django.urls import path

from learning.views.learners import course_page, lesson_page

urlpatterns = [
    path("", course_page.courses, name="courses"),
    path("<pk:pk>/", course_page.course, name="course"),
    path("<pk:pk>/begin/", course_page.course_begin, name="course_begin"),
    path("<pk:pk>/result/", course_page.result, name="course_result"),
    path("<pk:pk>/certificate/", course_page.certificate, name="certificate"),
    path("<pk:pk>/certificate.pdf", course_page.certificate_pdf, name="certificate_pdf"),
    path("<pk:pk>/pictures/<pk:version>/<str:name>", lesson_page.course_picture, name="course_picture"),
    path("<pk:pk>/<pk:lesson>/", lesson_page.lesson, name="lesson"),
    path("<pk:pk>/<pk:lesson>/<pk:item>/", lesson_page.item, name="item"),
]
