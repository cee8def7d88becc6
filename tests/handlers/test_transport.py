"""Where a call may break, against a server on this machine that cuts the line there; what goes along with calls."""

import asyncio
import datetime as dt
import ipaddress
import json
import socket
import ssl
import time
from contextlib import asynccontextmanager
from email import message_from_bytes

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from telegram import Bot

from bot.config.settings import Telegram
from bot.domain.delivery import Retry, Sent, Unknown
from bot.domain.outgoing import Call
from handlers import connection
from handlers.connection import http_request
from handlers.gateway import TelegramGateway

ME = {"id": 1, "is_bot": True, "first_name": "x", "username": "x_bot"}
SAY = Call("sendMessage", {"chat_id": 7, "text": "你好"})
DOCUMENT = {"name": '判"决.txt', "content": "内容" * 1_000_000}  # more than fits between two sockets
SEND = Call("sendDocument", {"chat_id": 7, "document": DOCUMENT})


def reply(result):
    body = json.dumps({"ok": True, "result": result}).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body


WHOLE = reply({"message_id": 5})


async def whole_call(reader):
    """The head and the body of a call."""
    head = await reader.readuntil(b"\r\n\r\n")
    fields = {
        name.lower(): value for name, _, value in (x.partition(": ") for x in head.decode().split("\r\n"))
    }
    return head, await reader.readexactly(int(fields.get("content-length", 0)))


@asynccontextmanager
async def serving(answer, **settings):
    """A server for which `answer` meets each connection; its address."""
    meetings = set()

    async def meet(reader, writer):
        meetings.add(asyncio.current_task())
        try:
            await answer(reader, writer)
        except (asyncio.IncompleteReadError, OSError):
            pass  # whoever called has gone
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(meet, "127.0.0.1", 0, **settings)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in meetings:
            task.cancel()
        await asyncio.gather(*meetings, return_exceptions=True)


@asynccontextmanager
async def hands(place, *, scheme="http", proxy=None, **limits):
    """The gateway of a bot that need not know its own name."""
    settings = Telegram.model_validate({"base_url": f"{scheme}://{place}/bot", "proxy": proxy})
    request = http_request(settings, **limits)
    async with request:
        yield TelegramGateway(Bot("1:a", settings.base_url, request=request, get_updates_request=request))


async def outcome(answer, call=SAY, **more):
    async with serving(answer) as place, hands(place, **more) as deliver:
        return await deliver(call)


# nobody has heard the call


def free_place():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"127.0.0.1:{server.getsockname()[1]}"


async def test_where_nobody_listens_nothing_was_sent():
    async with hands(free_place()) as deliver:
        assert await deliver(SAY) == Retry()


async def test_a_name_that_nobody_knows_leads_nowhere(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    async with hands("nowhere.invalid") as deliver:
        assert await deliver(SAY) == Retry()


@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b""])
async def test_without_tls_nothing_was_sent(answer):
    async def plain(reader, writer):
        await reader.read(100)
        writer.write(answer)

    assert await outcome(plain, scheme="https") == Retry()


async def test_whoever_is_silent_before_tls_has_heard_nothing():
    async def silent(reader, writer):
        await asyncio.Event().wait()

    assert await outcome(silent, scheme="https", connect_timeout=0.05) == Retry()


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_is_not_there_sends_nothing(scheme):
    async with hands("127.0.0.1:9", scheme="https", proxy=f"{scheme}://{free_place()}") as deliver:
        assert await deliver(SAY) == Retry()


