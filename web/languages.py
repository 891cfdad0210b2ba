"""Which language a person reads, and the Chinese of every sentence: web/translations/zh_CN/*.po, merged when we start."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request
from flask_babel import Babel, Domain, get_locale
from werkzeug.wrappers import Response

COOKIE = "chancery-language"
A_YEAR = 365 * 86400
LANGUAGES = {"zh_CN": "中文", "en": "English"}
HTML = {"zh_CN": "zh-CN", "en": "en"}
TRANSLATIONS = Path(__file__).parent / "translations"


def speak(app: Flask, default: str) -> None:
    """Translate pages and problems; `default` is the language of who has not chosen one."""
    app.config["CHANCERY_LANGUAGE"] = default if default in LANGUAGES else "zh_CN"
    babel = Babel(app, default_locale=app.config["CHANCERY_LANGUAGE"], locale_selector=language)
    babel.domain_instance = OurWords()
    app.context_processor(lambda: {"language": language(), "languages": LANGUAGES, "html_language": HTML[language()]})


def language() -> str:
    """What was chosen in this browser, else by this person, else the house's."""
    asker = g.get("asker")
    chosen = request.cookies.get(COOKIE, "") or (asker.user.locale if asker else "")
    return chosen if chosen in LANGUAGES else str(current_app.config["CHANCERY_LANGUAGE"])


def keep_language(answer: Response, chosen: str) -> None:
    """In this browser, for a year; empty: as the person or the house has it."""
    if chosen in LANGUAGES:
        answer.set_cookie(COOKIE, chosen, max_age=A_YEAR, httponly=True, samesite="Lax", secure=current_app.config["CHANCERY_SECURE"])
    else:
        answer.delete_cookie(COOKIE)


class OurWords(Domain):  # type: ignore[misc]
    """The merged catalog instead of compiled files, so that a sentence is where it was written and nowhere else."""

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return words(f"{locale.language}_{locale.territory}") if locale and locale.territory else NullTranslations()


@cache
def words(name: str) -> NullTranslations:
    """Every .po file of this language as one catalog; empty where there is none."""
    merged = Catalog(locale=name)
    for path in sorted((TRANSLATIONS / name).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=name, charset="utf-8"):
                if message.id and message.string and not message.fuzzy:
                    merged.add(message.id, message.string, context=message.context)
    if not len(merged):
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return Translations(compiled)
