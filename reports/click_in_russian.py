"""The command line's own words («Usage», «Options», …) in Russian: Click asks gettext for them, here is the answer."""

import gettext
import sys

WORDS = {
    "Usage:": "Вызов:",
    "Usage: ": "Вызов: ",
    "Options": "Ключи",
    "Arguments": "Что указать",
    "Commands": "Команды",
    "Error": "Ошибка",
    "Error: {message}": "Ошибка: {message}",
    "Aborted!": "Остановлено.",
    "Aborted.": "Остановлено.",
    "Show this message and exit.": "Показать эту справку.",
    "Missing argument": "Не указано",
    "Missing option": "Не указан ключ",
    "Missing command.": "Не указана команда.",
    "Missing parameter": "Не указано",
    "No such option: {name}": "Нет такого ключа: {name}",
    "No such command {name!r}.": "Нет такой команды: {name!r}.",
    "Got unexpected extra argument ({args})": "Лишнее в команде: {args}",
    "Invalid value: {message}": "Неверное значение: {message}",
    "Invalid value for {param_hint}: {message}": "Неверное значение {param_hint}: {message}",
    "Option {name!r} requires an argument.": "Ключу {name!r} нужно значение.",
    "{name} {filename!r} does not exist.": "Нет файла или папки {filename!r}.",
    "{name} {filename!r} is a directory.": "{filename!r} – папка, а нужен файл.",
    "{name} {filename!r} is a file.": "{filename!r} – файл, а нужна папка.",
    "{name} {filename!r} is not readable.": "{filename!r} не читается.",
    "{value!r} is not a valid {number_type}.": "{value!r} – не число.",
    "{value} is not in the range {range}.": "{value} вне допустимого: {range}.",
    "required": "обязательно",
    "[required]": "[обязательно]",
    "[default: {}]": "[по умолчанию: {}]",
    "default: {default}": "по умолчанию: {default}",
    "Try '{command} {option}' for help.": "Справка: {command} {option}",
    "Did you mean {possibility}?": "Может быть, {possibility}?",
    "(Possible options: {possibilities})": "(Похожие: {possibilities})",
}


def translate() -> None:
    """Give Click's modules our translator; each has taken gettext's under the name `_` at its import."""
    for name, module in list(sys.modules.items()):
        if name == "click" or name.startswith("click."):
            for theirs, ours in (("_", _one), ("ngettext", _many)):
                if hasattr(module, theirs):
                    setattr(module, theirs, ours)


def _one(message: str) -> str:
    return WORDS.get(message) or gettext.gettext(message)


def _many(singular: str, plural: str, number: int) -> str:
    return WORDS.get(singular) or gettext.ngettext(singular, plural, number)
