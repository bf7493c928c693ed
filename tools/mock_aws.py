"""A mock AWS whose ids depend on what is asked for, not on when.

``moto`` draws ids, zones and addresses at random, and Terraform asks in an order
that differs from run to run.  Here the draw starts anew at each request, from the
request itself: the same requests get the same answers.
"""

from __future__ import annotations

import io
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from moto.moto_api._internal import mock_random
from moto.moto_api._internal.models import moto_api_backend
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    create_backend_app,
)
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_CHOSEN_AT_RANDOM_BY_THE_CALLER = re.compile(rb'Client(Request)?Token["=: ]+[^&"]*', re.IGNORECASE)


@contextmanager
def mock_aws() -> Iterator[str]:
    """Run an empty mock AWS on a free loopback port; yield its URL.

    One at a time in a process: ``moto`` keeps its resources in the process.
    """
    moto_api_backend.reset()
    server = make_server("127.0.0.1", 0, _RepeatableMoto(), request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Silent(WSGIRequestHandler):  # type: ignore[misc]
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Leave the terminal to the caller."""


class _RepeatableMoto:
    """The server of ``moto``, with random numbers that follow from the requests."""

    def __init__(self) -> None:
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._asked: Counter[bytes] = Counter()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        asked = environ["PATH_INFO"].encode() + _CHOSEN_AT_RANDOM_BY_THE_CALLER.sub(b"", body)
        self._asked[asked] += 1
        mock_random.seed(asked + str(self._asked[asked]).encode())
        answer: Iterable[bytes] = self._moto(environ, start_response)
        return answer
