import pytest

from simulator.errors import PeopleApiError
from simulator.person_actions import Manner

ASKED_FOR = ["message", "message_reaction"]


def emoji(name):
    return [{"type": "emoji", "emoji": name}]


async def test_a_reaction_reaches_a_bot_that_asks_for_it(api, owner):
    await api.result("getUpdates", offset=-1, allowed_updates=ASKED_FOR)
    sent = await api.result("sendMessage", chat_id=owner.id, text="a")
    for wish in ("👍", "❤", None):
        owner.reacts(sent["message_id"], wish)
    updates = [update["message_reaction"] for update in (await api.result("getUpdates"))[1:]]
    changes = [(update["old_reaction"], update["new_reaction"]) for update in updates]
    assert changes == [([], emoji("👍")), (emoji("👍"), emoji("❤")), (emoji("❤"), [])]
    assert updates[0]["message_id"] == sent["message_id"]
    assert updates[0]["user"]["id"] == updates[0]["chat"]["id"] == owner.id


async def test_a_bot_that_does_not_ask_hears_of_no_reaction(api, owner):
    sent = await api.result("sendMessage", chat_id=owner.id, text="a")
    owner.reacts(sent["message_id"], "👍")
    assert [set(update) for update in await api.result("getUpdates")] == [{"update_id", "message"}]
    assert owner.sees()[-1]["reactions"] == [{"emoji": "👍", "from": "me"}]


async def test_the_same_reaction_again_changes_nothing(api, owner):
    await api.result("getUpdates", offset=-1, allowed_updates=ASKED_FOR)
    for _ in range(2):
        owner.reacts(owner.sees()[0]["id"], "👍")
    assert len(await api.result("getUpdates")) == 2


@pytest.mark.parametrize("wish", ["❤️", "🐈", "ok"])
def test_an_emoji_that_is_no_reaction_is_refused(owner, wish):
    with pytest.raises(PeopleApiError, match="is none of Telegram's reactions"):
        owner.reacts(owner.sees()[0]["id"], wish)


async def test_reactions_are_at_hand_over_http(http, owner):
    path = f"/sim/people/{owner.id}/messages/{owner.sees()[0]['id']}/reaction"
    answer = await http.put(path, json={"emoji": "🙏"})
    assert answer.json()["reactions"] == [{"emoji": "🙏", "from": "me"}]
    assert (await http.put(path)).json()["reactions"] == []
    assert (await http.put(path, json={"emoji": "x"})).status_code == 400


async def test_a_bot_reacts_in_place_of_its_earlier_reaction(api, owner):
    message = owner.says("收到了吗")
    where = {"chat_id": owner.id, "message_id": message.message_id}
    for wish in ("👀", "👌"):
        assert await api.result("setMessageReaction", **where, reaction=emoji(wish)) is True
    assert owner.sees()[-1]["reactions"] == [{"emoji": "👌", "from": "bot"}]
    await api.result("setMessageReaction", **where)
    assert owner.sees()[-1]["reactions"] == []
    assert len(await api.result("getUpdates", allowed_updates=ASKED_FOR)) == 2


async def test_a_reaction_to_an_album_is_shown_at_its_first_message(api, owner):
    first, second = (owner.sends("photo", "a.png", b"", Manner(album="g")).message_id for _ in range(2))
    await api.result("setMessageReaction", chat_id=owner.id, message_id=second, reaction=emoji("👍"))
    shown = {message["id"]: message["reactions"] for message in owner.sees()}
    assert (len(shown[first]), shown[second]) == (1, [])


@pytest.mark.parametrize(
    ("reaction", "fault"),
    [
        ("[", "can't parse reaction types JSON object"),
        ({}, "expected an Array of ReactionType"),
        (["👍"], "can't parse ReactionType: expected an Object"),
        ([{}], "can't parse ReactionType: can't find field \"type\""),
        ([{"type": "emoji"}], "can't parse ReactionType: can't find field \"emoji\""),
        ([{"type": "paid"}], "can't parse ReactionType: invalid reaction type specified"),
        (emoji("🐈"), "REACTION_INVALID"),
        ([{"type": "custom_emoji", "custom_emoji_id": "5"}], "REACTION_INVALID"),
        (emoji("👍") + emoji("❤"), "REACTIONS_TOO_MANY"),
    ],
)
async def test_a_reaction_that_telegram_would_refuse_is_refused(api, owner, reaction, fault):
    where = {"chat_id": owner.id, "message_id": owner.sees()[0]["id"]}
    assert await api.fault("setMessageReaction", **where, reaction=reaction) == f"400 Bad Request: {fault}"


async def test_a_bot_reacts_to_no_message_that_is_gone_and_to_nobody_who_blocked_it(api, owner):
    where = {"chat_id": owner.id, "message_id": 99, "reaction": emoji("👍")}
    fault = await api.fault("setMessageReaction", **where)
    assert fault == "400 Bad Request: message to react not found"
    owner.blocks()
    fault = await api.fault("setMessageReaction", **where)
    assert fault == "403 Forbidden: bot was blocked by the user"