@pytest.mark.parametrize(
    ("scheme", "answer"),
    [
        ("http", b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"),
        ("http", b"HTTP/1.1 503 Service Unavailable\r\n\r\n"),
        ("http", b""),
        ("http", b"rubbish\r\n\r\n"),
        ("socks5", b"\x05\xff"),
        ("socks5", b"\x05\x00\x05\x05\x00\x01" + bytes(6)),  # the server refuses, says the proxy
        ("socks5", b""),
    ],
)
async def test_a_proxy_that_refuses_sends_nothing(scheme, answer):
    async def refuse(reader, writer):
        await reader.read(100)
        writer.write(answer)
        await reader.read(100) if scheme == "socks5" and answer else None

    async with (
        serving(refuse) as proxy,
        hands("127.0.0.1:9", scheme="https", proxy=f"{scheme}://{proxy}") as deliver,
    ):
        assert await deliver(SAY) == Retry()


async def test_what_finds_no_free_place_is_not_sent_and_holds_nobody_up():
    heard, go_on = asyncio.Event(), asyncio.Event()

    async def late(reader, writer):
        while True:
            await whole_call(reader)
            heard.set()
            await go_on.wait()
            writer.write(WHOLE)

    limits = {"connection_pool_size": 1, "connect_timeout": 0.02, "pool_timeout": 0.02}
    async with serving(late) as place, hands(place, **limits) as deliver:
        first = asyncio.create_task(deliver(SAY))
        await heard.wait()
        assert await deliver(SAY) == Retry()
        go_on.set()
        assert await first == await deliver(SAY) == Sent((5,))


# somebody may have heard it


@pytest.mark.parametrize(
    "heard",
    ["nothing", "a part of the head", "the head", "the whole call"],
)
@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"HTTP/1.1 20",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        WHOLE[:-1],
        b"HTTP/1.1 200 OK\r\n\r\n" + WHOLE.partition(b"\r\n\r\n")[2][:-3],  # of no stated length
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"ok',
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nrubb",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nrubb",
        b"SSH-2.0-rubbish\r\n\r\n",
    ],
)
async def test_a_line_that_breaks_after_it_was_there_says_nothing(heard, said):
    async def cut(reader, writer):
        if heard == "a part of the head":
            await reader.readexactly(10)
        if heard == "the head":
            await reader.readuntil(b"\r\n\r\n")
        if heard == "the whole call":
            await whole_call(reader)
        writer.write(said)
        await writer.drain()

    assert await outcome(cut) == Unknown()


async def test_an_upload_that_is_cut_in_the_middle_says_nothing():
    async def cut(reader, writer):
        await reader.readexactly(100_000)

    assert await outcome(cut, SEND) == Unknown()


async def test_an_upload_that_is_not_taken_is_given_up():
    async def deaf(reader, writer):
        await asyncio.Event().wait()

    assert await outcome(deaf, SEND, media_write_timeout=0.05) == Unknown()


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\n", WHOLE[:-1]])
async def test_whoever_falls_silent_says_nothing(said):
    async def silent(reader, writer):
        await whole_call(reader)
        writer.write(said)
        await asyncio.Event().wait()

    assert await outcome(silent, read_timeout=0.05) == Unknown()


async def test_no_call_is_made_twice_on_a_kept_line_that_breaks():
    calls = []

    async def once(reader, writer):
        calls.append(await whole_call(reader))
        writer.write(WHOLE)
        calls.append(await whole_call(reader))

    async with serving(once) as place, hands(place) as deliver:
        assert await deliver(SAY) == Sent((5,))
        assert await deliver(SAY) == Unknown()
    assert len(calls) == 2


async def test_a_kept_line_that_ended_meanwhile_is_not_taken():
    go_on = asyncio.Event()

    async def one_each(reader, writer):
        await whole_call(reader)
        writer.write(WHOLE)
        await go_on.wait()

    async with serving(one_each) as place, hands(place) as deliver:
        assert await deliver(SAY) == Sent((5,))
        ((kept, _),) = next(iter(deliver._bot.request._session.connector._conns.values()))
        go_on.set()
        async with asyncio.timeout(5):
            await kept.closed
        assert await deliver(SAY) == Sent((5,))


async def test_a_line_without_work_is_left_two_seconds_before_any_server_would_close_it(monkeypatch):
    met, now = [], time.monotonic()

    async def keeps(reader, writer):
        met.append(writer)
        while True:
            await whole_call(reader)
            writer.write(WHOLE)

    async with serving(keeps) as place, hands(place) as deliver:
        for seconds, lines in ((0, 1), (2.9, 1), (2.9 + 3.1, 2)):
            monkeypatch.setattr(aiohttp.connector, "monotonic", lambda at=now + seconds: at)
            assert await deliver(SAY) == Sent((5,))
            assert len(met) == lines


