"""How a request under `/sim` becomes an answer: its parameters, its errors, its route."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.errors import ApiError, PeopleApiError
from simulator.world import World

Answer = Callable[[World, Request], Awaitable[Any]]
Routes = tuple[tuple[str, str, Answer], ...]  # HTTP method, path, what answers


def bound_routes(world: World, routes: Routes) -> list[Route]:
    """Return Starlette's routes; what they answer becomes JSON, an error its status and sentence."""
    return [Route(path, _endpoint(world, answer), methods=[method]) for method, path, answer in routes]


def _endpoint(world: World, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            result = await answer(world, request)
        except PeopleApiError as fault:
            return JSONResponse({"error": fault.text}, fault.status)
        except ApiError as fault:  # of parameters that cannot be read
            return JSONResponse({"error": fault.description}, fault.code)
        return result if isinstance(result, Response) else JSONResponse(result)

    return endpoint
