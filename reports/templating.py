"""Pages made of the package's templates: everything is escaped, nothing is left undefined."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.labels import VERDICTS


def render(template: str, **view: object) -> bytes:
    """A page of the package's templates."""
    return _environment().get_template(template).render(**view).encode("utf-8")


@cache
def _environment() -> Environment:
    """Everything is escaped; the only markup taken as it stands is the project's own style sheet."""
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
    )
    for name, file in (("css", "report.css"), ("note_css", "note.css")):
        style = (files("reports") / "static" / file).read_text(encoding="utf-8")
        environment.globals[name] = Markup(style)  # noqa: S704 (a file of this package)
    environment.globals["verdicts"] = {verdict.value: label for verdict, label in VERDICTS.items()}
    return environment
