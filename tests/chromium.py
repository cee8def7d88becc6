"""The system's Chromium, for tests that look at a page as a person does."""

import shutil
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import async_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find_chromium():
    named = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    found = next(filter(None, named), None) or next((app for app in ON_MACOS if Path(app).exists()), None)
    assert found, "Chromium is missing: install it with your package manager, e.g. apt-get install chromium"
    return found


@asynccontextmanager
async def opened(url, width=1600, height=900, **device):
    """The page at this address, on such a device (Playwright's options); no script on it may fail."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = await browser.new_page(viewport={"width": width, "height": height}, **device)
        faults = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        await page.goto(url)
        yield page
        await browser.close()
    assert faults == []
