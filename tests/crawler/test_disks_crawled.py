"""Documents kept on foreign disks, read in a crawl: a stand-in on the loopback answers for the real services."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit_rules.run import audit
from crawler.archive import read_body
from crawler.disks import DiskAddresses
from crawler.items import Kind, State
from tests.crawler.webs import FAST, Crawled, Reply, StartWeb, Web, crawl_into, link, school
from tests.faults.town import FULL_NAME, SCHOOL, plan_pdf
from tests.faults.town import PLAN_TITLE as PLAN

ID = "1AbCdEfGhIjKlMnOpQ"
BODY = plan_pdf()
PDF = Reply(body=BODY, type="application/pdf")
API = "/v1/disk/public/resources"
LINKS = {
    "https://disk.yandex.ru/i/plan": PLAN,
    "https://disk.yandex.ru/d/folder": "Документы наставников",
    "https://disk.yandex.ru/i/gone": "База наставников",
    "https://disk.yandex.ru/d/photos": "Фото выпуска",
    "https://disk.yandex.ru/i/elsewhere": "Приказ о парах",
    f"https://drive.google.com/drive/folders/{ID}": "Наставничество",
    f"https://docs.google.com/document/d/{ID}/edit": "Отчёт о наставничестве",
    "https://cloud.mail.ru/public/AbCd/12345": "Памятка наставнику",
    "https://dropbox.com/s/abc": "Положение о наставничестве",
}


def told(data: object) -> Reply:
    return Reply(body=json.dumps(data).encode(), type="application/json")


def yandex(web: Web) -> None:
    key = f"{API}?public_key=https%3A%2F%2Fdisk.yandex.ru%2F"
    given = f"{API}/download?public_key=https%3A%2F%2Fdisk.yandex.ru%2F"
    file = {"type": "file", "name": "План.pdf", "path": "/"}
    web.pages[f"{key}i%2Fplan&limit=500"] = told(file)
    web.pages[f"{given}i%2Fplan"] = told({"href": f"{web.url}downloader/1"})
    web.pages["/downloader/1"] = Reply(status=302, headers={"Location": f"{web.url}storage/1"})
    web.pages["/storage/1"] = PDF
    items = [
        {"type": "file", "path": "/p.pdf", "name": "Программа наставничества.pdf"},
        {"type": "file", "path": "/a.jpg", "name": "a.jpg"},
    ]
    web.pages[f"{key}d%2Ffolder&limit=500"] = told({"type": "dir", "_embedded": {"items": items, "total": 2}})
    web.pages[f"{key}d%2Ffolder&path=%2Fp.pdf&limit=500"] = told(file)
    web.pages[f"{given}d%2Ffolder&path=%2Fp.pdf"] = told({"href": f"{web.url}storage/1"})
    photos = [{"type": "file", "path": "/b.jpg", "name": "b.jpg"}]
    web.pages[f"{key}d%2Fphotos&limit=500"] = told({"type": "dir", "_embedded": {"items": photos, "total": 1}})
    web.pages[f"{key}i%2Fgone&limit=500"] = replace(told({"error": "DiskNotFoundError"}), status=404)
    web.pages[f"{key}i%2Felsewhere&limit=500"] = told(file)
    web.pages[f"{given}i%2Felsewhere"] = told({"href": "https://elsewhere.example/a"})


def google_and_mail(web: Web) -> None:
    name = '<div class="flip-entry-title">План</div>'
    entry = f'<div class="flip-entry"><a href="https://drive.google.com/file/d/{ID}2/view">{name}</a></div>'
    folder = f'<html><div class="flip-entries">{entry}</div></html>'
    web.pages[f"/embeddedfolderview?id={ID}"] = Reply(body=folder.encode())
    form = '<form id="download-form" action="/really"><input name="confirm" value="t"></form>'
    web.pages[f"/uc?export=download&id={ID}2"] = Reply(body=f"<html><body>Large{form}</body></html>".encode())
    web.pages["/really?confirm=t"] = PDF
    web.pages[f"/document/d/{ID}/export?format=docx"] = Reply(body=b"<html><title>Sign in</title><form></form></html>")
    shown = {"serverSideFolders": {"type": "file"}, "dispatcher": {"weblink_get": [{"url": f"{web.url}closed"}]}}
    web.pages["/public/AbCd/12345"] = Reply(body=f"<html><script>s = {json.dumps(shown)}</script></html>".encode())
    web.pages["/closed/AbCd/12345"] = PDF
    web.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /closed/\n", type="text/plain")


@pytest.fixture(scope="module")
def disk(start_web: StartWeb) -> Web:
    web = start_web()
    yandex(web)
    google_and_mail(web)
    return web


@pytest.fixture(scope="module")
def crawled(start_web: StartWeb, disk: Web, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    site = start_web()
    site.html("/", link("/mentors/", "Наставничество"))
    site.html("/mentors/", "<h1>Наставничество</h1>", *(link(url, words) for url, words in LINKS.items()))
    addresses = DiskAddresses.at(disk.url.rstrip("/"))
    return crawl_into(tmp_path_factory.mktemp("out"), school(site.url), options=replace(FAST, disks=addresses))


def test_every_link_ends_read_or_as_kept_on_a_disk(crawled: Crawled) -> None:
    ended = {found.url: (found.state.value, found.reason) for found in crawled.captures.links("sh1")}
    unread = ("failed", "external_storage")
    assert {url: end for url, end in ended.items() if not url.startswith("http://127")} == {
        "https://disk.yandex.ru/i/plan": ("read", ""),
        "https://disk.yandex.ru/d/folder": ("read", ""),
        "https://disk.yandex.ru/d/folder/p.pdf": ("read", ""),
        "https://disk.yandex.ru/d/folder/a.jpg": ("skipped", "media"),
        "https://disk.yandex.ru/i/gone": unread,
        "https://disk.yandex.ru/d/photos": ("read", ""),
        "https://disk.yandex.ru/d/photos/b.jpg": ("skipped", "media"),
        "https://disk.yandex.ru/i/elsewhere": unread,
        f"https://drive.google.com/drive/folders/{ID}": ("read", ""),
        f"https://drive.google.com/file/d/{ID}2/view": ("read", ""),
        f"https://docs.google.com/document/d/{ID}/edit": unread,
        "https://cloud.mail.ru/public/AbCd/12345": unread,
        "https://dropbox.com/s/abc": unread,
    }


def test_a_document_keeps_its_public_link_and_its_bytes(crawled: Crawled, disk: Web) -> None:
    documents = {document.url: document for document in crawled.captures.documents("sh1")}
    plan = documents["https://disk.yandex.ru/i/plan"]
    assert (plan.kind, plan.link_text, plan.source) == (Kind.FILE, PLAN, f"{disk.url}storage/1")
    assert plan.found_on.endswith("/mentors/")
    assert read_body(crawled.captures.folder("sh1"), plan) == BODY
    inner = documents["https://disk.yandex.ru/d/folder/p.pdf"]
    assert (inner.found_on, inner.link_text) == ("https://disk.yandex.ru/d/folder", "Программа наставничества.pdf")
    assert documents[f"https://drive.google.com/file/d/{ID}2/view"].sha256 == plan.sha256


def test_the_disks_own_prohibition_is_kept(disk: Web, crawled: Crawled) -> None:
    asked = disk.asked()
    assert "/public/AbCd/12345" in asked
    assert not any(path.startswith("/closed/") for path in asked)


def test_evidence_on_a_disk_counts_and_is_remarked(crawled: Crawled) -> None:
    kept = school("http://127.0.0.1/", name=FULL_NAME, short_name=SCHOOL)
    findings = {str(found.row): found for found in audit(crawled.captures, [kept], date(2025, 12, 1)).findings}
    assert findings["1.2"].evidence[0].url.startswith("https://d")
    assert "external_storage" in findings["1.2"].remarks


def test_a_folder_with_more_than_is_told_is_not_read(start_web: StartWeb, disk: Web, tmp_path: Path) -> None:
    site, far = start_web(), start_web()
    site.html("/", link("https://disk.yandex.ru/d/big", "Наставничество"))
    items = [{"type": "file", "path": "/p.txt", "name": "План наставничества.txt"}]
    page = told({"type": "dir", "_embedded": {"items": items, "total": 900}})
    far.pages[f"{API}?public_key=https%3A%2F%2Fdisk.yandex.ru%2Fd%2Fbig&limit=500"] = page
    addresses = DiskAddresses(yandex=far.url.rstrip("/"))
    links = crawl_into(tmp_path, school(site.url), options=replace(FAST, disks=addresses)).captures.links("sh1")
    ended = {found.url: found.state for found in links}
    assert ended["https://disk.yandex.ru/d/big"] is State.FAILED
    assert "https://disk.yandex.ru/d/big/p.txt" in ended
