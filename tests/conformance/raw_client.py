"""A client below the SDKs: sends any bytes as a signed request, so that tests can reach what no SDK
would send, and members newer than the SDK at hand."""

import http.client
import json
import urllib.parse

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

JSON_1_0 = "application/x-amz-json-1.0"


class RawResponse:
    def __init__(self, status, headers, content):
        self.status = status
        self.headers = headers  # http.client.HTTPMessage: names in any case
        self.content = content

    @property
    def body(self) -> dict:
        return json.loads(self.content)

    @property
    def error(self) -> tuple:
        """(code, message) of an error answer; the message is None where the envelope has none."""
        body = self.body
        return body["__type"].split("#")[1], body.get("message", body.get("Message"))


class RawClient:
    def __init__(self, endpoint, region="us-east-1", access_key="dummy", secret_key="dummy", token=None):
        self.url = urllib.parse.urlsplit(endpoint)
        self.region = region
        self.credentials = Credentials(access_key, secret_key, token)
        self.connection = None

    def call(self, operation, body=None, **headers) -> RawResponse:
        """Sends one operation; `body` is a dict, or text or bytes to be sent as they are."""
        return self.request(
            body={} if body is None else body,
            headers={"X-Amz-Target": f"DynamoDB_20120810.{operation}", "Content-Type": JSON_1_0, **headers},
        )

    def ok(self, operation, body=None) -> dict:
        """Sends one operation that has to succeed; answers its body."""
        response = self.call(operation, body)
        assert response.status == 200, response.content
        return response.body

    def request(self, method="POST", path="/", body=b"", headers=None, sign=True) -> RawResponse:
        """One HTTP request. A header that is None is left out even if signing would add it."""
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        if isinstance(body, str):
            body = body.encode()
        headers = dict(headers or {})
        if sign:
            given = {name: value for name, value in headers.items() if value is not None}
            signed = AWSRequest(method=method, url=self.url.geturl().rstrip("/") + path, data=body, headers=given)
            SigV4Auth(self.credentials, "dynamodb", self.region).add_auth(signed)
            headers = {**dict(signed.headers.items()), **{n: None for n, v in headers.items() if v is None}}
        headers = {name: value for name, value in headers.items() if value is not None}
        for last_try in (False, True):
            try:
                return self._send(method, path, body, headers)
            except (http.client.HTTPException, ConnectionError):
                # The other side may have closed an idle connection; a fresh one must work.
                self.close()
                if last_try:
                    raise

    def _send(self, method, path, body, headers) -> RawResponse:
        if self.connection is None:
            kind = http.client.HTTPSConnection if self.url.scheme == "https" else http.client.HTTPConnection
            self.connection = kind(self.url.hostname, self.url.port, timeout=60)
        self.connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            if name.lower() not in ("host", "content-length"):
                self.connection.putheader(name, value)
        if body or method == "POST":
            self.connection.putheader("Content-Length", str(len(body)))
        self.connection.endheaders(body or None)
        answer = self.connection.getresponse()
        return RawResponse(answer.status, answer.headers, answer.read())

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None
