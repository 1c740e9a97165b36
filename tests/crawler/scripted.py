"""A school's site that only scripts fill: a shell, a script that makes pages of data, and the data."""

import json

from tests.crawler.webs import Reply, Web

SHELL = b"""<!doctype html><html><head><title>...</title><script src="/app.js" defer></script></head>
<body><div id="app"></div><img src="/photo.png"></body></html>"""
FILLER = "Школа работает с понедельника по пятницу, приём граждан ведётся по расписанию директора."
# As page builders do it: one script for all pages, the words by fetch, the links made last.
APP = """
const draw = page => {
  document.title = page.title;
  const app = document.getElementById('app');
  app.innerHTML = `<h1>${page.title}</h1>` + page.paragraphs.map(text => `<p>${text}</p>`).join('');
  setTimeout(() => page.links.forEach(([href, text]) => {
    const link = document.createElement('a');
    link.href = href; link.textContent = text; app.append(link);
  }), 50);
};
fetch('/api' + location.pathname).then(answer => answer.json()).then(draw);
"""


def scripted(web: Web, pages: dict[str, tuple[str, list[str], list[tuple[str, str]]]]) -> None:
    """Serve `pages` (path: title, paragraphs, links) so that their static HTML shows nothing."""
    web.pages["/app.js"] = Reply(body=APP.encode(), type="text/javascript; charset=utf-8")
    for path, (title, paragraphs, links) in pages.items():
        web.pages[path] = Reply(body=SHELL)
        data = {"title": title, "paragraphs": [*paragraphs, FILLER], "links": links}
        web.pages["/api" + path] = Reply(body=json.dumps(data).encode(), type="application/json")
