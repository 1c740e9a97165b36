"""What the builders of the unseen city share: their own looks and templates, and no decision about addresses."""

from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from sample_city.answers import Answer
from sample_city.builders.base import Builder, templates_in
from sample_city.sources import FileSource
from tests.unseen_city.looks import Looks, to_html

HERE = Path(__file__).resolve().parents[1]


class TownBuilder(Builder):
    """A builder whose HTML follows `looks`."""

    templates: ClassVar[Environment] = templates_in(HERE / "templates")
    looks: ClassVar[Looks] = Looks()

    def body(self, text: str) -> Markup:
        return to_html(text, self.target, self.looks)

    def home_body(self) -> Markup:
        school = self.site.school
        text = f"# {school.name}\nРады видеть вас на страницах нашего сайта. Мы находимся по адресу: {school.address}."
        return self.body(text) + Markup("").join(map(self.teaser, self.site.news[:4]))

    def number(self, key: str) -> int:
        """A number of the engine's own for any node: growing, with gaps."""
        return self.numbers[key]


def sent_as_download(answer: Answer, file: FileSource, *, media_type: str = "", inline: bool = False) -> Answer:
    """The same file behind an address that does not name it: the name stands in Content-Disposition."""
    name = quote(f"{file.name}.{file.format}")
    disposition = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{name}"
    kept = tuple((key, media_type if media_type and key == "Content-Type" else value) for key, value in answer.headers)
    return Answer(status=answer.status, headers=(*kept, ("Content-Disposition", disposition)), body=answer.body)
