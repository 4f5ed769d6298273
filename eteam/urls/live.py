"""Addresses of the live room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
