# TLS as clients meet it: versions, renewal, client certificates, people who forget the "s", juecectl.

import os
import signal
import socket
import ssl
import time

import pytest

from certificates import Authority, TlsNode
from node import ROOT, Node
from talk import Log, Talk, in_parallel


class SlowNode(TlsNode):
    sections = "[limits]\nhead_seconds = 1\nconnections = 4\n"


class SmallNode(TlsNode):
    sections = "[limits]\nconnections = 2\n"


class MutualNode(TlsNode):
    http_keys = TlsNode.http_keys + '\nclient_ca = "ca.pem"'


@pytest.fixture(scope="module")
def secured(tmp_path_factory):
    with TlsNode.create(tmp_path_factory.mktemp("tls")) as running:
        yield running


def shake_hands(node, context):
    with socket.create_connection(("127.0.0.1", node.port), timeout=10) as sock:
        with context.wrap_socket(sock, server_hostname="127.0.0.1") as stream:
            return stream.version(), stream.cipher()[0], stream.selected_alpn_protocol()


def context_of(node, lowest, highest, protocols=()):
    context = node.context()
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version, context.maximum_version = lowest, highest
    if protocols:
        context.set_alpn_protocols(protocols)
    return context


def serial(node):
    with socket.create_connection(("127.0.0.1", node.port), timeout=10) as sock:
        with node.context().wrap_socket(sock, server_hostname="127.0.0.1") as stream:
            return stream.getpeercert()["serialNumber"]


def juecectl(node, *words, **environment):
    return node.juecectl(*words, JUECE_TOKEN=node.token("handler"), **environment)


def test_a_procedure_goes_on_over_tls(secured):
    log = Log.open(secured, "secured")
    decision = log.open_comment()
    assert log.get(f"/decisions/{decision}").expect(200).json["version"] == 5
    text = os.urandom(3_000_000)
    digest = log.upload(text, "application/octet-stream")["digest"]["sha256"]
    assert log.get(f"/documents/{digest}").expect(200).body == text


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_only_modern_tls_is_spoken(secured):
    version = ssl.TLSVersion
    assert shake_hands(secured, context_of(secured, version.TLSv1_3, version.TLSv1_3))[0] == "TLSv1.3"
    name, cipher, _ = shake_hands(secured, context_of(secured, version.TLSv1_2, version.TLSv1_2))
    assert name == "TLSv1.2" and cipher.startswith("ECDHE-") and ("GCM" in cipher or "CHACHA20" in cipher)
    for old in (version.TLSv1, version.TLSv1_1):
        with pytest.raises((ssl.SSLError, ConnectionError)):
            shake_hands(secured, context_of(secured, old, old))


def test_alpn_names_http_1_1(secured):
    version = ssl.TLSVersion
    both = context_of(secured, version.TLSv1_2, version.TLSv1_3, ["h2", "http/1.1"])
    assert shake_hands(secured, both)[2] == "http/1.1"
    with pytest.raises(ssl.SSLError):
        shake_hands(secured, context_of(secured, version.TLSv1_2, version.TLSv1_3, ["h2"]))


