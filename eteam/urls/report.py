"""Addresses of the weekly report."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
