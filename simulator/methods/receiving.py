"""How a bot gets its updates: `getUpdates`, or a webhook."""

import contextlib
import re
from urllib.parse import urlsplit

from simulator.bots import Webhook
from simulator.errors import ApiError, bad_request
from simulator.methods.api_call import ApiCall
from simulator.text import Json
from simulator.updates import BY_DEFAULT, UPDATE_TYPES, Window

_LONGEST_POLL_S = 50
_MOST_UPDATES = 100
_SECRET_LIMIT = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_CONNECTIONS, _MOST_CONNECTIONS = 40, 100
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
    limit = max(1, min(params.integer("limit", _MOST_UPDATES), _MOST_UPDATES))
    timeout = 0 if call.world.feed.closing else min(params.integer("timeout"), _LONGEST_POLL_S)
    return await call.bot.updates.poll(Window(params.integer("offset"), limit, timeout))


def set_webhook(call: ApiCall) -> bool:
    """Deliver updates to an address; http is taken too, as a local Bot API server does."""
    hook = _wanted_webhook(call)
    if hook is None:
        return delete_webhook(call)
    _allow(call)
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.clear()
    elif hook.is_same(call.bot.webhook):
        return True  # already set: it goes on, and its last error stays
    call.bot.webhook = hook
    call.bot.updates.conflict("Conflict: terminated by setWebhook request")
    call.world.webhooks.start(call.bot)
    return True


def _wanted_webhook(call: ApiCall) -> Webhook | None:
    url, secret = call.params.text("url"), call.params.text("secret_token")
    if not url:
        return None
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise bad_request("invalid webhook URL specified")
    if len(secret) > _SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = call.params.integer("max_connections", _CONNECTIONS)
    return Webhook(url, secret or None, max(1, min(connections, _MOST_CONNECTIONS)))


def delete_webhook(call: ApiCall) -> bool:
    """Go back to `getUpdates`."""
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.clear()
    if call.bot.webhook is None:
        _allow(call)
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
    allowed = call.bot.updates.allowed
    if allowed != BY_DEFAULT:
        info["allowed_updates"] = [kind for kind in UPDATE_TYPES if kind in allowed]
    return info


def _allow(call: ApiCall) -> None:
    """Take the kinds that the call names; Telegram passes over a parameter that it can't read."""
    with contextlib.suppress(ApiError):
        call.bot.updates.allow(call.params.object("allowed_updates", "can't parse allowed_updates"))


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
