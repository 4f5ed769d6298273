"""Addresses of the pages about the doors for machines."""

from django.urls import URLPattern, URLResolver, include, path

from api.views import docs, tokens, webhooks

_webhook: list[URLPattern] = [
    path("", webhooks.webhook, name="webhook"),
    path("removal/", webhooks.removal, name="webhook_removal"),
    path("pause/", webhooks.pause, name="webhook_pause"),
    path("pause/end/", webhooks.pause_end, name="webhook_pause_end"),
    path("secret/", webhooks.secret, name="webhook_secret"),
    path("tests/", webhooks.tests, name="webhook_tests"),
    path("live-order/", webhooks.live_order, name="live_order"),
    path("deliveries/<int:number>/", webhooks.delivery, name="webhook_delivery"),
    path("deliveries/<int:number>/replay/", webhooks.replay, name="webhook_replay"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/docs/", docs.docs, name="api_docs"),
    path("boards/<slug:slug>/tokens/", tokens.own, name="tokens"),
    path("boards/<slug:slug>/tokens/integrations/", tokens.of_integrations, name="integration_tokens"),
    path("boards/<slug:slug>/tokens/<int:pk>/revocation/", tokens.revocation, name="token_revocation"),
    path("boards/<slug:slug>/webhooks/", webhooks.webhooks, name="webhooks"),
    path("boards/<slug:slug>/webhooks/live-order/", webhooks.live_orders, name="live_orders"),
    path("boards/<slug:slug>/webhooks/<int:pk>/", include(_webhook)),
]
