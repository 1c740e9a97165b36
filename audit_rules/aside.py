"""What a school's life is full of and no row of the roadmap asks for: pages and news whose name says that they are
about pupils, parents and the house.

A name clears an address only when it speaks of nothing else: one word of teachers, their work or their documents and
it is read. Words that may head an evidence as well («достижения», «традиции», «психолог», «ФГОС», «охрана труда») are
left out on purpose.
"""

from functools import lru_cache

from audit_rules.russian import plain, stems

_SPEAKS_OF_STAFF = stems(
    """
        педагог* | учител* | воспитател* | наставн* | наставл* | молод* | коллег* | <опыт* | практик* | методич*
        | семинар* | вебинар* | <курс* | стажир* | конференц* | форум* | мастер-класс* | фестивал* | чтени* | дебют*
        | марафон* | професси* | квалификац* | диагност* | дефицит* | аттестац* | публикац* | сообществ* | <клуб*
        | педсовет* | методсовет* | специалист* | сотрудник* | кадр* | тьютор* | куратор* | <трудов* | <пары | <пара
        | <ученик* ученик*
    """
)
"""Words of those who mentor and are mentored, and of how that is shown; pupils who mentor pupils are a near miss."""
_ASIDE = stems(
    """
        <питани* | <столов* | <меню | <прием в перв* | <прием в 1 | <прием в школ* | <прием в детск*
        | <прием* граждан* | <прием* обучающ* | <зачислени* | <вакантн* мест* | <платн* услуг*
        | <платн* образовательн* | <стипенди* | материально-техн* | международн* сотруднич* | доступн* сред*
        | безопасност* | антикоррупц* | <коррупц* | пожарн* | эвакуац* | антитеррор* | террор* | <вакцин* | <прививк*
        | <карантин* | <здоров* | <медицинск* | <каникул* | <лагер* | <библиотек* | <музе* | <звонк* | <гиа | <егэ
        | <огэ | <впр | <олимпиад* | <экзамен* | <выпускник* | <выпускн* | <первоклас* | <логопед* | <логопункт*
        | <медиаци* | <навигатор* | электронн* дневник* | электронн* журнал* | <контакты | <режим | <гостев* | <отзывы
        | <родител* | <юнарм* | <волонт* | <профориентац* | <секци* | <спорт* | <кружк* | <ученич* | <ученика
        | <ученикам | <учащ* | <обучающ* | <школьник* | <одаренн* дет* | <продленн* дня | <управляющ* совет*
        | пушкинск* карт* | <движени* первых | телефон* доверия | <фотоальбом* | <фотогалере* | <видеогалере*
        | <альбом | школьн* форм* | <театр* | <экскурс* | <субботник* | <макулатур* | <утренник* | <новогодн*
        | <масленица | <осенн* бал* | <день матери | <день знаний | <день защитник* | <день победы
        | <день космонавтик* | <день народного единства | <женск* день | <последн* звон* | <зарниц* | <кросс*
        | <лыжн* | <весел* старт* | <турнир* | <шахмат* | <викторин* | <чтецов | <поделок | <рисунк* | <концерт*
        | <соревновани* | <эстафет* | <разговор* о важном
    """
)
_LONGEST = 90
"""A longer text is a sentence that may go on to anything."""


@lru_cache(maxsize=20_000)
def is_aside(name: str) -> bool:
    """Whether an address called so is about matters of no row."""
    text = plain(name)
    return len(text) <= _LONGEST and bool(_ASIDE.search(text)) and not speaks_of_staff(name)


@lru_cache(maxsize=20_000)
def speaks_of_staff(name: str) -> bool:
    """Whether those are named who mentor and are mentored, or what they do together."""
    return bool(_SPEAKS_OF_STAFF.search(plain(name)))
