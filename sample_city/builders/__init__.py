"""The site builders of the sample city, by the name a school's source calls them."""

from sample_city.builders.base import Builder
from sample_city.builders.bitrix import Bitrix
from sample_city.builders.eduface import Eduface
from sample_city.builders.edusite import Edusite
from sample_city.builders.filecard import FileCard
from sample_city.builders.gosweb import Gosweb
from sample_city.builders.handmade import Handmade
from sample_city.builders.joomla import Joomla
from sample_city.builders.nubex import Nubex
from sample_city.builders.tilda import Tilda
from sample_city.builders.ucoz import Ucoz
from sample_city.builders.wordpress import WordPress

BUILDERS: dict[str, type[Builder]] = {
    "bitrix": Bitrix,
    "eduface": Eduface,
    "edusite": Edusite,
    "filecard": FileCard,
    "gosweb": Gosweb,
    "handmade": Handmade,
    "joomla": Joomla,
    "nubex": Nubex,
    "tilda": Tilda,
    "ucoz": Ucoz,
    "wordpress": WordPress,
}
