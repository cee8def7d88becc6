"""An owner's telephone: the simulator's page at 390×844, the real butler behind it, and whether what it says can be seen."""

import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from chromium import opened
from pictures import keep
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from playwright.async_api import expect
from stage import (
    ADMIN,
    LAWYER,
    MONDAY_MORNING,
    OWNER,
    SECOND_LAWYER,
    Clock,
    Somebody,
    Stage,
    configured,
    performing,
)

from simulator.player import Player
from simulator.running import running_simulator

WIDTH, HEIGHT = 390, 844
TELEPHONE = {"is_mobile": True, "has_touch": True, "timezone_id": "Asia/Shanghai", "color_scheme": "light"}
PATIENCE_MS = 15_000
PAGE = {"zh-hans": "zh", "zh-hant": "zh-Hant", "en": "en"}
"""The page's own words, by the language of the phone."""
ROLES = {"owner": OWNER, "lawyer": LAWYER, "second_lawyer": SECOND_LAWYER, "admin": ADMIN}
NAMES = {
    "zh-hans": [("示例企业主", "企业主"), ("示例甲", "律师"), ("示例乙", "律师"), ("示例管理员", "管理员")],
    "zh-hant": [("示例企業主", "企業主"), ("示例甲", "律師"), ("示例乙", "律師"), ("示例管理员", "管理員")],
    "en": [("Sample Owner", "owner"), ("示例甲", "lawyer"), ("示例乙", "lawyer"), ("示例管理员", "admin")],
}

BEGINNING_ABOVE = "the first line of the last message is out of sight"
BUTTONS_BELOW = "the first row of its buttons is out of sight"
FAULTS_OF_VIEW = """
() => {
  const faults = [], shown = document.querySelector(".phone.shown"), log = shown.querySelector(".log");
  const view = log.getBoundingClientRect(), inside = (box) => box.top >= view.top - 1 && box.left >= -1
    && box.bottom <= Math.min(view.bottom, innerHeight) + 1 && box.right <= innerWidth + 1;
  const uncovered = (node, box) => {
    const hit = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), box.top + box.height / 2);
    return hit !== null && (node.contains(hit) || hit.contains(node));
  };
  const last = [...log.querySelectorAll('[data-from="bot"]')].at(-1), words = last.querySelector(".words");
  const range = document.createRange();
  range.selectNodeContents(words);
  const line = range.getClientRects()[0];
  if (!inside(line) || !uncovered(words, line)) faults.push("the first line of the last message is out of sight");
  const row = last.querySelector(".inline .row");
  if (row && !(inside(row.getBoundingClientRect()) && uncovered(row, row.getBoundingClientRect())))
    faults.push("the first row of its buttons is out of sight");
  for (const node of [document.documentElement, document.body, log, shown])
    if (node.scrollWidth > node.clientWidth + 1) faults.push(`${node.className || node.tagName} scrolls sideways`);
  for (const node of log.querySelectorAll(".bubble, .tap")) {
    if (node.scrollWidth > node.clientWidth + 1) faults.push(`overflows its frame: ${node.textContent.slice(0, 40)}`);
    const frame = node.getBoundingClientRect(), text = document.createRange();
    text.selectNodeContents(node);
    if ([...text.getClientRects()].some((box) => box.right > frame.right + 1 || box.left < frame.left - 1))
      faults.push(`words stand outside their frame: ${node.textContent.slice(0, 40)}`);
  }
  return faults;
}
"""


@dataclass
class Handheld:
    """The owner's telephone as a browser shows it. What the bot says is heard by `somebody`, and seen here."""

    page: object
    somebody: Somebody
    folder: Path

    @property
    def chat(self):
        return self.page.locator(".phone.shown")

    async def says(self, text):
        await self.chat.locator("textarea").fill(text)
        await self.chat.locator(".send").tap()

    async def taps(self, label):
        await self.chat.locator(f'.tap[data-label="{label}"]').last.tap()

    async def starts(self, name=None):
        """Taps what an empty chat offers."""
        await expect(self.page.locator("#time")).not_to_be_empty(timeout=PATIENCE_MS)
        await self.keeps(name)
        await self.chat.locator(".start").tap()

    async def turns_to(self, somebody):
        """The same telephone in somebody else's hand: the page shows one chat at a time."""
        await self.page.locator(f'[data-tab="{somebody.id}"]').tap()
        return Handheld(self.page, somebody, self.folder)

    async def sees(self, name, *parts):
        """The bot's next message, whole enough to go on from. Without a name no picture is kept."""
        heard = await self.hears(*parts)
        await self.is_in_view(name)
        return heard

    async def hears(self, *parts):
        heard = await self.somebody.hears(*parts)
        await self.somebody.stage.settles()
        await expect(self.chat.locator(f'[data-message="{heard["id"]}"]')).to_be_attached(timeout=PATIENCE_MS)
        return heard

    async def sees_change(self, name, message, *parts):
        """The same of a message that now reads otherwise."""
        shown = self.chat.locator(f'[data-message="{message["id"]}"]')
        for part in parts:
            await expect(shown).to_contain_text(part, timeout=PATIENCE_MS)
        await self.is_in_view(name)

    async def is_in_view(self, name, faults=()):
        """Where the owner looks is what the bot said last; a picture is kept of it when pictures are asked for."""
        await self.is_at_rest()
        with suppress(PlaywrightTimeoutError):  # a busy machine may still be scrolling
            same = f"(wanted) => JSON.stringify(({FAULTS_OF_VIEW})()) === JSON.stringify(wanted)"
            await self.page.wait_for_function(same, arg=list(faults), timeout=PATIENCE_MS)
        await self.keeps(name)
        found = await self.page.evaluate(FAULTS_OF_VIEW)
        assert found == list(faults), (name, found)

    async def is_at_rest(self):
        """Passing words are gone, and the page was laid out since."""
        await expect(self.chat.locator(".toast")).to_be_hidden(timeout=PATIENCE_MS)
        await self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    async def keeps(self, name):
        """A picture of the whole screen, in the walk's folder."""
        if name:
            keep(await self.page.screenshot(), self.folder / f"{name}.png")


def set_clock(world):
    """The simulated world dates messages as the butler's clock does, so that pictures agree with what is said."""
    world.clock.advanced_s = MONDAY_MORNING.timestamp() - time.time()


def cast(world, language):
    """Who is there, under plain examples of names. Those who work here speak Chinese."""
    people = {}
    for (role, number), (name, label) in zip(ROLES.items(), NAMES[language], strict=True):
        spoken = language if role == "owner" else "zh-hans"
        people[role] = Player(world, world.add_person(name, spoken, id=number, role=label))
    return people


@asynccontextmanager
async def telephone(tmp_path, knowledge, language, folder):
    """Somebody who has never written, with the bot's page open; two lawyers and an admin are there."""
    async with running_simulator() as sim:
        set_clock(sim.world)
        people = cast(sim.world, language)
        for role in ("lawyer", "second_lawyer", "admin"):
            people[role].starts()
        clock = Clock()
        async with performing(configured(tmp_path, sim), sim, clock, knowledge) as butler:
            stage = Stage(sim, butler, clock)
            for role, player in people.items():
                setattr(stage, role, Somebody(player, stage))
            await stage.settles()
            async with opened(sim.url, WIDTH, HEIGHT, **TELEPHONE) as page:
                await page.evaluate("language => localStorage.setItem('language', language)", PAGE[language])
                await page.reload()
                yield Handheld(page, stage.owner, folder)
