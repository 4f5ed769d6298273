"""Addresses of planned sessions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
