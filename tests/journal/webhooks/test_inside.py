"""No webhook reaches anything inside: a canary on this machine hears nothing, however its address is spelled.

A connection to any other machine would be stopped by tests/conftest.py with an error that is not the refusal.
"""

import socket
from collections.abc import Iterator
from typing import Any

import httpcore
import pytest

from journal.webhooks import wire
from journal.webhooks.addresses import may_be_told
from journal.webhooks.urls import fault
from journal.webhooks.wire import Unreachable, post
from tests.journal.webhooks.receiver import Receiver, receiving

HERE = [
    "127.0.0.1", "127.0.0.2", "127.255.255.254", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1",
    "017700000001", "localhost", "LOCALHOST",
]  # fmt: skip
"""Where the canary sits, as tests may connect to it."""

INSIDE = [
    *HERE, "0177.0.0.1", "0.0.0.0", "0", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "0.0.0.1", "10.0.0.1", "10.255.255.255", "0xa.1", "172.16.0.1", "172.31.255.254", "192.168.0.1",
    "192.168.255.255", "169.254.169.254", "169.254.0.1", "0xa9fea9fe", "2852039166", "100.64.0.1", "100.127.255.254",
    "192.0.0.1", "192.0.0.170", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.175.48.1", "198.18.0.1",
    "198.19.255.254", "198.51.100.7", "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255",
    "[::1]", "[::]", "[::127.0.0.1]", "[::7f00:1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]",
    "[::ffff:0:127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]", "[64:ff9b:1::a00:1]", "[2002:7f00:1::]",
    "[2002:a00:1::1]", "[2002:c0a8:1::]", "[2001::1]", "[2001:0:7f00:1::]", "[2001:2::1]", "[2001:10::1]",
    "[2001:20::1]", "[2001:db8::1]", "[3fff::1]", "[5f00::1]", "[100::1]", "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]",
    "[fec0::1]", "[ff02::1]", "[ff0e::1]", "[2620:4f:8000::1]",
    "①②⑦.⓪.⓪.①", "127。0。0。1", "kunde@127.0.0.1", "example.com@127.0.0.1", "127.0.0.1#@example.com",
    "127.0.0.1\\@example.com", "[fe80::1%25lo]", "127.0.0.1%2f@example.com", "", "[::1", "a b",
]  # fmt: skip

PUBLIC = ["1.1.1.1", "8.8.8.8", "100.128.0.1", "172.32.0.1", "192.0.1.1", "223.255.255.254", "2606:4700::1111"]


def resolved(*addresses: str) -> list[Any]:
    """As the resolver of the system answers."""
    return [
        (socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 0)) for each in addresses
    ]


@pytest.fixture
def canary() -> Iterator[Receiver]:
    """On every address of this machine."""
    with receiving("0.0.0.0") as receiver:
        yield receiver


def test_there_are_more_than_eighty_of_them() -> None:
    assert len(set(INSIDE)) == len(INSIDE) >= 80


@pytest.mark.parametrize("host", INSIDE)
def test_nothing_inside_is_reached(canary: Receiver, host: str) -> None:
    with pytest.raises(Unreachable):
        post(f"http://{host}:{canary.port}/", b"{}", {}, 2)
    assert canary.connections == 0


@pytest.mark.parametrize("host", HERE)
def test_without_the_guard_the_canary_hears_it(canary: Receiver, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same addresses, the judgement switched off."""
    monkeypatch.setattr(wire, "may_be_told", lambda text, intranet: True)
    post(f"http://{host}:{canary.port}/", b"{}", {}, 5)
    assert canary.connections == 1


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["2606:4700::1111", "::1"], ["64:ff9b::7f00:1"], ["fe80::1%lo"], []],
    ids=str,
)
def test_a_name_that_leads_inside_is_refused_whole(
    canary: Receiver, addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **options: resolved(*addresses))
    with pytest.raises(Unreachable, match="not on the public internet"):
        post(f"http://hooks.example.com:{canary.port}/", b"{}", {}, 2)
    assert canary.connections == 0


def test_a_name_that_changes_its_mind_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked once, and the socket is opened to what was judged."""
    answers = [resolved("1.1.1.1"), resolved("127.0.0.1")]
    opened: list[str] = []

    def connect(self: object, host: str, *rest: Any, **options: Any) -> Any:
        opened.append(host)
        raise httpcore.ConnectError("no network here")

    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **options: answers.pop(0))
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(Unreachable, match="cannot be reached"):
        post("http://hooks.example.com/", b"{}", {}, 2)
    assert opened == ["1.1.1.1"]


@pytest.mark.parametrize("scheme", ["file", "ftp", "gopher", "unix", "ws", "http+unix", "javascript", "data"])
def test_only_the_web_is_spoken(canary: Receiver, scheme: str) -> None:
    with pytest.raises(Unreachable):
        post(f"{scheme}://127.0.0.1:{canary.port}/", b"{}", {}, 2)
    assert canary.connections == 0


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_may_be_told(address: str) -> None:
    assert may_be_told(address, intranet=False)


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("10.0.0.1", True), ("192.168.1.1", True), ("100.64.0.1", True), ("127.0.0.1", True), ("::1", True),
        ("fd00::1", True), ("1.1.1.1", True), ("169.254.169.254", False), ("fe80::1", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("64:ff9b::a00:1", False), ("::ffff:10.0.0.1", False),
    ],
)  # fmt: skip
def test_an_intranet_may_be_told_where_that_is_switched_on_but_no_clouds_secrets(address: str, may: bool) -> None:
    assert may_be_told(address, intranet=True) is may


@pytest.mark.parametrize(
    "url",
    [
        "", "hooks.example.com", "http://hooks.example.com/", "ftp://hooks.example.com/", "https://", "https:///a",
        "https://a b.example.com/", "https://me:secret@hooks.example.com/", "https://hooks.example.com/#part",
        "https://hooks.example.com:0/", "https://hooks.example.com:99999/", "https://hooks.example.com:x/",
        "https://[::1/", "https://hooks.example.com/\n", "https://hooks.example.com/\0", "https://a\\@b.example.com/",
        "https://hooks.example.com/" + "x" * 500, "javascript:alert(1)", "https://\ud800.example.com/",
    ],
    ids=ascii,
)  # fmt: skip
def test_what_is_no_address_is_said_at_once(url: str) -> None:
    assert fault(url)


def test_an_address_is_taken() -> None:
    assert fault("https://hooks.example.com:8443/bets?key=1") is None


def test_http_is_for_ones_own_network_alone(settings: Any) -> None:
    settings.WEBHOOK_PRIVATE = True
    assert fault("http://10.0.0.7:8080/") is None
