"""HTTP over TLS on a socket: requests as bytes and answers taken apart."""

import ssl
import types

from http_connection import Connection


def client_context(trusted=None, pair=None, alpn=()):
    """A client that trusts the certificates in a file, and may have a certificate of its own."""
    context = ssl.create_default_context(cafile=trusted)
    if pair:
        context.load_cert_chain(pair.certificate, pair.key)
    if alpn:
        context.set_alpn_protocols(list(alpn))
    return context


class TlsConnection(Connection):
    def __init__(self, server, context, name="localhost", session=None, **options):
        super().__init__(types.SimpleNamespace(host=server.host, port=server.tls_port), **options)
        try:
            self.socket = context.wrap_socket(self.socket, server_hostname=name, session=session)
        except BaseException:
            self.socket.close()
            raise

    @property
    def serial(self):
        """The serial number of the certificate that the server has shown."""
        return int(self.socket.getpeercert()["serialNumber"], 16)

    def ends_properly(self, within=10):
        """Whether the server says goodbye (close_notify), and nothing more, in time."""
        self.socket.settimeout(within)
        self.socket.suppress_ragged_eofs = False
        return not self.buffer and self.socket.recv(65536) == b""
