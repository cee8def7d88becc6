"""A sentence whose gap nobody fills undoes the update that wanted it said, and is named; it is never lost in silence."""

from engines import rows_of

from bot import locales


async def test_a_sentence_with_an_empty_gap_undoes_its_update_and_is_named_in_the_log(
    stage, monkeypatch, caplog, database_url
):
    filler = locales._filler
    gaping = {"enterprise.done": "已登记：{nobody}"}
    monkeypatch.setattr(locales, "_filler", lambda key, lang: gaping.get(key, filler(key, lang)))
    await stage.owner.agrees()
    stage.owner.says("/enterprise")
    await stage.owner.hears("叫什么名字")
    stage.owner.says("示例五金制品有限公司")
    await stage.owner.hears("统一社会信用代码")
    stage.owner.taps("跳过")
    await stage.owner.hears("哪个镇")
    stage.owner.taps("姚庄")
    await stage.gives_up()
    await stage.owner.hears("没能处理好")
    await stage.admin.hears("三次都没处理成")
    assert await rows_of(database_url, "SELECT person FROM seats") == []
    assert "enterprise.done, KeyError nobody" in caplog.text
    assert "五金" not in caplog.text
