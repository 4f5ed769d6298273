"""Addresses of the pages about the doors for machines."""

from django.urls import URLPattern, path

from api.views import docs, tokens

urlpatterns: list[URLPattern] = [
    path("api/v1/docs/", docs.docs, name="api_docs"),
    path("boards/<slug:slug>/tokens/", tokens.own, name="tokens"),
    path("boards/<slug:slug>/tokens/integrations/", tokens.of_integrations, name="integration_tokens"),
    path("boards/<slug:slug>/tokens/<int:pk>/revocation/", tokens.revocation, name="token_revocation"),
]