def test_a_plain_request_is_told_to_use_https(secured):
    answer = Talk(secured).raw(b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ") and "https".encode() in answer
    for garbage in (b"\x00" * 64, b"\x16\x03\x01\xff\xff" + b"a" * 300, b"SSH-2.0-x\r\n"):
        assert not Talk(secured).raw(garbage).startswith(b"HTTP/")
    Talk(secured).request("GET", "/health/live").expect(200)


def test_a_plain_request_counts_as_one_connection(tmp_path):
    with SmallNode.create(tmp_path) as node, socket.create_connection(("127.0.0.1", node.port), timeout=10) as plain:
        plain.sendall(b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
        while plain.recv(4096):
            pass  # It is answered, and waits for us to close it.
        Talk(node).request("GET", "/health/live").expect(200)


def test_a_slow_handshake_is_cut_off_and_counts_as_a_connection(tmp_path):
    with SlowNode.create(tmp_path) as node:
        slow = [socket.create_connection(("127.0.0.1", node.port), timeout=10) for _ in range(4)]
        turned_away = Talk(node).request("GET", "/health/live").expect(503, "busy")
        assert int(turned_away.headers["retry-after"]) >= 1
        assert [one.recv(100) for one in slow] == [b""] * 4
        Talk(node).request("GET", "/health/live").expect(200)


def test_sighup_renews_the_certificate_and_drops_nobody(tmp_path):
    with TlsNode.create(tmp_path) as node:
        log = Log.open(node, "renewed")
        kept = node.connect(20)
        kept.request("GET", "/health/live")
        assert kept.getresponse().read()
        local = kept.sock.getsockname()
        before = serial(node)
        node.authority.issue("server")
        node.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 20
        while serial(node) == before and time.monotonic() < deadline:
            time.sleep(0.02)
        renewed = serial(node)
        assert renewed != before
        kept.request("GET", "/health/live")
        assert kept.getresponse().read() and kept.sock.getsockname() == local

        (node.folder / "server.pem").write_text("no certificate")
        node.process.send_signal(signal.SIGHUP)
        while not any(line["event"] == "certificate" and "cause" in line for line in node.journal()):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        assert serial(node) == renewed
        log.propose().expect(201)
        node.authority.issue("server")
        assert node.terminate() == 0


def test_sighup_never_ends_a_plain_server(own_node):
    for _ in range(3):
        own_node.process.send_signal(signal.SIGHUP)
        own_node.await_status("/health/live", 200)
    assert own_node.terminate() == 0


def test_clients_show_a_certificate_where_one_is_asked_for(tmp_path):
    node = MutualNode.create(tmp_path)
    stranger = Authority(tmp_path, "other").issue("stranger")
    node.client_certificate = node.authority.issue("client")
    with node:
        Talk(node).request("GET", "/health/live").expect(200)
        certificate, key = node.client_certificate
        known = {"JUECE_CA": node.authority.certificate}
        Log.open(node, "mutual")
        shown = juecectl(node, "list", "--log", "mutual", JUECE_CERTIFICATE=certificate, JUECE_KEY=key, **known)
        assert shown.returncode == 0, shown.stderr
        assert juecectl(node, "list", "--log", "mutual", **known).returncode != 0
        for wrong in (None, stranger):
            node.client_certificate = wrong
            with pytest.raises((ssl.SSLError, ConnectionError)):
                Talk(node).request("GET", "/health/live")


def test_juecectl_speaks_https_and_trusts_only_whom_it_may(secured, tmp_path):
    Log.open(secured, "by-hand")
    good = juecectl(secured, "list", "--log", "by-hand", JUECE_CA=secured.authority.certificate)
    assert good.returncode == 0, good.stderr
    other = Authority(tmp_path, "other").certificate
    for environment in ({}, {"JUECE_CA": other}):
        bad = juecectl(secured, "list", "--log", "by-hand", **environment)
        assert bad.returncode != 0 and "不受信任" in bad.stderr, bad.stderr
    named = juecectl(secured, "list", "--log", "by-hand", "--server", f"https://localhost.localdomain:{secured.port}")
    assert named.returncode != 0


def test_a_certificate_of_another_name_or_time_is_refused_in_chinese(tmp_path):
    with TlsNode.create(tmp_path) as node:
        node.authority.issue("server", "subjectAltName=DNS:juece.example")
        node.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 20
        while True:
            bad = juecectl(node, "list", "--log", "x", JUECE_CA=node.authority.certificate)
            if "不是这个主机名的" in bad.stderr:
                break
            assert time.monotonic() < deadline, bad.stderr


def test_a_scenario_runs_over_https(secured):
    scenario = ROOT / "tests/scenarios/wrong_order.scenario"
    issuer = {"JUECE_ISSUER": "juece-test", "JUECE_ISSUER_KEY": secured.folder / "issuer.pem"}
    done = juecectl(
        secured, "scenario", "run", str(scenario), "--server", f"https://127.0.0.1:{secured.port}",
        JUECE_CA=secured.authority.certificate, **issuer,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_parallel_clients_over_tls(secured):
    log = Log.open(secured, "parallel")
    answers = in_parallel(16, lambda _: [log.propose().status for _ in range(5)])
    assert answers == [[201] * 5] * 16