async def test_a_call_that_is_given_up_leaves_no_line_behind():
    heard, gone = asyncio.Event(), asyncio.Event()

    async def silent(reader, writer):
        await whole_call(reader)
        heard.set()
        await reader.read()
        gone.set()

    async with serving(silent) as place, hands(place) as deliver:
        call = asyncio.create_task(deliver(SAY))
        await heard.wait()
        call.cancel()
        async with asyncio.timeout(5):
            await gone.wait()


# what goes along


async def heard_of(call):
    heard = []

    async def listen(reader, writer):
        heard.extend(await whole_call(reader))
        writer.write(WHOLE)

    assert await outcome(listen, call) == Sent((5,))
    return heard


async def test_parameters_go_as_json():
    head, body = await heard_of(Call("sendMessage", {"chat_id": 7, "text": "你好", "entities": [{"a": 1}]}))
    assert b"content-type: application/json" in head.lower()
    assert json.loads(body) == {"chat_id": "7", "text": "你好", "entities": '[{"a": 1}]'}


async def test_files_go_as_they_are_with_their_names_in_full():
    head, body = await heard_of(SEND)
    kind = head.lower().partition(b"content-type: ")[2].partition(b"\r\n")[0]
    parts = message_from_bytes(b"Content-Type: " + kind + b"\r\n\r\n" + body).get_payload()
    sent = {
        part.get_param("name", header="content-disposition"): part.get_payload(decode=True) for part in parts
    }
    assert sent["chat_id"] == b"7"
    assert DOCUMENT["content"].encode() in sent.values()
    assert 'filename="判%22决.txt"'.encode() in body


async def test_an_answer_that_leads_elsewhere_is_not_followed():
    asked = []

    async def elsewhere(reader, writer):
        asked.append((await whole_call(reader))[0])
        writer.write(b"HTTP/1.1 307 Away\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")

    assert await outcome(elsewhere) == Retry(unclear=True)
    assert len(asked) == 1


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_an_http_proxy_hears_its_name_and_password_and_a_server_behind_it_does_not(scheme):
    heard = []

    async def listen(reader, writer):
        heard.append((await whole_call(reader))[0])
        writer.write(WHOLE if scheme == "http" else b"HTTP/1.1 503 Not now\r\n\r\n")

    async with (
        serving(listen) as place,
        hands("127.0.0.1:9", scheme=scheme, proxy=f"http://我:p%40ss@{place}") as deliver,
    ):
        assert await deliver(SAY) == (Sent((5,)) if scheme == "http" else Retry())
    (head,) = heard
    first = b"POST http://127.0.0.1:9/bot1:a/sendMessage " if scheme == "http" else b"CONNECT 127.0.0.1:9 "
    assert head.startswith(first)
    assert b"Proxy-Authorization: Basic 5oiROnBAc3M=\r\n" in head


@pytest.fixture
def certificate(tmp_path):
    """The key and the certificate of a server on this machine, for which only itself vouches."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    from_on, until = (dt.datetime.now(dt.UTC) + dt.timedelta(days=days) for days in (-1, 1))
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, from_on, until)
    signed = made.add_extension(here, critical=False).sign(key, hashes.SHA256())
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = tmp_path / "server.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(key.private_bytes(pem, *plain) + signed.public_bytes(pem))
    return file


@pytest.mark.parametrize("is_vouched_for", [True, False])
async def test_a_server_is_spoken_to_only_if_an_authority_vouches_for_it(
    certificate, monkeypatch, is_vouched_for
):
    heard = []

    async def listen(reader, writer):
        heard.append(await whole_call(reader))
        writer.write(WHOLE)

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    if is_vouched_for:
        monkeypatch.setattr(
            connection, "_authorities", lambda: ssl.create_default_context(cafile=certificate)
        )
    async with serving(listen, ssl=context) as place, hands(place, scheme="https") as deliver:
        assert await deliver(SAY) == (Sent((5,)) if is_vouched_for else Retry())
    assert len(heard) == is_vouched_for
