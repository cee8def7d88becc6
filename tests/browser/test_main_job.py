"""The main job as a visitor of the demo plays it: a real browser, a real bot process, killed in between."""

import asyncio
import os
import re
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path

from chromium import opened
from pictures import DOCS, keep
from playwright.async_api import expect

ROOT = Path(__file__).parents[2]
PATIENCE_MS = 30_000
QUESTION = "收到罚款决定书多久内可以申请复议"
CASE = "隔壁厂的污水把我们仓库的货泡坏了，他们不认账"


@asynccontextmanager
async def demo():
    """`butler demo` on a free port; its lines as they come."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", "--no-browser",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        await process.communicate()


async def line_with(process, pattern):
    async with asyncio.timeout(60):
        while True:
            line = (await process.stdout.readline()).decode()
            assert line, "the demo ended early"
            if found := re.search(pattern, line):
                return found


class Phone:
    """One of the phones on the page."""

    def __init__(self, page, name):
        self.region = page.get_by_role("region").filter(has=page.get_by_text(name, exact=True)).first

    async def says(self, text):
        await self.region.locator("textarea").fill(text)
        await self.region.locator("textarea").press("Enter")

    async def taps(self, label):
        await self.region.locator(f'.tap[data-label="{label}"]').last.click()

    async def hears(self, text):
        found = self.region.locator('[data-from="bot"]').filter(has_text=text).last
        await expect(found).to_be_visible(timeout=PATIENCE_MS)
        return found

    async def replies(self, message, text):
        await message.locator(".words").first.click()
        await self.says(text)


async def test_the_main_job_in_the_browser_with_the_bot_killed_in_between():
    async with demo() as process:
        bot = int((await line_with(process, r"bot: process (\d+)")).group(1))
        url = (await line_with(process, r"ready (\S+)")).group(1)
        async with opened(url, height=1000) as page:
            owner, lawyer, other = Phone(page, "示例企业主"), Phone(page, "示例甲"), Phone(page, "示例乙")
            await owner.says(QUESTION)
            answer = await owner.hears("行政复议法")
            await page.set_viewport_size({"width": 1600, "height": 1500})  # so that the card is seen whole
            keep(await answer.screenshot(), DOCS / "answer.png")
            await page.set_viewport_size({"width": 1600, "height": 1000})

            os.kill(bot, signal.SIGKILL)
            await owner.says("/lawyer")
            await owner.hears("发给律师")
            await owner.says(CASE)
            await owner.hears("现在有 1 条")
            await owner.taps("发给律师")
            await owner.hears("再同意一次")
            await owner.taps("同意，转给律师")
            await owner.hears("对方叫什么")
            await owner.taps("没有对方")
            await owner.hears("已转给律师，工单 #1")

            await lawyer.hears("新工单 #1")
            await lawyer.taps("接手")
            yours = await lawyer.hears("归您办理")
            await owner.hears("接手了工单 #1")
            await lawyer.replies(yours, "请先拍照留证，再把照片发给我。")
            words = await owner.hears("请先拍照留证")
            await owner.replies(words, "好的，马上拍。")
            await lawyer.hears("好的，马上拍")
            keep(await page.screenshot(), DOCS / "main-job.png")
            await lawyer.taps("办结")
            await lawyer.taps("已答复")
            await owner.hears("有帮助吗")
            await owner.taps("有帮助")
            await owner.hears("谢谢")
            await expect(other.region.locator('[data-from="bot"]').filter(has_text="污水")).to_have_count(0)
