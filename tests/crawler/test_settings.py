"""The settings that are in force when Scrapy has taken them all in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawler.items import Document, Kind
from crawler.spiders.school_site import SchoolSiteSpider
from crawler.visits import Fetched

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def settings() -> Settings:
    found = Settings()
    found.setmodule("crawler.settings")
    return Crawler(SchoolSiteSpider, found).settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELNETCONSOLE_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("HTTPPROXY_ENABLED", False),
        ("COOKIES_ENABLED", False),
        ("REFERER_ENABLED", False),
        ("REDIRECT_ENABLED", False),
        ("METAREFRESH_ENABLED", False),
        ("RETRY_ENABLED", False),
        ("COMPRESSION_ENABLED", False),
        ("HTTPCACHE_ENABLED", False),
        ("ROBOTSTXT_OBEY", False),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("HTTPERROR_ALLOW_ALL", True),
    ],
)
def test_switches(settings: Settings, name: str, value: bool) -> None:
    assert settings.getbool(name) is value


def test_nothing_but_the_web_can_be_asked_for(settings: Settings) -> None:
    handlers = {scheme for scheme, handler in settings.getwithbase("DOWNLOAD_HANDLERS").items() if handler}
    assert handlers == {"http", "https"}


def test_limits_are_ours(settings: Settings) -> None:
    assert settings.getint("DOWNLOAD_MAXSIZE") == 50 * 1024 * 1024
    assert settings.getfloat("DOWNLOAD_DELAY") >= 1
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert 10 <= settings.getfloat("DOWNLOAD_TIMEOUT") <= 60
    assert settings.get("JOBDIR") is None


def test_nothing_drops_requests_in_silence(settings: Settings) -> None:
    active = settings.get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES")
    assert "OffsiteMiddleware" not in {getattr(middleware, "__name__", middleware) for middleware in active}
    assert settings["DUPEFILTER_CLASS"] == "scrapy.dupefilters.BaseDupeFilter"


def test_we_say_who_we_are_and_read_russian(settings: Settings) -> None:
    assert settings["USER_AGENT"].startswith("KIMC-MentorAudit/")
    assert "(+" in settings["USER_AGENT"]
    assert settings["DEFAULT_REQUEST_HEADERS"]["Accept-Language"] == "ru"


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="looks into /proc")
def test_nothing_listens_while_the_project_is_loaded() -> None:
    """Twisted, Scrapy's consoles and we ourselves open no listening socket."""
    script = (
        "import asyncio, os\n"
        "from scrapy.utils.reactor import install_reactor\n"
        "install_reactor('twisted.internet.asyncioreactor.AsyncioSelectorReactor')\n"
        "from scrapy.crawler import AsyncCrawlerProcess\n"
        "from scrapy.utils.project import get_project_settings\n"
        "from scrapy import Spider, signals\n"
        "class Look(Spider):\n"
        "    name = 'look'\n"
        "    async def start(self):\n"
        "        inodes = {os.readlink(f'/proc/self/fd/{fd}')[8:-1] for fd in os.listdir('/proc/self/fd')\n"
        "                  if os.path.exists(f'/proc/self/fd/{fd}') or True\n"
        "                  if os.path.lexists(f'/proc/self/fd/{fd}')\n"
        "                  and os.readlink(f'/proc/self/fd/{fd}').startswith('socket:')}\n"
        "        for name in ('tcp', 'tcp6'):\n"
        "            for line in open(f'/proc/net/{name}').readlines()[1:]:\n"
        "                field = line.split()\n"
        "                assert not (field[3] == '0A' and field[9] in inodes), line\n"
        "        print('nothing listens')\n"
        "        return\n"
        "        yield\n"
        "settings = get_project_settings()\n"
        "settings.set('EXTENSIONS', {})\n"
        "process = AsyncCrawlerProcess(settings)\n"
        "process.crawl(Look)\n"
        "process.start()\n"
    )
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert "nothing listens" in done.stdout, done.stderr


def test_what_a_page_holds_is_not_logged(settings: Settings) -> None:
    document = Document(
        school_id="sh1", url="http://school.ru/a", kind=Kind.PAGE, sha256="", size=0, content_type="", fetched_at=""
    )
    spider = Spider(name="any")
    formatter = load_object(settings["LOG_FORMATTER"])()
    item = Fetched(document=document, body=b"SECRET")
    line = formatter.item_error(item, RuntimeError("x"), None, spider)
    assert "SECRET" not in line["msg"] % line["args"]
    assert "http://school.ru/a" in line["msg"] % line["args"]
    assert formatter.scraped(item, None, spider) is None
