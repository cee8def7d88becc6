"""The lawyer of each enterprise: who it is, why, and how many enterprises each lawyer has."""

import json
from dataclasses import dataclass

from bot.domain.people import Role
from bot.storage import codec
from bot.storage.engine.database import Transaction


@dataclass(frozen=True, slots=True)
class Profile:
    """A butler, as the bureau's list and their own name tell; what no list says is empty."""

    lawyer: int
    name: str
    firm: str
    licence: str
    languages: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An enterprise, whether it is verified, and the name of its butler, which is empty while it has none."""

    id: int
    name: str
    butler: str
    is_verified: bool


async def assign(
    tx: Transaction, enterprise: int, lawyer: int, because: str, *, former: int | None = None
) -> bool:
    """Give an enterprise without a butler, or with this former one, a lawyer; False if somebody else is it."""
    values = {"lawyer": lawyer, "because": because, "former": former or 0}
    return await tx.change("butlers.assign", enterprise=enterprise, **values) == 1


async def change(tx: Transaction, enterprise: int, lawyer: int, because: str) -> None:
    """Give an enterprise another lawyer."""
    await tx.change("butlers.change", enterprise=enterprise, lawyer=lawyer, because=because)


async def counts(tx: Transaction) -> dict[int, int]:
    """How many enterprises each lawyer is the butler of."""
    return {row["butler"]: row["number"] for row in await tx.all("butlers.counts")}


async def profile(tx: Transaction, enterprise: int) -> Profile | None:
    """The butler of an enterprise; None while nobody who is a lawyer today is it."""
    row = await tx.one("butlers.profile", enterprise=enterprise, role=Role.LAWYER.value)
    if row is None:
        return None
    firm, licence = (codec.read_text(row[name] or "") for name in ("firm", "licence"))
    because = tuple((row["butler_because"] or "").split())
    languages = tuple(json.loads(row["languages"]))
    return Profile(row["id"], codec.read_text(row["name"] or ""), firm, licence, languages, because)


async def count_enterprises(tx: Transaction) -> int:
    """How many enterprises there are."""
    row = await tx.one("butlers.count_enterprises")
    return int(row["number"]) if row is not None else 0


async def enterprises(tx: Transaction, most: int, skip: int = 0) -> list[Listed]:
    """So many enterprises, the newest first, without the first `skip`."""
    return [
        Listed(
            row["id"],
            codec.read_text(row["name"]),
            codec.read_text(row["butler_name"] or ""),
            is_verified=bool(row["is_verified"]),
        )
        for row in await tx.all("butlers.enterprises", most=most, skip=skip)
    ]


async def owners(tx: Transaction, enterprise: int) -> list[int]:
    """Everybody who speaks for an enterprise."""
    return [row["person"] for row in await tx.all("butlers.owners", enterprise=enterprise)]
