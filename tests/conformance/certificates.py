"""Certificates for tests, made with the openssl program."""

import pathlib
import subprocess


def openssl(*arguments, text=""):
    done = subprocess.run(["openssl", *map(str, arguments)], input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Pair:
    """A certificate and its key, as files."""

    def __init__(self, certificate, key):
        self.certificate = pathlib.Path(certificate)
        self.key = pathlib.Path(key)

    @property
    def flags(self):
        return [f"--tls-cert={self.certificate}", f"--tls-key={self.key}"]

    @property
    def serial(self):
        return int(openssl("x509", "-in", self.certificate, "-noout", "-serial").split("=")[1], 16)

    def copy_over(self, other):
        other.certificate.write_bytes(self.certificate.read_bytes())
        other.key.write_bytes(self.key.read_bytes())


class Authority:
    """Signs certificates, through an intermediate one unless told otherwise; `root` is what clients trust."""

    def __init__(self, directory, name="root"):
        self.directory = pathlib.Path(directory)
        self._root = self._pair(f"{name}-ca")
        request = ["-new", "-x509", "-days", "30", "-subj", f"/CN=test {name}", "-addext", "keyUsage=critical,keyCertSign"]
        openssl("req", *request, "-key", self._root.key, "-out", self._root.certificate)
        self.root = self._root.certificate
        self._middle = self._sign(f"{name}-middle", self._root, "CA:TRUE", "keyCertSign")

    def issue(self, name, days=30, key=("EC", "ec_paramgen_curve:P-256"), usage="serverAuth", direct=False):
        """For localhost and 127.0.0.1, with its chain. Negative days: it has expired."""
        signer = self._root if direct else self._middle
        made = self._sign(name, signer, "CA:FALSE", "digitalSignature", days=days, key=key, usage=usage)
        if not direct:
            made.certificate.write_text(made.certificate.read_text() + self._middle.certificate.read_text())
        return made

    def _pair(self, name, key=("EC", "ec_paramgen_curve:P-256")):
        pair = Pair(self.directory / f"{name}.pem", self.directory / f"{name}.key")
        openssl("genpkey", "-algorithm", key[0], "-pkeyopt", key[1], "-out", pair.key)
        return pair

    def _sign(self, name, signer, constraint, key_usage, days=30, key=("EC", "ec_paramgen_curve:P-256"), usage=None):
        pair = self._pair(name, key)
        extensions = [f"basicConstraints=critical,{constraint}", f"keyUsage=critical,{key_usage}"]
        if usage:
            extensions += [f"extendedKeyUsage={usage}", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        request = openssl("req", "-new", "-key", pair.key, "-subj", f"/CN={name}")
        file = self.directory / f"{name}.ext"
        file.write_text("\n".join(extensions) + "\n")
        options = ["-CA", signer.certificate, "-CAkey", signer.key, "-CAcreateserial", "-extfile", file, "-days", days]
        pair.certificate.write_text(openssl("x509", "-req", *options, text=request))
        return pair
