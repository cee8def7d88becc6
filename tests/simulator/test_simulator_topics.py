"""Topics in private chats: a bot that has them makes, names and deletes them; people write in them or delete them."""

import pytest


@pytest.fixture
def topics(sim):
    sim.world.the_bot.has_topics = True


async def made(api, owner, name="#1 示例"):
    return (await api.result("createForumTopic", chat_id=owner.id, name=name))["message_thread_id"]


@pytest.mark.parametrize("enabled", ["true", "false"])
async def test_the_bot_says_of_itself_whether_it_has_topics(api, http, owner, enabled):
    assert (await http.put("/sim/bot/topics", data={"enabled": enabled})).json()["topics"] is (
        enabled == "true"
    )
    me = await api.result("getMe")
    assert me.get("has_topics_enabled", False) is (enabled == "true")


async def test_a_message_stands_in_the_topic_that_it_names(api, owner, topics):
    topic = await made(api, owner)
    sent = await api.result("sendMessage", chat_id=owner.id, text="在这里", message_thread_id=topic)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    assert (await owner.hears())["topic"] == topic
    assert owner.topics == {topic: "#1 示例"}


async def test_a_message_that_names_no_topic_stands_in_none(api, owner, topics):
    await made(api, owner)
    sent = await api.result("sendMessage", chat_id=owner.id, text="总")
    assert "message_thread_id" not in sent


@pytest.mark.parametrize("method", ["sendMessage", "editForumTopic", "deleteForumTopic"])
async def test_a_topic_that_is_not_there_is_refused(api, owner, topics, method):
    fault = await api.fault(method, chat_id=owner.id, text="词", name="名", message_thread_id=77)
    assert fault == "400 Bad Request: message thread not found"


async def test_a_bot_without_topics_makes_none(api, owner):
    fault = await api.fault("createForumTopic", chat_id=owner.id, name="#1")
    assert fault == "400 Bad Request: the chat is not a forum"


async def test_once_topics_are_switched_off_none_is_found(api, owner, topics, sim):
    topic = await made(api, owner)
    sim.world.the_bot.has_topics = False
    fault = await api.fault("sendMessage", chat_id=owner.id, text="词", message_thread_id=topic)
    assert fault.endswith("message thread not found")


@pytest.mark.parametrize(
    ("name", "complaint"), [("", "topic name is empty"), ("长" * 129, "topic name is too long")]
)
async def test_a_name_has_1_to_128_characters(api, owner, topics, name, complaint):
    assert (await api.fault("createForumTopic", chat_id=owner.id, name=name)).endswith(complaint)


async def test_a_topic_gets_another_name_once(api, owner, topics):
    topic = await made(api, owner)
    await api.result("editForumTopic", chat_id=owner.id, message_thread_id=topic, name="✓ #1")
    assert owner.topics == {topic: "✓ #1"}
    fault = await api.fault("editForumTopic", chat_id=owner.id, message_thread_id=topic, name="✓ #1")
    assert fault.endswith("TOPIC_NOT_MODIFIED")


@pytest.mark.parametrize("method", ["closeForumTopic", "reopenForumTopic"])
async def test_in_private_chats_no_topic_is_closed(api, owner, topics, method):
    topic = await made(api, owner)
    assert (await api.fault(method, chat_id=owner.id, message_thread_id=topic)).startswith("400")


async def test_a_deleted_topic_takes_its_messages_along(api, http, owner, topics):
    topic = await made(api, owner)
    await api.result("sendMessage", chat_id=owner.id, text="没了", message_thread_id=topic)
    assert (await http.delete(f"/sim/people/{owner.id}/topics/{topic}")).status_code == 200
    assert [each["text"] for each in owner.sees()] == ["你好"]
    assert (await http.delete(f"/sim/people/{owner.id}/topics/{topic}")).status_code == 404


async def test_what_somebody_writes_in_a_topic_says_so(api, owner, topics):
    topic = await made(api, owner)
    said = await api.result("sendMessage", chat_id=owner.id, text="在这里", message_thread_id=topic)
    owner.says("写在话题里", topic=topic)
    owner.says("回复也在", reply_to=said["message_id"])
    *_, plain, reply = [update["message"] for update in await api.result("getUpdates")]
    assert (plain["message_thread_id"], reply["message_thread_id"]) == (topic, topic)
    assert reply["reply_to_message"]["message_id"] == said["message_id"]


async def test_nobody_writes_in_a_topic_that_is_not_there(http, owner):
    answer = await http.post(f"/sim/people/{owner.id}/messages", data={"text": "词", "topic": 77})
    assert answer.status_code == 404


async def test_a_tapped_button_says_in_which_topic_it_stands(api, owner, topics):
    topic = await made(api, owner)
    markup = {"inline_keyboard": [[{"text": "好", "callback_data": "x"}]]}
    await api.result("sendMessage", chat_id=owner.id, text="?", message_thread_id=topic, reply_markup=markup)
    owner.taps("好")
    assert (await api.result("getUpdates"))[-1]["callback_query"]["message"]["message_thread_id"] == topic
