"""A real OpenID provider under node, and what a browser does there."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import requests

from liandong.features.single_sign_on.service import Provider

REPO = Path(__file__).resolve().parents[2]
HOME = "http://127.0.0.1:9"
CALLBACK = f"{HOME}/sso/callback"
_STEPS = 10


@dataclass(frozen=True)
class Running:
    """A provider that runs, with the clients `liandong` and `other`."""

    issuer: str

    def known_as(self, client_id: str) -> Provider:
        """Return the provider as one of its clients knows it."""
        secret = f"secret-of-{client_id}-long-enough-to-be-a-key"
        return Provider(self.issuer, client_id, secret, CALLBACK, "用省统一身份认证登录")

    def visit(self, address: str, person: str) -> str:
        """Sign in as a person; return the address of ours to which the browser is sent back."""
        requests.post(f"{self.issuer}/person/{quote(person)}", timeout=10)
        with requests.Session() as browser:
            for _ in range(_STEPS):
                answer = browser.get(address, allow_redirects=False, timeout=10)
                assert answer.status_code in {302, 303}, answer.text
                address = urljoin(address, answer.headers["Location"])
                if address.startswith(CALLBACK):
                    return address.removeprefix(HOME)
        raise AssertionError(address)

    def code(self, address: str, person: str) -> str:
        """Sign in as a person; return the code."""
        return parse_qs(urlsplit(self.visit(address, person)).query)["code"][0]


@contextmanager
def running() -> Iterator[Running]:
    """Run the provider on a port of its own."""
    node = shutil.which("node")
    assert node, "node is missing"
    script = Path(__file__).with_name("oidc_provider.mjs")
    asked = [node, script, REPO / "assets" / "package.json", CALLBACK, f"{HOME}/sign-in"]
    with subprocess.Popen(  # noqa: S603  # our own script
        asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            lines = iter(process.stdout.readline, "")
            issuer = next(line.strip() for line in lines if line.startswith("http"))
            yield Running(issuer)
        finally:
            process.terminate()
