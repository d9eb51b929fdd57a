"""Where a server's certificate comes from, how it changes, and what clients' certificates do."""

import json
import os
import pathlib
import signal
import ssl
import stat
import subprocess
import time

import pytest
from http_connection import GET, assert_healthy, list_tables
from server_process import ServerProcess, binary, clean_environment
from tls_connection import TlsConnection, client_context

JAVASCRIPT = pathlib.Path(__file__).resolve().parents[1] / "javascript"
pytestmark = pytest.mark.own_server


def refusal(*arguments, code=1):
    """The one line a server says that does not start."""
    command = [binary(), "--in-memory", "--port=0", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, env=clean_environment(), check=False)
    assert done.returncode == code, done
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def says(server, text):
    """Waits until the text is in the server's log, which is read beside its other output."""
    deadline = time.monotonic() + 10
    while text not in server.stderr:
        assert time.monotonic() < deadline, server.stderr
        time.sleep(0.02)


def reloaded(server):
    """Lets the server reload, and waits until it has said so."""
    before = server.stderr.count(" the certificate ")
    server.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + 10
    while server.stderr.count(" the certificate ") == before:
        assert time.monotonic() < deadline, server.stderr
        time.sleep(0.02)
    return server.stderr.splitlines()[-1]


def test_the_one_port_speaks_tls_alone(server_pair, trusting):
    with ServerProcess.start(["--in-memory", *server_pair.flags]) as server:
        assert server.port == server.tls_port
        assert f"listening on https://127.0.0.1:{server.port}\n" in server.stdout
        assert f"TLS: certificate {server_pair.certificate}\n" in server.stdout
        with TlsConnection(server, trusting) as connection:
            assert_healthy(connection.ask(GET))


def test_two_ports_are_told_in_one_line(secure):
    said = f"listening on http://127.0.0.1:{secure.port} and https://127.0.0.1:{secure.tls_port}\n"
    assert said in secure.stdout


@pytest.mark.parametrize("key", [("RSA", "rsa_keygen_bits:2048"), ("EC", "ec_paramgen_curve:P-384")], ids=["rsa", "p384"])
def test_certificates_with_other_keys(authority, trusting, key):
    pair = authority.issue(f"server-{key[0]}", key=key, direct=True)
    with ServerProcess.start(["--in-memory", *pair.flags]) as server, TlsConnection(server, trusting) as connection:
        assert_healthy(connection.ask(GET))


def test_a_taken_tls_port_names_its_flag(secure, server_pair):
    assert refusal(*server_pair.flags, f"--tls-port={secure.tls_port}") == (
        f"dynarocks: port {secure.tls_port} is in use (127.0.0.1:{secure.tls_port}). "
        "Stop the program that listens there, or choose another with --tls-port"
    )


def test_files_that_do_not_serve_are_refused_in_one_line(authority, server_pair, tmp_path):
    other = authority.issue("other")
    missing = tmp_path / "missing.pem"
    assert refusal(f"--tls-cert={missing}", f"--tls-key={server_pair.key}") == (
        f"dynarocks: the certificate file '{missing}' cannot be read: No such file or directory. "
        "Give --tls-cert a PEM file with the server's certificate and its chain"
    )
    assert refusal(f"--tls-cert={server_pair.certificate}", f"--tls-key={other.key}") == (
        f"dynarocks: the key in '{other.key}' is not that of the certificate in '{server_pair.certificate}'. "
        "Give --tls-cert and --tls-key what belongs together, the server's own certificate first"
    )
    weak = authority.issue("weak", key=("RSA", "rsa_keygen_bits:1024"))
    assert refusal(*weak.flags) == (
        f"dynarocks: the certificate in '{weak.certificate}' cannot be used: ee key too small. "
        "Give --tls-cert one with a stronger key or signature"
    )
    assert refusal(*server_pair.flags, f"--tls-client-ca={server_pair.key}") == (
        f"dynarocks: the file of clients' authorities '{server_pair.key}' holds no PEM certificate. "
        "Give --tls-client-ca a PEM file with the certificates that sign clients'"
    )


def test_flags_without_sense_are_refused_in_one_line(server_pair):
    assert refusal(f"--tls-cert={server_pair.certificate}", code=2) == (
        "dynarocks: --tls-cert and --tls-key belong together; give both or neither. See dynarocks --help"
    )
    assert refusal("--tls-port=0", code=2) == (
        "dynarocks: --tls-port needs a certificate; give --tls-cert and --tls-key, or --tls-self-signed. "
        "See dynarocks --help"
    )


