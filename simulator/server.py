"""The simulator as one ASGI application."""

import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator import people_api, world_api
from simulator.bot_api import BotApi, FileDownloads
from simulator.endpoints import bound_routes
from simulator.world import World

PAGE = Path(__file__).parent / "page"
_POLICY = (
    "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'"  # nothing from outside
)


def create_app(world: World | None = None) -> Starlette:
    """Return the application: the Bot API, the people's API, and the page at `/`."""
    world = world or World()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        world.close()

    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", BotApi(world), name="method"),
            Route("/file/bot{token}/{path:path}", FileDownloads(world), name="file"),
            *bound_routes(world, (*people_api.ROUTES, *world_api.ROUTES)),
            Route("/", _page),
            Route("/page/{part}", _page),
        ],
        lifespan=lifespan,
        exception_handlers={404: _not_found},
    )
    app.state.world = world
    return app


async def _page(request: Request) -> Response:
    part = request.path_params.get("part", "index.html")
    if part not in _PARTS:
        return await _not_found(request, None)
    kind = mimetypes.guess_type(part)[0]
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}
    return Response(_PARTS[part].read_bytes(), media_type=kind, headers=headers)


async def _not_found(_: Request, __: Exception | None) -> Response:
    return JSONResponse({"ok": False, "error_code": 404, "description": "Not Found"}, 404)


_PARTS = {path.name: path for path in PAGE.iterdir()}
