"""Pages that answer 200 and are not the page; and ordinary pages that only resemble them."""

import pytest

from crawler.markup import parse
from crawler.walls import Look, NotFoundPage, is_soft_404, look_at, not_found_page, wall

MENU = "".join(f'<a href="/{number}">Раздел {number}</a> ' for number in range(20))
LONG = "<p>" + "Школа работает с понедельника по пятницу. " * 60 + "</p>"


def look(markup: str) -> Look:
    return look_at(parse(markup).root, markup)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<title>DDoS-Guard</title><body>Checking your browser before accessing the site</body>", "blocked"),
        ("<title>Just a moment...</title><div id=cf-challenge></div>", "blocked"),
        (
            "<title>Вы не робот?</title><p>Подтвердите, что запросы отправляли вы</p><div class=smartcaptcha></div>",
            "blocked",
        ),
        ("<p>Введите код с картинки</p><div class='g-recaptcha'></div>", "blocked"),
        ("<script>document.cookie='a=1';location.reload()</script>", "blocked"),
        ("<h1>Доступ к информационному ресурсу ограничен</h1><p>на основании 149-ФЗ</p>", "blocked"),
        ("<title>Вход</title><form>Логин <input name=l> Пароль <input type=password></form>", "login"),
        ("<h1>It works!</h1>", "http_error"),
        ("<h1>Домен припаркован</h1><a href=http://x.ru>Хостинг</a>", "http_error"),
        ("<h1>Сайт временно приостановлен</h1>", "http_error"),
        ("<p>Сайт находится в разработке</p>", "http_error"),
        ("<html><body></body></html>", "http_error"),
        ("<div id=root></div><script src=app.js></script>", "needs_browser"),
        ("<div id=app></div><noscript>Включите JavaScript</noscript><script>x()</script>", "needs_browser"),
    ],
)
def test_walls(markup: str, reason: str) -> None:
    assert wall(look(markup), {}) == reason


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>Безопасность</h1>{LONG}<p>Что такое captcha и DDoS-Guard, как подтвердить, что вы не робот</p>",
        f"<h1>Обратная связь</h1>{MENU}<form>Текст <textarea></textarea></form><div class=g-recaptcha></div>",
        f"<h1>Главная</h1>{MENU}<form>Логин <input> Пароль <input type=password></form>",
        f"<h1>Новости</h1>{MENU}<p>Доступ к сайту ограничен не будет: сайт в разработке</p>",
        "<frameset><frame src=menu.html><frame src=main.html></frameset>",
        "<a href=/docs>Документы</a>",
        f"<script>document.cookie='a=1'; location.reload()</script>{MENU}{LONG}",
    ],
)
def test_pages_that_only_resemble_walls(markup: str) -> None:
    assert wall(look(markup), {}) == ""


def test_header_tells_a_challenge() -> None:
    assert wall(look(LONG), {"cf-mitigated": "challenge"}) == "blocked"


@pytest.mark.parametrize(
    "markup",
    [
        "<title>Страница не найдена — Школа</title>",
        f"<title>Школа</title>{MENU}<h1>Ошибка 404</h1>",
        "<title>Школа</title><p>К сожалению, запрашиваемая страница не существует.</p>",
        "<title>404 Not Found</title>",
    ],
)
def test_soft_404_by_its_own_words(markup: str) -> None:
    assert is_soft_404(look(markup), NotFoundPage())


def test_soft_404_by_comparison() -> None:
    probe = not_found_page(
        look(f"<title>Школа 7</title>{MENU}<p>Упс! Здесь пусто: /x-9.html</p>"), "http://s.ru/x-9.html"
    )
    same = look(f"<title>Школа 7</title>{MENU}<p>Упс! Здесь пусто: /prikaz.html</p>")
    assert is_soft_404(same, probe, "http://s.ru/prikaz.html")


@pytest.mark.parametrize(
    "markup",
    [
        f"<title>Школа 7</title>{MENU}<p>Положение о наставничестве</p>",
        f"<title>Школа 7</title>{MENU}<p>Упс! Здесь пусто.</p><a href=/p.pdf>Адрес</a>",
        "<title>Школа 7</title><p>Страница истории: что делать, если друг не найден? Рассказ.</p>" + LONG,
        "<title>Школа № 404</title>" + LONG,
    ],
)
def test_real_pages_in_the_frame_of_the_soft_404(markup: str) -> None:
    probe = not_found_page(look(f"<title>Школа 7</title>{MENU}<p>Упс! Здесь пусто. Адрес:</p>"))
    assert not is_soft_404(look(markup), probe)
