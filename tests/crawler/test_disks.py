"""Public links to foreign disks: recognised, asked step by step, their answers understood or given up."""

import json
from typing import Any

import pytest

from crawler.disk_google import GoogleDrive
from crawler.disk_links import disk_of, disks
from crawler.disk_mail import MailCloud
from crawler.disk_yandex import YandexDisk
from crawler.disks import Ask, Content, Disk, DiskAddresses, Entry, Heard, Listing, Lost, Told

KNOWN = disks(DiskAddresses())
ID = "1AbCdEfGhIjKlMnOpQ"
YANDEX, GOOGLE, MAIL = KNOWN
API = "https://cloud-api.yandex.net/v1/disk/public/resources"


def first(url: str) -> str:
    found = disk_of(KNOWN, url)
    return found[0].first(found[1]).url if found else ""


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://disk.yandex.ru/i/aBc-1", f"{API}?public_key=https%3A%2F%2Fdisk.yandex.ru%2Fi%2FaBc-1&limit=500"),
        ("https://yadi.sk/d/aBc", f"{API}?public_key=https%3A%2F%2Fyadi.sk%2Fd%2FaBc&limit=500"),
        (
            "https://disk.yandex.ru/d/aBc/%D0%9F%D0%BB%D0%B0%D0%BD.pdf",
            f"{API}?public_key=https%3A%2F%2Fdisk.yandex.ru%2Fd%2FaBc&path=%2F%D0%9F%D0%BB%D0%B0%D0%BD.pdf&limit=500",
        ),
        ("https://disk.yandex.ru/public/?hash=k%2Bk%3D", f"{API}?public_key=k%2Bk%3D&limit=500"),
        (
            f"https://drive.google.com/file/d/{ID}/view?usp=sharing",
            f"https://drive.google.com/uc?export=download&id={ID}",
        ),
        (f"https://drive.google.com/open?id={ID}", f"https://drive.google.com/uc?export=download&id={ID}"),
        (f"https://drive.google.com/uc?id={ID}", f"https://drive.google.com/uc?export=download&id={ID}"),
        (f"https://drive.google.com/drive/folders/{ID}", f"https://drive.google.com/embeddedfolderview?id={ID}"),
        (
            f"https://drive.google.com/drive/u/0/folders/{ID}?usp=x",
            f"https://drive.google.com/embeddedfolderview?id={ID}",
        ),
        (
            f"https://docs.google.com/document/d/{ID}/edit",
            f"https://docs.google.com/document/d/{ID}/export?format=docx",
        ),
        (
            f"https://docs.google.com/spreadsheets/d/{ID}/edit?gid=0",
            f"https://docs.google.com/spreadsheets/d/{ID}/export?format=xlsx",
        ),
        (f"https://docs.google.com/presentation/d/{ID}", f"https://docs.google.com/presentation/d/{ID}/export/pdf"),
        ("https://cloud.mail.ru/public/AbCd/12345", "https://cloud.mail.ru/public/AbCd/12345"),
    ],
)
def test_public_links_and_what_is_asked_first(url: str, asked: str) -> None:
    assert first(url) == asked


@pytest.mark.parametrize(
    "url",
    [
        "https://disk.yandex.ru/client/disk/a",
        "https://drive.google.com/drive/my-drive",
        f"https://docs.google.com/forms/d/{ID}/viewform",
        "https://cloud.mail.ru/home/a",
        f"https://drive.google.com.evil.example/file/d/{ID}/view",
        "https://school.ru/i/aBc",
        "https://dropbox.com/s/abc",
    ],
)
def test_what_is_no_public_link(url: str) -> None:
    assert first(url) == ""


def heard(disk: Disk, url: str, body: object, *, html: bool = False, target: str = "", step: str = "") -> Heard:
    link = disk.recognise(url)
    assert link is not None
    raw = (body if isinstance(body, str) else json.dumps(body)).encode()
    ask = disk.first(link)
    return disk.heard(link, Ask(url=ask.url, step=step or ask.step), Told(body=raw, html=html, target=target))


def item(path: str, kind: str = "file") -> dict[str, Any]:
    return {"path": path, "name": path.rpartition("/")[2], "type": kind}


