"""Each kind of emergency, in words of many people: first what saves, for whoever is meant, then who was called."""

import pytest
from scenes import nobody_is_on_duty

SAVES = {
    "fire": ("先撤人，马上打 119", "先撤人，馬上打 119", "Get everybody out and call 119 now"),
    "injury": ("马上打 120。断电", "馬上打 120。斷電", "Call 120 now. Cut the power"),
    "death": ("只要还可能救，马上打 120", "只要還可能救，馬上打 120", "If there is any chance, call 120 now"),
    "jumper": ("马上打 110 和 119", "馬上打 110 和 119", "Call 110 and 119 now"),
    "suicide": ("您的命比什么债都要紧", "您的命比什麼債都要緊", "Your life matters more than any debt"),
    "domestic": ("先离开屋子", "先離開屋子", "Leave the home with the children and call 110"),
    "wage-order": ("期限内先付", "期限內先付", "Pay within the time limit"),
    "detention": (
        "人被带走：问清哪个机关",
        "人被帶走：問清哪個機關",
        "Somebody was taken: ask which authority",
    ),
    "seizure": ("账户被冻：先问开户行", "賬戶被凍：先問開戶行", "Account frozen: ask your bank"),
    "hearing": ("先保住日子", "先保住日子", "Keep the date"),
    "burglary": ("人可能还在里面就别进去", "人可能還在裏面就別進去", "If somebody may still be inside"),
    "blackmail": ("先别付钱，马上打 110", "先別付錢，馬上打 110", "Do not pay, and call 110"),
}
"""The line with which the first aid begins: simplified, traditional, English."""

ZH, HANT, EN = range(3)

NOT_HEARD = "the lookout is not sure of it: it asks back, or says nothing of first aid"


def missed(*said):
    """A sentence that the lookout does not hear as surely as it should."""
    return pytest.param(*said, marks=pytest.mark.xfail(strict=True, reason=NOT_HEARD))


SAID = [
    ("fire", ZH, "油漆仓库冒火苗了，工人往外跑"),
    ("fire", ZH, "氨水罐漏了，味道呛得睁不开眼"),
    ("fire", HANT, "倉庫燒起來了，火好大"),
    ("fire", EN, "flames are coming out of the paint shop"),
    ("fire", EN, "there is a fire in our warehouse"),
    ("injury", ZH, "行车吊的钢板砸到人腿上，骨头都露出来了"),
    ("injury", ZH, "冲床把他两根手指轧掉了"),
    ("injury", ZH, "阿姨的头发卷进绞龙里了"),
    ("injury", HANT, "師傅隻手俾啤機夾住拉唔出"),
    ("injury", EN, "her hand is caught in the roller and we cannot get it out"),
    ("injury", EN, "the saw took off my operator's thumb"),
    ("death", ZH, "夜班师傅没救回来，他老婆堵在厂里要一百五十万"),
    ("death", ZH, "人在医院没了，家里人拿着协议叫我现在签"),
    ("death", HANT, "工人昨晚走咗，家屬要我今日簽賠償書"),
    ("death", EN, "our driver died at the loading dock and his brothers want money today"),
    ("jumper", ZH, "讨薪的坐在我们厂水塔上，说拿不到钱就往下跳"),
    ("jumper", ZH, "女工在三楼栏杆外面哭，怎么劝都不下来"),
    ("jumper", HANT, "有個員工站在窗外面說不想活了"),
    ("jumper", EN, "one of the men climbed our silo and says he jumps unless he is paid"),
    ("suicide", ZH, "欠了八百多万，药我都买好了"),
    ("suicide", HANT, "我對唔住屋企人，想一了百了"),
    ("suicide", EN, "i cannot go on, i have written the letter to my wife"),
    ("domestic", ZH, "我丈夫昨晚又动手，脸都打肿了"),
    ("domestic", ZH, "我在家里被他掐脖子，不敢出声"),
    ("domestic", HANT, "老公成日打我，我好驚"),
    ("domestic", EN, "my partner hit me again last night and i am afraid to go home"),
    ("wage-order", ZH, "厂里欠了四十个人的工资，人社局说三天不付就转公安"),
    ("wage-order", ZH, "劳动监察给了责令支付的文书，后天到期，我拿不出钱"),
    ("wage-order", HANT, "勞動局話再唔出糧就將我交俾公安"),
    ("wage-order", EN, "the labour office will hand our unpaid wages to the police on friday"),
    ("detention", ZH, "警察刚把我们会计带走了"),
    ("detention", ZH, "他们把我弟弟带走十五天了，公安没人理我们"),
    ("detention", HANT, "老闆今朝俾差人帶走咗"),
    ("detention", EN, "two officers just took my partner away and won't say where"),
    ("seizure", ZH, "基本户一早被法院冻住，工资发不出"),
    ("seizure", HANT, "公司戶口俾法院凍結咗，今日要出糧"),
    ("seizure", EN, "the court has frozen our main account and payroll is today"),
    ("hearing", ZH, "法院叫我后天去开庭，什么都没准备"),
    ("hearing", HANT, "聽日上午就開庭，律師未搵到"),
    ("hearing", EN, "our hearing is tomorrow morning and we have no lawyer"),
    ("burglary", ZH, "夜里有人撬门偷了两吨铜"),
    ("burglary", HANT, "昨晚公司俾人爆竊"),
    ("burglary", EN, "someone broke into our warehouse and stole the copper"),
    ("blackmail", ZH, "有人拿我的照片要钱，不给就发给客户"),
    ("blackmail", HANT, "有人話唔俾錢就放我啲相上網"),
    ("blackmail", EN, "i was blackmailed"),
]


