"""How a bot gets its updates: `getUpdates`, or a webhook."""

from typing import Any
from urllib.parse import urlsplit

from simulator.bots import Webhook
from simulator.errors import ApiError, bad_request
from simulator.methods.api_call import ApiCall
from simulator.text import Json
from simulator.updates import Window

_LONGEST_POLL_S = 50
_MOST_UPDATES = 100
_SECRET_LIMIT = 256
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_updates(call: ApiCall) -> list[Json]:
    """Hand out what waits, confirming what lies before the offset."""
    params = call.params
    if call.bot.webhook is not None:
        raise ApiError(409, _WEBHOOK_ACTIVE)
    _allow(call)
    limit = params.integer("limit", _MOST_UPDATES)
    timeout = 0 if call.world.feed.closing else min(params.integer("timeout"), _LONGEST_POLL_S)
    window = Window(
        params.integer("offset"), limit if 1 <= limit <= _MOST_UPDATES else _MOST_UPDATES, timeout
    )
    return await call.bot.updates.poll(window)


def set_webhook(call: ApiCall) -> bool:
    """Deliver updates to an address; http is taken too, as a local Bot API server does."""
    url, secret = call.params.text("url"), call.params.text("secret_token")
    if not url:
        return delete_webhook(call)
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise bad_request("bad webhook: invalid URL specified")
    if secret and not _is_secret(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(call)
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.clear()
    connections = call.params.integer("max_connections", 40)
    call.bot.webhook = Webhook(url, secret or None, connections)
    call.bot.updates.conflict()
    call.world.webhooks.start(call.bot)
    return True


def _is_secret(secret: str) -> bool:
    return (
        len(secret) <= _SECRET_LIMIT
        and secret.isascii()
        and secret.replace("_", "").replace("-", "").isalnum()
    )


def delete_webhook(call: ApiCall) -> bool:
    """Go back to `getUpdates`."""
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.clear()
    call.bot.webhook = None
    call.world.webhooks.stop(call.bot)
    return True


def get_webhook_info(call: ApiCall) -> Json:
    """Tell where updates go and how many wait."""
    hook = call.bot.webhook or Webhook("")
    waiting = len(call.bot.updates.waiting)
    info: Json = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": waiting}
    if hook.last_error is not None:
        info |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error}
    if hook.url:
        info["max_connections"] = hook.max_connections
    if call.bot.updates.allowed:
        info["allowed_updates"] = sorted(call.bot.updates.allowed)
    return info


def _allow(call: ApiCall) -> None:
    kinds: list[Any] | None = call.params.sequence(
        "allowed_updates", "can't parse allowed_updates JSON array"
    )
    if kinds is not None:
        call.bot.updates.allowed = frozenset(map(str, kinds)) or None


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
