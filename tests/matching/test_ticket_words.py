"""What is said to a ticket itself, and what only sounds like it."""

import random

import pytest

from bot.matching.text.ticket_words import LONGEST, TicketWord, ticket_word

NO_LONGER = """
取消这个工单 · 取消这个工单，不用了 · 不用了 · 算了不问了 · 算了 · 那算了吧 · 不用了，谢谢 · 不需要了 · 不麻烦您了 · 不问了
取消 · 取消吧 · 帮我取消 · 请取消工单 · 把这个工单撤了吧 · 工单取消掉 · 我想撤回工单 · 怎么取消工单 · 能撤回这个工单吗 · 撤回
不用麻烦律师了 · 不用回复了 · 不用再回了 · 用不着了 · 当我没问 · 没事了 · 没什么了 · 拉倒吧 · 还是算了 · 这件事不用了
已经解决了 · 问题解决了，谢谢 · 我自己搞定了 · 唔使喇 · 唔使啦，唔該 · 弗要哉 · 覅了 · 算啦 · 不用啦！ · 不用了。。。
取消這個工單 · 不用麻煩了 · 算了不問了 · 律师您好，不用了 · 好的，那不用了 · 暂时不需要了
never mind, cancel it · Never mind · nevermind · nvm · cancel · please cancel it · Cancel my ticket please · forget it
I don't need this any more · we no longer need a lawyer · no thanks · it's solved, thank you · not needed anymore
不搞了 · 别回了 · 可以关掉了 · 工单能撤吗 · 麻烦您取消一下 · 行，那不用了 · don't bother · actually forget it
please withdraw my request · ok, never mind then · how do I cancel this ticket? · already sorted
"""

REMIND = """
律师怎么还没回我 · 律师怎么还没回我？ · 催一下 · 催一下律师 · 帮我催一下 · 麻烦再催一下，谢谢 · 怎么还没人回 · 还没回复吗
怎么没人理我 · 没人回我 · 王律师怎么还不回复 · 律师什么时候回复我 · 什么时候能答复 · 律师有消息吗 · 有消息了吗 · 有进展吗
律师在吗 · 律师呢 · 律师人呢？ · 你们怎么还没回 · 都等了三天了，律师怎么还没回 · 等了半天了 · 我还在等律师回复 · 快点回复我
到现在还没消息 · 律师到现在都没有答复 · 请提醒一下律师 · 律师怎么一直不回我啊 · 咋还没回呢 · 律师咋还不回我
点解仲未覆我 · 律师哪能还没回伐 · 律師怎麼還沒回我 · 催一下吧 · 不好意思，催一下 · 你好，律师有回复了吗
any news from the lawyer? · any news · Any update yet? · has the lawyer replied yet? · why has my lawyer not answered
when will the lawyer reply? · still waiting for an answer · still no reply · please remind the lawyer · hello, any news?
could you chase the lawyer please · nobody has answered me yet · is anyone there?
怎么还没人接手 · 还没有人接手吗 · 有人接手了吗 · 有没有人回我 · 等了一下午了 · 进展怎么样了 · 我的工单怎么样了 · 什么时候有回复
怎么回得这么慢 · 律师还在吗 · 请尽快回复，谢谢 · 大概多久能回 · please reply · what's the status of my ticket?
"""

THANKS = """
谢谢 · 谢谢！ · 谢谢您 · 谢谢律师 · 好的 · 好的，谢谢 · 好的谢谢律师 · 收到 · 收到，谢谢 · 知道了 · 明白了 · 嗯嗯 · 辛苦了
多谢 · 非常感谢 · 好嘞 · 了解了 · 麻烦您了 · 懂了，谢谢王律师 · 晓得哉 · 谢谢侬 · 唔該 · 多謝晒 · 感谢您的答复 · 好的好的
不客气 · 没关系 · 先这样吧 · 太好了，谢谢 · 謝謝 · 收到了，辛苦 律师 · 👍 · 🙏🙏 · 👌🏻
thank you · Thanks! · thank you so much · ok · OK thanks · got it · Understood, thank you · thanks for your help
many thanks · noted · that's great, thanks · 行，谢谢 · OK的 · 好额 · 可以，谢谢 · thanks a bunch · I see · much appreciated · no problem
"""