@pytest.mark.parametrize(("kind", "script", "text"), SAID)
async def test_what_saves_stands_first_and_everybody_is_called(stage, kind, script, text):
    await stage.owner.agrees()
    stage.owner.says(text)
    said = (await stage.owner.hears("#1", "110", "12348"))["text"]
    assert said.startswith(SAVES[kind][script])
    for lawyer in (stage.lawyer, stage.second_lawyer):
        assert text not in (await lawyer.hears("新工单 #1", "急事"))["text"]
    told = await stage.admin.hears("急事工单 #1")
    assert text not in told["text"]
    await stage.owner.hears_nothing_more()


REVENGE = [
    (ZH, "他骗光我的钱，我今晚就去跟他拼命，大不了一起死"),
    (ZH, "我要跟他同归于尽"),
    (HANT, "我要同佢攬住一齊死"),
    (EN, "if they take the factory i will burn it down with me inside"),
    (ZH, "逼急了我开车撞死那个老赖"),
]


@pytest.mark.parametrize(("script", "text"), REVENGE)
async def test_who_wants_to_die_together_with_somebody_is_held_back_from_both(stage, script, text):
    await stage.owner.agrees()
    stage.owner.says(text)
    stays = ("不要去找对方拼命", "不要去找對方拼命", "do not go to the other side")[script]
    said = (await stage.owner.hears("12356", "110", stays))["text"]
    assert said.startswith(SAVES["suicide"][script])
    await stage.lawyer.hears("新工单 #1", "拼命")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("fire", "三楼宿舍冒烟了"),
        ("suicide", "我一个人在厂房顶上，不想活了"),
        ("injury", "吊车把人砸了，流了很多血"),
        ("jumper", "有个工人爬上水塔说要跳"),
    ],
)
async def test_at_night_with_nobody_on_duty_what_saves_still_stands_first(stage, kind, text):
    await nobody_is_on_duty(stage)
    stage.clock.moves(hours=15)  # one in the morning in Jiashan
    await stage.owner.agrees()
    stage.owner.says(text)
    said = (await stage.owner.hears("01:00（不是上班时间）", "没有律师值班", "12348"))["text"]
    assert said.startswith(SAVES[kind][ZH])
    assert said.index("没有律师值班") > said.index("尚未经律师确认")


async def test_first_aid_says_that_no_lawyer_has_confirmed_it(stage):
    await stage.owner.agrees()
    stage.owner.says("警察刚才把我老公从厂里带走了")
    await stage.owner.hears("刑事诉讼法", "本条尚未经律师确认")
    stage.owner.says("our other plant is on fire, people are inside")
    await stage.owner.hears("119", "Not yet confirmed by a lawyer")