def test_an_expired_certificate_is_served_with_a_warning(authority):
    expired = authority.issue("expired", days=-1)
    with ServerProcess.start(["--in-memory", *expired.flags]) as server:
        says(server, f"the certificate in '{expired.certificate}' expired at ")
        says(server, "clients will refuse it")
        with pytest.raises(ssl.SSLCertVerificationError, match="expired"):
            TlsConnection(server, client_context(authority.root))


def test_other_machines_are_not_served_plainly_without_a_warning(server_pair):
    warning = "every program that reaches this server from another machine may use it, and what is sent can be read on its way"
    for arguments, warned in ((["--host=0.0.0.0"], True), (["--host=0.0.0.0", *server_pair.flags], False), ([], False)):
        with ServerProcess.start(["--in-memory", *arguments]) as server:
            server.stop()
        assert (warning in server.stderr) == warned


# The server's own certificate.


def test_its_own_certificate_is_kept_with_the_data(tmp_path):
    data = tmp_path / "data"
    arguments = ["--data-dir", str(data), "--tls-self-signed"]
    serials = []
    for _ in range(2):
        with ServerProcess.start(arguments) as server:
            assert server.certificate == str(data / "tls/cert.pem")
            with TlsConnection(server, client_context(server.certificate)) as connection:
                assert_healthy(connection.ask(GET))
                serials.append(connection.serial)
            for name in ("localhost", "127.0.0.1", "::1"):
                TlsConnection(server, client_context(server.certificate), name=name).socket.close()
            with pytest.raises(ssl.SSLCertVerificationError):
                TlsConnection(server, client_context(server.certificate), name="db.example")
    assert serials[0] == serials[1]
    assert sorted(os.listdir(data / "tls")) == ["cert.pem", "key.pem"]
    assert stat.S_IMODE((data / "tls/key.pem").stat().st_mode) == 0o600


def test_its_own_certificate_satisfies_strict_clients(tmp_path):
    with ServerProcess.start(["--in-memory", "--tls-self-signed", f"--tls-dir={tmp_path}"]) as server:
        context = client_context(server.certificate)
        context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_STRICT
        with TlsConnection(server, context) as connection:
            assert_healthy(connection.ask(GET))


def test_in_memory_its_own_certificate_is_gone_with_the_server(tmp_path):
    serials = []
    for _ in range(2):
        with ServerProcess.start(["--in-memory", "--tls-self-signed"], env={"TMPDIR": str(tmp_path)}) as server:
            assert server.certificate.startswith(str(tmp_path))
            with TlsConnection(server, client_context(server.certificate)) as connection:
                serials.append(connection.serial)
        assert list(tmp_path.iterdir()) == []
    assert serials[0] != serials[1]


def test_its_own_certificate_can_be_kept_elsewhere(tmp_path):
    directory = tmp_path / "some/where"
    arguments = ["--in-memory", "--tls-self-signed", f"--tls-dir={directory}"]
    with ServerProcess.start(arguments) as server:
        trusting = client_context(server.certificate)
    with ServerProcess.start([*arguments, "--host=0.0.0.0"]) as server:
        assert server.certificate == str(directory / "cert.pem")
        with TlsConnection(server, trusting) as connection:
            assert_healthy(connection.ask(GET))
    with ServerProcess.start([*arguments, "--host=127.0.0.2"]) as server:
        says(server, "a new self-signed certificate is made: the certificate does not name the host")
        server.host = "127.0.0.2"
        with TlsConnection(server, client_context(server.certificate), name="127.0.0.2") as connection:
            assert_healthy(connection.ask(GET))
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert refusal("--tls-self-signed", f"--tls-dir={blocked}") == (
        f"dynarocks: cannot write the self-signed certificate's '{blocked}/cert.pem': Not a directory. "
        "Give --tls-dir a directory where this user may write"
    )


# Reloading.


