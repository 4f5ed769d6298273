"""Addresses of flags and blockers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