def test_yandex_file_comes_by_a_link_of_its_own() -> None:
    url = "https://disk.yandex.ru/i/k"
    asked = heard(YANDEX, url, {"type": "file", "name": "План.pdf", "path": "/"})
    assert asked == Ask(url=f"{API}/download?public_key=https%3A%2F%2Fdisk.yandex.ru%2Fi%2Fk", step="href")
    given = "https://downloader.disk.yandex.ru/disk/abc"
    assert heard(YANDEX, url, {"href": given, "method": "GET", "templated": False}, step="href") == Ask(
        url=given, step="file"
    )
    assert heard(YANDEX, url, "%PDF-1.4", step="file") == Content()


def test_yandex_folder_and_its_parts() -> None:
    items = [item("/План на год.pdf"), item("/Приказы", "dir")]
    data = {"type": "dir", "_embedded": {"items": items, "total": 2, "limit": 200, "offset": 0}}
    base = "https://disk.yandex.ru/d/k"
    assert heard(YANDEX, base, data) == Listing(
        entries=(
            Entry(
                url=f"{base}/%D0%9F%D0%BB%D0%B0%D0%BD%20%D0%BD%D0%B0%20%D0%B3%D0%BE%D0%B4.pdf",
                name="План на год.pdf",
                folder=False,
            ),
            Entry(url=f"{base}/%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%D1%8B", name="Приказы", folder=True),
        )
    )
    data["_embedded"]["total"] = 900  # type: ignore[index]
    listing = heard(YANDEX, base, data)
    assert isinstance(listing, Listing)
    assert not listing.whole


FOLDER = f"""<html><body><div class="flip-entries">
<div class="flip-entry" id="entry-{ID}"><div class="flip-entry-info">
<a href="https://drive.google.com/file/d/{ID}/view?usp=drive_web">
<div class="flip-entry-title">Приказ &amp; пары.pdf</div></a></div></div>
<div class="flip-entry" id="entry-x"><a href="https://drive.google.com/drive/folders/{ID}2">
<div class="flip-entry-title">Ещё</div></a></div>
</div></body></html>"""


def test_google_folder() -> None:
    assert heard(GOOGLE, f"https://drive.google.com/drive/folders/{ID}", FOLDER, html=True) == Listing(
        entries=(
            Entry(url=f"https://drive.google.com/file/d/{ID}/view", name="Приказ & пары.pdf", folder=False),
            Entry(url=f"https://drive.google.com/drive/folders/{ID}2", name="Ещё", folder=True),
        )
    )


def test_google_asks_once_whether_one_wants_it_unscanned() -> None:
    url = f"https://drive.google.com/file/d/{ID}/view"
    server = "https://drive.usercontent.google.com/download"
    hidden = f'<input type="hidden" name="id" value="{ID}"><input type="hidden" name="confirm" value="t">'
    form = f'<html><form id="download-form" action="{server}"><input type="submit">{hidden}</form></html>'
    asked = heard(GOOGLE, url, form, html=True)
    assert asked == Ask(url=f"{server}?id={ID}&confirm=t", step="confirmed")
    assert heard(GOOGLE, url, form, html=True, step="confirmed") == Lost()
    assert heard(GOOGLE, url, form.replace("drive.usercontent.google.com", "elsewhere.example"), html=True) == Lost()
    assert heard(GOOGLE, url, "%PDF") == Content()


def mail_page(shared: object) -> str:
    settings = {
        "serverSideFolders": shared,
        "dispatcher": {"weblink_get": {"count": "1", "url": "https://cloclo1.datacloudmail.ru/weblink/view/"}},
    }
    return f"<html><script>window.cloudSettings = {json.dumps(settings)};</script></html>"


def test_mail_file_comes_from_the_server_the_page_names() -> None:
    url = "https://cloud.mail.ru/public/AbCd/12345"
    asked = heard(MAIL, url, mail_page({"type": "file", "name": "План.pdf", "weblink": "AbCd/12345"}), html=True)
    assert asked == Ask(url="https://cloclo1.datacloudmail.ru/weblink/view/AbCd/12345", step="file")
    listed = {"list": [{"kind": "file", "name": "План.pdf", "weblink": "AbCd/12345"}]}
    assert heard(MAIL, url, mail_page(listed), html=True) == asked


