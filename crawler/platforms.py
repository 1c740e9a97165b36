"""What is known about site builders: their file hosts, viewers, copies and traps, as data."""

import re

# Hosts shared by many institutions: a subdomain is its owner's, and all of them are one server to be spared.
SHARED_PARENTS = (
    "gosweb.gosuslugi.ru",
    "gosuslugi.ru",
    "tvoysadik.ru",
    "uralschool.ru",
    "krskschool.ru",
    "edusite.ru",
    "ucoz.ru",
    "ucoz.com",
    "ucoz.net",
    "ucoz.org",
    "my1.ru",
    "3dn.ru",
    "moy.su",
    "narod.ru",
    "jimdo.com",
    "jimdofree.com",
    "caduk.ru",
    "umi.ru",
    "wixsite.com",
    "okis.ru",
    "nethouse.ru",
    "nubex.ru",
    "a5.ru",
    "tilda.ws",
    "profiedu.ru",
)

# Suffix of a host → requests a second to the whole platform, besides each host's own delay.
PLATFORM_RATES = {"gosuslugi.ru": 3.0}
# Hosts of other names behind one numeric address are one server too.
ADDRESS_RATE = 3.0

# Госвеб serves one site under a short name and under `<name>-rNN`.
REGION_MARK = re.compile(r"-r\d{2,3}$")

# A builder's own storage: files there are the site's own, wherever the pages stand.
FILE_HOSTS = (
    "gosweb.gosuslugi.ru",
    "static.tildacdn.com",
    "thb.tildacdn.com",
    "docs.wixstatic.com",
    "static.wixstatic.com",
    "usrfiles.com",
    "jimcdn.com",
    "nubex.ru",
    "ucoz.net",
    "cdn.website-editor.net",
)

# Foreign disks, where a school keeps documents of its own (not read yet: they end as `external_storage`).
DISK_HOSTS = (
    "disk.yandex.ru",
    "disk.yandex.com",
    "disk.yandex.kz",
    "disk.yandex.by",
    "disk.yandex.uz",
    "disk.yandex.net",
    "disk.360.yandex.ru",
    "docs.yandex.ru",
    "docs.360.yandex.ru",
    "yadi.sk",
    "drive.google.com",
    "docs.google.com",
    "drive.usercontent.google.com",
    "cloud.mail.ru",
    "dropbox.com",
    "dropboxusercontent.com",
    "1drv.ms",
    "onedrive.live.com",
    "sharepoint.com",
    "icloud.com",
    "mega.nz",
    "mega.io",
    "box.com",
    "files.fm",
    "dropmefiles.com",
)
# A network's own store of documents: its other addresses are no disk.
DISK_ADDRESS = re.compile(r"^https?://(?:\w+\.)?(?:vk\.com|vk\.ru)/(?:doc-?\d+_\d+|docs-?\d+)", re.IGNORECASE)

# A host that by its name only keeps files for sites: whose they are, only the link says.
STORAGE_HOST = re.compile(
    r"(?:^|[.-])(?:cdn|static|files?|storage|s3|obs|cloud|clouds|media|uploads?|assets|docs?|fs|st|userapi|userdocs)\d*[.-]"
    r"|yandexcloud\.|selcdn\.|amazonaws\.|githubusercontent\.|userapi\.com$",
    re.IGNORECASE,
)
# Whoever publishes what binds or advises everybody is no school's store.
AUTHORITY_HOSTS = (
    "gov.ru",
    "government.ru",
    "kremlin.ru",
    "edu.ru",
    "cntd.ru",
    "garant.ru",
    "consultant.ru",
    "rg.ru",
    "krskstate.ru",
    "admkrsk.ru",
)

# A viewer shows a file whose address it gets in this parameter: (end of the host or path, parameter).
VIEWERS = (
    ("docs.google.com/viewer", "url"),
    ("docs.google.com/gview", "url"),
    ("docs.google.com/viewerng/viewer", "url"),
    ("view.officeapps.live.com/op/view.aspx", "src"),
    ("view.officeapps.live.com/op/embed.aspx", "src"),
    ("docviewer.yandex.ru/", "url"),
    ("/viewer.html", "file"),
    ("/pdfjs/web/viewer.php", "file"),
    ("/pdf-viewer", "file"),
)

# Parameters that turn a page into its print copy or the version for the visually impaired;
# without them it is the plain page.
PRINT_PARAMETERS = {
    "print": None,
    "tmpl": ("component", "print"),
    "print_version": None,
    "printable": None,
    "view_print": None,
    "do": ("print",),
    "format": ("print", "pdf"),
    "layout": ("print",),
}
PRINT_PATH = re.compile(r"/print(?:able)?(?=/|$)|(?<=/)print/", re.IGNORECASE)
LOW_VISION_PARAMETERS = {
    "special_version": None,
    "special": None,
    "bvi": None,
    "bvi-active": None,
    "slabovid": None,
    "lowvision": None,
    "low_vision": None,
    "visually_impaired": None,
    "isvi": None,
    "template_preview": ("special", "bvi"),
    "theme": ("special", "bvi", "blind", "contrast", "lowvision"),
    "version": ("special", "blind", "lowvision"),
    "tpl": ("special", "blind"),
}
LOW_VISION_PATH = re.compile(r"^/(?:special|slabovid|slabovidyashchim|bvi|lowvision|blind)(?=/)", re.IGNORECASE)

# Document cards and downloads whose address has no ending.
DOWNLOAD_PATH = re.compile(
    r"/(?:file/download|download|attachments?/download|getfile|get_file|load/0-0-0-\d+)(?:[/.?]|$)|method=pdf_viewer|/_ld/\d+/",
    re.IGNORECASE,
)

# Lists: they lead on to leaves. Pagination of the builders seen.
LISTING_PARAMETER = re.compile(
    r"(?:^|&)(?:page|pagen?_?\d*|PAGEN_\d+|start|limitstart|offset|paged?|p|cpage|curPos|pn)=\d+(?:&|$)", re.IGNORECASE
)
LISTING_PATH = re.compile(r"/(?:page|stranica|str)[/-]?\d+/?$", re.IGNORECASE)
