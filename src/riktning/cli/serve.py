"""`riktning serve`: the site on this machine, by a production server."""

import os
import socket
import threading
from typing import Annotated

import typer

from riktning.cli.processes import answer_in, fitting
from riktning.cli.scenario_watch import watching
from riktning.cli.store import open_store
from riktning.cli.warming import read_pages
from riktning.core.errors import RiktningError

DEFAULT_PORT = 8000
TRIES = 20
THREADS = 8
COLLECTED = (20_000, 10, 100)  # a page makes some ten thousand objects, and leaves none in a ring
LARGEST_REQUEST = 64 * 1024 * 1024  # bytes; what a page takes is less, and it says so itself


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(help="Port; 8000 or the next free one when left out.", min=1, max=65535),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(help="How many processes answer; as many as cores, at most 4.", min=1, max=16),
    ] = None,
) -> None:
    """Serve the pages until interrupted."""
    count = processes or fitting()
    os.environ["RIKTNING_PROCESSES"] = str(count)  # what they count together is kept in files
    open_store()
    listener = listen(host, port)
    if not _is_this_machine(host):
        _warn_of_the_network()
    typer.echo(f"Riktning is at {address(listener)} – stop with Ctrl-C")
    run(listener, count)


def _is_this_machine(host: str) -> bool:
    return host in {"localhost", "::1"} or host.startswith("127.")


def _warn_of_the_network() -> None:
    from django.conf import settings

    if not settings.HTTPS:
        typer.echo(
            "riktning: others on the network reach the site without HTTPS and can read passwords "
            "on their way; docs/how-to/run-in-production.md says what to do",
            err=True,
        )


def address(listener: socket.socket) -> str:
    """What to write in a browser."""
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{'localhost' if host in {'0.0.0.0', '::'} else shown}:{port}/"  # noqa: S104 - compared, not bound


def listen(host: str, port: int | None) -> socket.socket:
    """A socket on the port asked for, or on the first free one from 8000 when none was.

    RiktningError when the port is taken or the address is not this machine's.
    """
    if port is not None:
        return _bound(host, port)
    for candidate in range(DEFAULT_PORT, DEFAULT_PORT + TRIES - 1):
        try:
            return _bound(host, candidate)
        except PortTakenError:
            continue
    return _bound(host, DEFAULT_PORT + TRIES - 1)


class PortTakenError(RiktningError):
    """Another program listens on the port."""


def _bound(host: str, port: int) -> socket.socket:
    import errno

    where = f"{host}:{port}"
    try:
        family, *_rest, target = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(target)
        listener.listen(128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(
                "another program already listens there", where=where, remedy="choose another --port"
            ) from error
        raise RiktningError(
            f"cannot listen there ({error.strerror})",
            where=where,
            remedy="choose another --host or --port",
        ) from error
    return listener


def run(listener: socket.socket, processes: int = 1) -> None:
    """Serve on the socket until interrupted, in so many processes."""
    import waitress
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    # Behind a proxy that ends TLS, only the proxy on this machine may say that HTTPS was used and
    # who asks: wrong passwords are counted by the reader's address, not by the proxy's.
    said = {"x-forwarded-proto", "x-forwarded-for"}
    behind = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": said}
    proxy = behind if settings.HTTPS else {}
    application = get_wsgi_application()
    read_the_run()
    read_pages()
    settle()

    def answer() -> None:
        threading.Thread(target=begin_drawing, daemon=True).start()
        waitress.serve(
            application,
            sockets=[listener],
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_REQUEST,
            _quiet=True,
            **proxy,
        )

    with watching(settings.RIKTNING_HOME):
        if processes == 1:
            answer()
            return
        from django.db import connections

        connections.close_all()  # a connection is not shared between processes
        answer_in(processes, answer)


def settle() -> None:
    """Read in what every page needs, and let the collector of memory pass it by from here on.

    Some hundred thousand objects live as long as the server; looking them all through took a
    quarter of a second, again and again while somebody waited for a page.
    """
    import gc

    from django.urls import get_resolver

    from riktning.documents import charts  # noqa: F401 - read in before the first reader comes

    get_resolver().url_patterns  # noqa: B018 - the pages are read in when it is asked for
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED)


def begin_drawing() -> None:
    """Start the program that draws charts, which takes a second of whoever asks for the first one.

    In each process by itself: what runs in it cannot be split off.
    """
    import altair as alt

    from riktning.documents.charts import to_svg

    to_svg(alt.Chart({"values": [{"x": 0}]}).mark_point().encode(x="x:Q"))


def read_the_run() -> None:
    """What most pages show of the published run: each process has it without reading it again."""
    from django.db import DatabaseError

    from riktning.apps.observations.queries import current_run, indicator_rows, judged

    try:
        run = current_run()
        if run is not None:
            judged(run)
            indicator_rows(run)
    except DatabaseError:  # a store that is being restored, say; the pages will tell
        return
