"""The language in which the command line tells what is wrong with files: as asked for, else that of the environment."""

import argparse
from collections.abc import Mapping

from bot.domain.answer import LANGS, Lang
from bot.errors import ButlerError, FaultyFiles
from bot.locales.faults import all_told

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Those that name a language to programs; the first that is set speaks."""
TRADITIONAL = ("zh_TW", "zh_HK", "zh_MO", "zh_Hant")


def add_option(parser: argparse.ArgumentParser) -> None:
    """Let a command be asked for a language."""
    parser.add_argument(
        "--lang", choices=("zh", "en"), help="tell faults in Chinese or English; default: as LANG says"
    )


def chosen(arguments: argparse.Namespace | None, environ: Mapping[str, str]) -> Lang:
    """The language asked for by `--lang`, else the environment's, else English."""
    asked = getattr(arguments, "lang", None)
    return next((lang for lang in LANGS if lang == asked), None) or _of_environment(environ)


def in_words(error: ButlerError, lang: Lang) -> str:
    """What a person reads of an error; faults of files in their language, everything else as it is."""
    return all_told(error, lang) if isinstance(error, FaultyFiles) else str(error)


def _of_environment(environ: Mapping[str, str]) -> Lang:
    name = next((environ[variable] for variable in VARIABLES if environ.get(variable)), "")
    if name.startswith(TRADITIONAL):
        return "zh-Hant"
    return "zh" if name.startswith("zh") else "en"
