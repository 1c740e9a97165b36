"""Whose contacts the law lets a school publish: the head, deputies, branches and the organisation itself."""

import re

_HEAD = re.compile(
    r"директор|и\.\s?о\.\s?(?:завед|руковод)|заместител|(?<![а-я])зам\.?\s|завуч|"
    r"заведующ(?!\w*\s(?:хозяйств|библиотек|кафедр|склад|кабинет|производств|лаборатор|отделени|метод))|"
    r"руководител\w* (?:организац|учрежден|филиал|центр|школ|структурн|образовательн|оо\b|доу\b|сад)|"
    r"начальник|(?<![а-я-])ректор|глав[аы]\s"
)
_ORGANISATION = re.compile(
    r"приемн|горяч\w+ лини|телефон\w* доверия|учрежден|организаци|канцеляр|секретар|вахт|дежурн|администрац|"
    r"(?<![а-я])(?:мбоу|маоу|мбдоу|мадоу|мкоу|мкдоу|гуо|тои)(?![а-я])|отдел\w*\s|министерств|управлени|служб[аыу]\s|"
    r"комисси|центр\w*\s|экстренн|обращени|консультационн|прием\w* (?:граждан|родител|документ)|официальн"
)
_OWN = re.compile(r"личн\w+|мобильн\w+|сотов\w+|(?<![а-я])(?:моб|сот)\.")
_STAFF = re.compile(
    r"наставн|наставля|молод\w+ (?:специалист|педагог|учител|воспитател)|(?<![а-я])педагог|учител|воспитател|"
    r"(?<![а-я])(?:мам[аы]|пап[аы]|родител[ья]|мат[ьи]|отец|законн\w+ представ)|работник|сотрудник|участник|слушател|"
    r"ученик|ученица|обучающ\w+ся"
)
_CONTACT_WORD = re.compile(
    r"тел\b|телеф|моб|сот\b|сотов|whatsapp|viber|вотсап|ватсап|вайбер|telegram|телеграм|связ|контакт"
)


def is_head(text: str) -> bool:
    """Lower-case words that name the head, a deputy or the head of a branch."""
    return bool(_HEAD.search(text))


def is_organisation(text: str) -> bool:
    """Lower-case words that name the institution, an office or a service."""
    return bool(_ORGANISATION.search(text))


def is_own(text: str) -> bool:
    """«личный», «мобильный», «сотовый»."""
    return bool(_OWN.search(text))


def is_staff(text: str) -> bool:
    """A post or role of somebody who is not the head."""
    return bool(_STAFF.search(text))


def is_contact(text: str) -> bool:
    """A word that announces a telephone."""
    return bool(_CONTACT_WORD.search(text))
