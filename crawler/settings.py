"""Scrapy settings: each deviation from a default with its reason; tests hold the effective ones to it."""

from typing import Any

from crawler.options import USER_AGENT as _USER_AGENT

BOT_NAME = "kimc-audit"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# Who asks, and how to reach him; a school's administrator must be able to object.
USER_AGENT = _USER_AGENT
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "ru",
    # What we can unpack ourselves, with limits and with a check of the end.
    "Accept-Encoding": "gzip, deflate",
}

# Remote consoles run any Python they are sent.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# A page must not make us read our own disk or talk to anything but the web.
DOWNLOAD_HANDLERS = {
    "http": "crawler.handlers.PoliteDownloadHandler",
    "https": "crawler.handlers.PoliteDownloadHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
HTTPPROXY_ENABLED = False
COOKIES_ENABLED = False
# The default hands a school's address to the next host.
REFERER_ENABLED = False

# Certificates are checked; what fails is tried once unchecked by our handler and marked.
DOWNLOAD_VERIFY_CERTIFICATES = True
# Sites with only an IPv6 address exist; the default resolver knows IPv4 alone.
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"

# One connection a host and a pause; our handler keeps both across all crawls of the process.
DOWNLOAD_DELAY = 1.5
DOWNLOAD_DELAY_JITTER = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 2
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 50 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
# A cut-off body is evidence that something is there: kept, marked, never judged as whole.
DOWNLOAD_FAIL_ON_DATALOSS = False

# Every hop, status and failure is ours to account for: nothing may be followed, retried or dropped on the way.
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
HTTPERROR_ALLOW_ALL = True
COMPRESSION_ENABLED = False
HTTPCACHE_ENABLED = False
ROBOTSTXT_OBEY = False
URLLENGTH_LIMIT = 0
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
DEPTH_STATS_VERBOSE = False
JOBDIR = None

DOWNLOADER_MIDDLEWARES: dict[str, Any] = {
    # Our own robots policy: Scrapy's takes a failing robots.txt for leave to do anything.
    "crawler.middlewares.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    # Drops requests without a word to anybody; the bounds of a site are kept by `crawler.site`.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    # Counts nobody reads, of every request and answer.
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
SPIDER_MIDDLEWARES: dict[str, Any] = {
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    # Nothing is dropped for its status, and no request is told from another by being the first.
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
}
EXTENSIONS: dict[str, Any] = {
    "crawler.extensions.RecordExtension": 100,
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logstats.LogStats": None,
}
ITEM_PIPELINES = {"crawler.pipelines.ReadingPipeline": 100}
# A hundred waiting workers for each answer cost more than fetching it: one reads what came, one asks for the next.
CONCURRENT_ITEMS = 2

FEED_EXPORT_ENCODING = "utf-8"
LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.log_lines.OneLine"
STATS_DUMP = False

# Ours: pause before a second try in seconds (then twice as long), hours for asking («20-7»), private networks, where
# captures go.
AUDIT_PATIENCE = 5.0
AUDIT_HOURS = ""
AUDIT_ALLOW_PRIVATE = False
AUDIT_OUT = "out"
AUDIT_PAGES = 500
AUDIT_FILES = 200
AUDIT_SECONDS = 1800
# The browser for pages that only scripts fill is looked for where it is usually installed; False does without.
AUDIT_BROWSER = True