OTHER_WORDS = """
他叫我取消订单怎么办 · 不用了三年的商标会被撤吗 · 取消订单 · 取消合同 · 不用了吗 · 不要取消 · 先别取消 · 还没解决 · 别撤 · 能取消吗 · 对方要取消合作 · 客户取消了订单 · 想取消合同
怎么取消公司登记 · 撤回起诉可以吗 · 撤诉 · 我想撤回申请仲裁 · 不用签合同了吗 · 不用交社保可以吗 · 不用 · 不要 · 算了一下损失三万
就这么算了吗 · 不问了不行吗 · 不需要律师能起诉吗 · 解决了一半 · 问题没解决 · 解决不了 · 没事 他又来了 · 不想做了
对方怎么还没回我 · 法院怎么还没回复 · 客户一直没回我 · 他怎么不理我 · 对方律师怎么还没回我 · 帮我催一下货款 · 客户让我催一下货款
怎么催款 · 还要等多久 · 什么时候开庭 · 判决什么时候下来 · 等了三天了货还没到 · 他律师什么时候回复 · 客户有消息了 · 还没付款
律师怎么还没回我，明天就要开庭了 · 律师费多少 · 律师在哪里办公 · 律师函怎么写 · 有人吗 · 没回款 · 员工没人管 · 工商什么时候回复
谢谢，那我要带什么材料 · 好的律师怎么找 · 收到罚款决定书 · 收到律师函了 · 收到法院传票怎么办 · 知道了对方地址 · 明白人 · 可以
好的，请问费用多少 · 感谢信怎么写 · 谢谢，还有一个问题 · 好的，合同明天发您 · 谢谢你们公司赔钱 · 行 · 对 · 是的 · 同意 · 有用吗
cancel the contract · can I cancel the order? · he told me to cancel the order, what now · my customer cancelled it
how do I withdraw the lawsuit · no need to sign it? · forget about the deposit he owes · is it solved by paying?
any news from the court? · has the other side replied yet? · why has my customer not answered · still waiting for payment
when will the court reply · remind the customer to pay · thank you, but what does it cost · thanks to him we lost the goods
ok, what documents do I need · I see a problem with the contract · good faith · noted fee · yes · ❓ · 1 · … · 您好 · 律师 · hello
嗯？ · 好的？ · 律师已经回复了 · 没收到 · 不知道 · 不明白 · 没听懂 · 不清楚 · 不太好 · 好不好 · 到哪一步了 · 太慢了 · 的 · 可以 · 对
案件进展到什么程度算立案 · 有人举报我们了 · 员工没有答复我的通知 · 别做假账了怎么办 · 等了三个月工程款 · 什么时候能拿到钱 · 取消一下订单
"""


def cases(table):
    return [each.strip() for line in table.strip().splitlines() for each in line.split(" · ")]


@pytest.mark.parametrize("text", cases(NO_LONGER))
def test_a_farewell_to_the_ticket_is_understood(text):
    assert ticket_word(text) is TicketWord.NO_LONGER


@pytest.mark.parametrize("text", cases(REMIND))
def test_the_question_where_the_answer_stays_is_understood(text):
    assert ticket_word(text) is TicketWord.REMIND


@pytest.mark.parametrize("text", cases(THANKS))
def test_thanks_are_understood(text):
    assert ticket_word(text) is TicketWord.THANKS


@pytest.mark.parametrize("text", cases(OTHER_WORDS))
def test_words_that_say_something_else_are_left_alone(text):
    assert ticket_word(text) is None


@pytest.mark.parametrize("text", ["", " ", "好" * (LONGEST + 1), "谢谢" * 40, "\x00", "\ud800", "？？？"])
def test_whatever_is_too_long_or_says_nothing_is_no_such_word(text):
    assert ticket_word(text) is None


def test_any_mixture_of_the_phrases_is_looked_at_in_a_moment():
    """No message makes the looking slow: each phrase is taken once, and nothing is tried again."""
    pieces = [*"不没有还律师谢回了吧啊好的算催我你们等一下 ", "no ", "the lawyer ", "still "]
    dice = random.Random(7)
    for _ in range(3000):
        ticket_word("".join(dice.choices(pieces, k=LONGEST))[:LONGEST])
