# Certificates for tests: a CA of one's own and what it signs, by openssl.

import http.client
import ssl
import subprocess

from node import Node

SUBJECT_NAMES = "subjectAltName=IP:127.0.0.1,DNS:localhost"


def _openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


class Authority:
    """A CA in a folder."""

    def __init__(self, folder, name="ca"):
        self.folder = folder
        self.certificate, self.key = folder / f"{name}.pem", folder / f"{name}.key.pem"
        _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
                 "-subj", f"/CN=test {name}", "-keyout", self.key, "-out", self.certificate)

    def issue(self, name, extensions=SUBJECT_NAMES, days=30):
        """name.pem and name.key.pem, signed by this CA; an existing pair is renewed."""
        key, request, certificate = (self.folder / f"{name}{end}" for end in (".key.pem", ".csr", ".pem"))
        _openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}",
                 "-addext", extensions, "-keyout", key, "-out", request)
        _openssl("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self.key, "-CAcreateserial",
                 "-days", str(days), "-copy_extensions", "copy", "-out", certificate)
        key.chmod(0o600)
        return certificate, key


class TlsNode(Node):
    """A jueced that speaks TLS itself."""

    scheme = "https"
    http_keys = 'certificate = "server.pem"\nkey = "server.key.pem"'

    @classmethod
    def create(cls, folder, rehearsal=True):
        authority = Authority(folder)
        authority.issue("server")
        node = super().create(folder, rehearsal)
        node.authority = authority
        node.client_certificate = None
        return node

    def context(self):
        """What a client trusts and shows."""
        context = ssl.create_default_context(cafile=self.authority.certificate)
        if self.client_certificate:
            context.load_cert_chain(*self.client_certificate)
        return context

    def connect(self, timeout):
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=timeout, context=self.context())