def test_mail_folder() -> None:
    shared = {
        "list": [
            {"type": "file", "name": "а.pdf", "weblink": "AbCd/12345/а.pdf"},
            {"type": "folder", "name": "б", "weblink": "AbCd/12345/б"},
        ]
    }
    assert heard(MAIL, "https://cloud.mail.ru/public/AbCd/12345", mail_page(shared), html=True) == Listing(
        entries=(
            Entry(url="https://cloud.mail.ru/public/AbCd/12345/%D0%B0.pdf", name="а.pdf", folder=False),
            Entry(url="https://cloud.mail.ru/public/AbCd/12345/%D0%B1", name="б", folder=True),
        )
    )


@pytest.mark.parametrize(
    ("disk", "url", "body", "html", "step"),
    [
        (YANDEX, "https://disk.yandex.ru/i/k", "<html>", True, "resource"),
        (YANDEX, "https://disk.yandex.ru/i/k", [1], False, "resource"),
        (YANDEX, "https://disk.yandex.ru/i/k", {"type": "dir", "_embedded": []}, False, "resource"),
        (YANDEX, "https://disk.yandex.ru/i/k", {"href": "https://elsewhere.example/a"}, False, "href"),
        (YANDEX, "https://disk.yandex.ru/i/k", {"href": "file:///etc/passwd"}, False, "href"),
        (YANDEX, "https://disk.yandex.ru/i/k", "<html>captcha", True, "file"),
        (GOOGLE, f"https://drive.google.com/file/d/{ID}/view", "<html>Sign in", True, "file"),
        (GOOGLE, f"https://drive.google.com/drive/folders/{ID}", "<html>Sign in", True, "folder"),
        (GOOGLE, f"https://docs.google.com/document/d/{ID}/edit", "<html>Sign in", True, "export"),
        (MAIL, "https://cloud.mail.ru/public/AbCd/12345", "<html>nothing", True, "page"),
        (MAIL, "https://cloud.mail.ru/public/AbCd/12345", '<html>"serverSideFolders": {broken', True, "page"),
        (MAIL, "https://cloud.mail.ru/public/AbCd/12345", "<html>captcha", True, "file"),
    ],
)
def test_unknown_shapes_and_login_pages_are_given_up(disk: Disk, url: str, body: object, html: bool, step: str) -> None:
    assert heard(disk, url, body, html=html, step=step) == Lost()


@pytest.mark.parametrize(
    ("disk", "url", "step", "target", "goes"),
    [
        (YANDEX, "https://disk.yandex.ru/i/k", "file", "https://s1.storage.yandex.net/a", True),
        (YANDEX, "https://disk.yandex.ru/i/k", "file", "https://passport.example/a", False),
        (
            GOOGLE,
            f"https://drive.google.com/file/d/{ID}/view",
            "file",
            "https://drive.usercontent.google.com/download?id=1",
            True,
        ),
        (GOOGLE, f"https://drive.google.com/file/d/{ID}/view", "file", "https://accounts.google.com/login", False),
        (MAIL, "https://cloud.mail.ru/public/AbCd/12345", "file", "http://10.0.0.1/a", False),
    ],
)
def test_redirects_stay_with_the_disks_own_servers(disk: Disk, url: str, step: str, target: str, goes: bool) -> None:
    assert heard(disk, url, "", step=step, target=target) == (Ask(url=target, step=step) if goes else Lost())


def test_a_stand_in_on_another_address_serves_the_real_links() -> None:
    here = "http://127.0.0.1:8000"
    for disk in (YandexDisk(here), GoogleDrive(here, here), MailCloud(here)):
        urls = (
            "https://disk.yandex.ru/i/k",
            f"https://drive.google.com/file/d/{ID}/view",
            "https://cloud.mail.ru/public/a/b",
        )
        link = next(link for url in urls if (link := disk.recognise(url)) is not None)
        assert disk.first(link).url.startswith(f"{here}/")