def test_a_reload_shows_new_connections_the_new_certificate(authority, trusting, tmp_path):
    first, second = authority.issue("first"), authority.issue("second")
    served = type(first)(tmp_path / "cert.pem", tmp_path / "key.pem")
    first.copy_over(served)
    with ServerProcess.start(["--in-memory", *served.flags]) as server:
        with TlsConnection(server, trusting) as old:
            assert_healthy(old.ask(GET))
            second.copy_over(served)
            with TlsConnection(server, trusting) as before:
                assert before.serial == first.serial
            assert "the certificate is read again, for new connections" in reloaded(server)
            with TlsConnection(server, trusting) as new:
                assert new.serial == second.serial
                assert_healthy(new.ask(GET))
            assert old.ask(list_tables()).status == 200
            # a key that is not the certificate's
            served.key.write_bytes(first.key.read_bytes())
            said = reloaded(server)
            assert "the certificate stays as it was: " in said
            assert f"the key in '{served.key}' is not that of the certificate in '{served.certificate}'" in said
            served.certificate.unlink()
            assert "cannot be read: No such file or directory" in reloaded(server)
            with TlsConnection(server, trusting) as still:
                assert still.serial == second.serial
            assert old.ask(list_tables()).status == 200


def test_a_reload_beside_many_handshakes(authority, trusting, tmp_path):
    pairs = [authority.issue(f"many-{i}", direct=True) for i in range(2)]
    served = type(pairs[0])(tmp_path / "cert.pem", tmp_path / "key.pem")
    pairs[0].copy_over(served)
    with ServerProcess.start(["--in-memory", "--threads=2", *served.flags]) as server:
        for i in range(40):
            pairs[i % 2].copy_over(served)
            server.process.send_signal(signal.SIGHUP)
            with TlsConnection(server, trusting) as connection:
                assert_healthy(connection.ask(GET))
                assert connection.serial in (pairs[0].serial, pairs[1].serial)


def test_a_reload_concerns_credentials_and_certificate(server_pair, tmp_path):
    credentials = tmp_path / "credentials"
    credentials.write_text("[dummy]\naws_access_key_id = dummy\naws_secret_access_key = dummy\n")
    arguments = ["--in-memory", "--host=0.0.0.0", "--auth=sigv4", f"--credentials={credentials}"]
    with ServerProcess.start([*arguments, *server_pair.flags]) as server:
        credentials.write_text("[dummy\n")
        assert "the certificate is read again, for new connections" in reloaded(server)
        assert "credentials and policies stay as they were: " in server.stderr
    with ServerProcess.start([*arguments[:-1], f"--credentials={JAVASCRIPT / 'credentials'}"]) as server:
        server.stop()
    assert "another machine" not in server.stderr


@pytest.fixture
def hangups_count():
    """Below nohup programs are told to pass SIGHUP over."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def test_without_tls_a_hangup_ends_the_server(hangups_count):
    with ServerProcess.start(["--in-memory"]) as server:
        server.process.send_signal(signal.SIGHUP)
        assert server.wait() == -signal.SIGHUP


# Clients' certificates.


@pytest.fixture(scope="module")
def closed(server_pair, authority):
    """A server for clients with certificates."""
    with ServerProcess.start(["--in-memory", *server_pair.flags, f"--tls-client-ca={authority.root}"]) as server:
        assert f"TLS: clients need a certificate signed by {authority.root}\n" in server.stdout
        yield server
        assert server.running(), server.stderr


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_clients_show_a_certificate(closed, authority, version):
    pair = authority.issue(f"client-{version.name}", usage="clientAuth")
    context = client_context(authority.root, pair)
    context.maximum_version = version
    with TlsConnection(closed, context) as connection:
        assert json.loads(connection.ask(list_tables()).body) == {"TableNames": []}
        session = connection.socket.session
    with TlsConnection(closed, context, session=session) as connection:
        assert_healthy(connection.ask(GET))
        assert connection.socket.session_reused


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
@pytest.mark.parametrize(
    "who, alert",
    [("nobody", "handshake failure|certificate required"), ("stranger", "unknown ca"), ("late", "certificate expired"), ("server", "unsupported certificate")],
)  # fmt: skip
def test_other_clients_are_refused(closed, authority, foreign_authority, who, alert, version):
    pair = {
        "nobody": lambda: None,
        "stranger": lambda: foreign_authority.issue("client", usage="clientAuth"),
        "late": lambda: authority.issue("late", usage="clientAuth", days=-1),
        "server": lambda: authority.issue("not-a-client", usage="serverAuth"),
    }[who]()
    context = client_context(authority.root, pair)
    context.maximum_version = version
    # In TLS 1.3 a client learns of it only when it reads.
    with pytest.raises(ssl.SSLError, match=f"(?i){alert.replace(' ', '.')}"):
        with TlsConnection(closed, context) as connection:
            connection.ask(list_tables())
