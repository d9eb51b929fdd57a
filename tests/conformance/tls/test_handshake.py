"""What is agreed on when a connection is opened, and what becomes of those that agree on nothing."""

import contextlib
import select
import socket
import ssl
import subprocess
import time

import pytest
from http_connection import GET, Connection, assert_healthy
from tls_connection import TlsConnection, client_context

pytestmark = pytest.mark.own_server


def s_client(server, *arguments, text=""):
    """What the openssl program says about a connection, and its exit code."""
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{server.tls_port}", *arguments]
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=20, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("version", ["tls1_2", "tls1_3"])
def test_current_versions_are_spoken(secure, authority, version):
    arguments = ["-CAfile", authority.root, "-verify_return_error", "-verify_hostname", "localhost", "-alpn", "http/1.1"]
    code, said = s_client(secure, f"-{version}", *arguments)
    assert code == 0, said
    assert "Verify return code: 0 (ok)" in said
    assert "ALPN protocol: http/1.1" in said
    assert {"tls1_2": "New, TLSv1.2, Cipher is ECDHE-", "tls1_3": "New, TLSv1.3, Cipher is TLS_"}[version] in said


@pytest.mark.parametrize("version", ["tls1", "tls1_1"])
def test_old_versions_are_refused(secure, version):
    code, said = s_client(secure, f"-{version}", "-cipher", "DEFAULT@SECLEVEL=0")
    assert code != 0
    assert "alert protocol version" in said


@pytest.mark.parametrize("cipher", ["AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA"])
def test_ciphers_without_forward_secrecy_or_authentication_are_refused(secure, cipher):
    code, said = s_client(secure, "-tls1_2", "-cipher", cipher)
    assert code != 0
    assert "alert handshake failure" in said


def test_the_one_protocol_is_http11(secure, authority):
    with TlsConnection(secure, client_context(authority.root, alpn=["h2", "http/1.1"])) as connection:
        assert connection.socket.selected_alpn_protocol() == "http/1.1"
        assert_healthy(connection.ask(GET))
    with TlsConnection(secure, client_context(authority.root)) as connection:
        assert connection.socket.selected_alpn_protocol() is None
        assert_healthy(connection.ask(GET))
    with pytest.raises(ssl.SSLError, match="(?i)no application protocol"):
        TlsConnection(secure, client_context(authority.root, alpn=["h2"]))


def test_a_stranger_is_not_trusted(secure, foreign_authority):
    with pytest.raises(ssl.SSLCertVerificationError):
        TlsConnection(secure, client_context(foreign_authority.root))
    with pytest.raises(ssl.SSLCertVerificationError):
        TlsConnection(secure, client_context())


def test_another_name_is_not_trusted(secure, trusting):
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        TlsConnection(secure, trusting, name="dynamodb.example")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_sessions_are_resumed(secure, authority, version):
    context = client_context(authority.root)
    context.maximum_version = version
    with TlsConnection(secure, context) as connection:
        assert_healthy(connection.ask(GET))
        session = connection.socket.session
        assert not connection.socket.session_reused
    with TlsConnection(secure, context, session=session) as connection:
        assert_healthy(connection.ask(GET))
        assert connection.socket.session_reused


def test_renegotiation_is_refused(secure):
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{secure.tls_port}", "-tls1_2"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as client:
        time.sleep(0.5)
        client.stdin.write(b"R\n")
        client.stdin.flush()
        said = client.communicate(timeout=10)[0]
    assert b"RENEGOTIATING" in said
    assert b"no renegotiation" in said


def test_http_without_tls_is_told_so(secure):
    for request in (GET, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello"):
        with socket.create_connection((secure.host, secure.tls_port), timeout=10) as plain:
            plain.sendall(request)
            answer = b""
            while data := plain.recv(65536):
                answer += data
        head, body = answer.split(b"\r\n\r\n", 1)
        assert head.startswith(b"HTTP/1.1 400 Bad Request\r\n")
        assert b"Connection: close" in head
        assert body == b"This port speaks TLS: use https://\n"


def test_tls_without_tls_ends_at_once(secure):
    begin = time.monotonic()
    with socket.create_connection((secure.host, secure.port), timeout=10) as plain:
        with pytest.raises(ssl.SSLError, match="(?i)wrong.version.number"):
            client_context().wrap_socket(plain, server_hostname="localhost")
    assert time.monotonic() - begin < 2


@pytest.mark.parametrize(
    "garbage",
    [b"\x00" * 100, b"\xff" * 20000, b"\x16\x03\x01\xff\xff" + b"\x01" * 70000, b"SSH-2.0-x\r\n", b"OPTIONS / HTTP/1.1\r\n\r\n"],
    ids=["zeros", "ones", "record", "ssh", "options"],
)
def test_garbage_ends_the_connection(secure, trusting, garbage):
    with socket.create_connection((secure.host, secure.tls_port), timeout=10) as plain:
        with contextlib.suppress(ConnectionError):
            plain.sendall(garbage)
            plain.shutdown(socket.SHUT_WR)
            while plain.recv(65536):
                pass
    with TlsConnection(secure, trusting) as connection:
        assert_healthy(connection.ask(GET))


def client_hello():
    """The first bytes of a client that means it."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    half = client_context().wrap_bio(incoming, outgoing, server_hostname="localhost")
    with contextlib.suppress(ssl.SSLWantReadError):
        half.do_handshake()
    return outgoing.read()


@pytest.mark.parametrize("sent", ["nothing", "half", "hello"])
def test_a_slow_handshake_is_cut_off(impatient, request_timeout, sent):
    hello = client_hello()
    data = {"nothing": b"", "half": hello[: len(hello) // 2], "hello": hello}[sent]
    begin = time.monotonic()
    with Connection(impatient) as connection:
        connection.send(data)
        with contextlib.suppress(ConnectionError):
            while connection.socket.recv(65536):
                pass
    assert request_timeout * 0.9 < time.monotonic() - begin < request_timeout + 3


def test_a_trickle_does_not_prolong_a_handshake(impatient, request_timeout):
    begin = time.monotonic()
    with Connection(impatient) as connection:
        for byte in client_hello():
            with contextlib.suppress(ConnectionError):
                connection.send(bytes([byte]))
            if select.select([connection.socket], [], [], 0.1)[0]:
                break
    assert request_timeout * 0.9 < time.monotonic() - begin < request_timeout + 3


def test_the_request_has_its_own_time_after_the_handshake(impatient, trusting, request_timeout):
    for data in (b"", GET[:-1]):
        with TlsConnection(impatient, trusting) as connection:
            begin = time.monotonic()
            connection.send(data)
            assert connection.ends_properly()
            assert request_timeout * 0.9 < time.monotonic() - begin < request_timeout + 3
