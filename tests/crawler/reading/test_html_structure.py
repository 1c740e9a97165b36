"""What stands on a page is read in its order, under its heading, as the kind of text it is."""

from collections.abc import Callable

import pytest

from crawler.items import Reading

Outline = Callable[[str], list[str]]
ReadPage = Callable[..., Reading]


def test_text_comes_in_reading_order_with_its_kinds(outline: Outline) -> None:
    assert outline(
        "<h1>Наставничество</h1><p>О разделе.</p><h2>Документы</h2>"
        "<ul><li>Приказ</li><li>Положение<ul><li>Приложение</li></ul></li></ul><p>Итог</p>"
    ) == ["# Наставничество", "О разделе.", "## Документы", "- Приказ", "- Положение", "- Приложение", "Итог"]


def test_line_breaks_part_paragraphs(outline: Outline) -> None:
    assert outline("<p>Приказ № 41-од<br>Положение<br/><br>Программа</p>текст без абзаца<div>в блоке</div>") == [
        "Приказ № 41-од",
        "Положение",
        "Программа",
        "текст без абзаца",
        "в блоке",
    ]


def test_blanks_and_invisible_characters_do_not_hide_words(outline: Outline) -> None:
    assert outline("<p>настав\u00adниче\u200bство\u00a0 педа\u2060гогов</p><p>и\u0306од</p>") == [
        "наставничество педагогов",
        "йод",
    ]


def test_letter_spaced_words_are_joined_and_figures_are_not(outline: Outline) -> None:
    assert outline("<p>П О Л О Ж Е Н И Е  о  наставничестве</p><p>от 0 9 . 0 3 . 2 0 2 2 г.</p><p>5 4 5 3 5</p>") == [
        "ПОЛОЖЕНИЕ о наставничестве",
        "от 09.03.2022 г.",
        "5 4 5 3 5",
    ]


def test_scripts_styles_and_templates_are_no_text(outline: Outline) -> None:
    assert outline(
        "<p>да</p><script>var x='нет';</script><style>.нет{}</style><noscript>нет</noscript>"
        "<template><p>нет</p></template><select><option>нет</option></select>"
    ) == ["да"]


FOLDED = ('id="a1" style="display:none"', 'class="body" hidden', 'aria-hidden="true"', 'class="collapse"')


@pytest.mark.parametrize("hidden", FOLDED)
def test_hidden_content_is_content(outline: Outline, hidden: str) -> None:
    assert outline(f"<p>видно</p><div {hidden}><p>раскрывается по нажатию</p></div>") == [
        "видно",
        "раскрывается по нажатию",
    ]


@pytest.mark.parametrize("caption", ["<h3>Ещё</h3>", "<div><a href='#'>Ещё</a></div>", "<p onclick='o()'>Ещё</p>"])
def test_what_stands_folded_under_its_caption_is_content(outline: Outline, caption: str) -> None:
    assert outline(f"{caption}<div style='display: none'><p>раскрывается</p></div>")[-1] == "раскрывается"
    assert outline(f"<p>Ещё</p><ul><li>{caption}<div hidden>раскрывается</div></li></ul>")[-1].endswith("раскрывается")


@pytest.mark.parametrize("hidden", ['style="color:red; display : none"', "hidden", 'style="visibility:hidden"'])
def test_what_nobody_can_unfold_is_no_content(outline: Outline, hidden: str) -> None:
    assert outline(f"<p>видно</p><div {hidden}><h2>Дорожная карта</h2><p>слова</p></div><p>и это</p>") == [
        "видно",
        "и это",
    ]


def test_a_bold_line_of_its_own_heads_what_follows(outline: Outline) -> None:
    assert outline(
        "<p><b>2024-2025 учебный год</b></p><p>Приказ</p><p><strong>Важно: сроки переносятся.</strong></p>"
        '<p>Слово <b>жирное</b></p><p><span style="font-weight: 700">Программы</span></p>'
    ) == [
        "###### 2024-2025 учебный год",
        "Приказ",
        "Важно: сроки переносятся.",
        "Слово жирное",
        "###### Программы",
    ]


def test_summary_legend_and_caption_are_headings(outline: Outline) -> None:
    assert outline(
        "<h2>Архив</h2><details><summary>2023 год</summary><p>Отчёт</p></details>"
        "<fieldset><legend>Кураторы</legend><p>Список</p></fieldset>"
        "<table><caption>База наставников</caption><tr><td>Иванова</td><td>химия</td></tr></table>"
    ) == ["## Архив", "### 2023 год", "Отчёт", "### Кураторы", "Список", "### База наставников", "| Иванова | химия"]


TABS = {
    "bootstrap 3": '<ul class="nav nav-tabs"><li><a href="#a" data-toggle="tab">2024-2025</a></li>'
    '<li><a href="#b" data-toggle="tab">2022-2024</a></li></ul><div class="tab-content">'
    '<div class="tab-pane" id="a"><p>новое</p></div><div class="tab-pane" id="b"><p>старое</p></div></div>',
    "bootstrap 5": '<ul class="nav" role="tablist">'
    '<li><button data-bs-toggle="tab" data-bs-target="#a">2024-2025</button></li>'
    '<li><button data-bs-toggle="tab" data-bs-target="#b">2022-2024</button></li></ul>'
    '<div id="a"><p>новое</p></div><div id="b"><p>старое</p></div>',
    "aria": '<div role="tablist">'
    '<span role="tab" id="ta">2024-2025</span><span role="tab" id="tb">2022-2024</span></div>'
    '<div role="tabpanel" aria-labelledby="ta"><p>новое</p></div>'
    '<div role="tabpanel" aria-labelledby="tb"><p>старое</p></div>',
    "jquery ui": '<div id="tabs"><ul class="ui-tabs-nav">'
    '<li><a href="#a">2024-2025</a></li><li><a href="#b">2022-2024</a></li></ul>'
    '<div id="a"><p>новое</p></div><div id="b"><p>старое</p></div></div>',
    "no ids": '<div class="tabs"><ul class="tabs__caption"><li>2024-2025</li><li>2022-2024</li></ul>'
    '<div class="tabs__content"><p>новое</p></div><div class="tabs__content"><p>старое</p></div></div>',
    "titles and panes": '<div class="tabs"><div class="tab-title">2024-2025</div><div class="tab-title">2022-2024</div>'
    '<div class="tab-content"><p>новое</p></div><div class="tab-content"><p>старое</p></div></div>',
}


@pytest.mark.parametrize("markup", TABS.values(), ids=TABS)
def test_text_of_a_tab_stands_under_the_tabs_caption(outline: Outline, markup: str) -> None:
    assert outline("<h1>Наставничество</h1>" + markup) == [
        "# Наставничество",
        "## 2024-2025",
        "новое",
        "## 2022-2024",
        "старое",
    ]


FOLDS = {
    "bootstrap collapse": '<div class="card-header"><a data-toggle="collapse" href="#a">2024-2025</a></div>'
    '<div id="a" class="collapse"><p>новое</p></div>',
    "class names": '<div class="accordion__header">2024-2025</div><div class="accordion__body"><p>новое</p></div>',
    "button and panel": '<button class="accordion">2024-2025</button><div class="panel"><p>новое</p></div>',
    "wordpress shortcode": '<div class="su-spoiler"><div class="su-spoiler-title">'
    '<span class="su-spoiler-icon"></span>2024-2025</div>'
    '<div class="su-spoiler-content"><p>новое</p></div></div>',
    "ucoz": '<div class="uSpoilerClosed"><div class="uSpoilerButBl"><input type="button" class="uSpoilerButton" '
    'value="[+] 2024-2025"></div><div class="uSpoilerText"><p>новое</p></div></div>',
    "old script": '<a href="javascript:show(\'y1\')">2024-2025</a><div id="y1" style="display:none"><p>новое</p></div>',
}


@pytest.mark.parametrize("markup", FOLDS.values(), ids=FOLDS)
def test_text_of_an_accordion_stands_under_its_button(outline: Outline, markup: str) -> None:
    assert outline("<h1>Наставничество</h1>" + markup) == ["# Наставничество", "## 2024-2025", "новое"]


def test_an_accordion_whose_button_is_in_a_heading_is_read_once(outline: Outline) -> None:
    assert outline(
        '<h1>Наставничество</h1><h3 class="accordion-header">'
        '<button class="accordion-button" data-bs-toggle="collapse" '
        'data-bs-target="#a">2024-2025</button></h3><div id="a" class="accordion-collapse"><p>новое</p></div>'
    ) == ["# Наставничество", "### 2024-2025", "новое"]


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="accordion-item"><div class="accordion-header">2024-2025</div>'
        '<div class="accordion-body"><p>новое</p></div></div>',
        '<button class="t585__trigger-button" aria-expanded="false">2024-2025</button><div><p>новое</p></div>',
        '<div class="rl_sliders-group"><a class="accordion-toggle" data-toggle="collapse" href="#s">2024-2025</a>'
        '<div class="accordion-body collapse" id="s"><p>новое</p></div></div>',
    ],
)
def test_a_box_of_an_accordion_is_not_taken_for_its_button(outline: Outline, markup: str) -> None:
    assert outline("<h1>Наставничество</h1>" + markup) == ["# Наставничество", "## 2024-2025", "новое"]


def test_no_caption_is_lost_with_its_pane(outline: Outline) -> None:
    """A pane inside a row of data, and two controls with different words for one pane."""
    lines = outline(
        '<ul role="tablist"><li role="tab" aria-controls="a">2024</li><li role="tab" aria-controls="a">2023</li></ul>'
        '<table><tr><td>Приказ</td><td><div id="a">есть</div></td></tr></table>'
    )
    assert sorted(lines) == ["# 2024", "- 2023", "| Приказ | есть"]


@pytest.mark.parametrize("name", ["eTitle", "contentheading", "page-title"])
def test_headings_without_heading_tags_are_headings(outline: Outline, name: str) -> None:
    assert outline(f'<h1>МБОУ СШ № 7</h1><div class="{name}">Наставничество</div><p>текст</p>') == [
        "# МБОУ СШ № 7",
        "## Наставничество",
        "текст",
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<a href=/1.pdf>Приказ о парах</a><a href=/1.pdf>Скачать</a>", "Приказ о парах Скачать"),
        ("<span>Положение</span><span>PDF, 1 Мб</span>", "Положение PDF, 1 Мб"),
        ("<span>настав</span><span>ничество</span>", "наставничество"),
        ("<b>Н</b>аставничество", "Наставничество"),
    ],
)
def test_words_of_neighbouring_elements_neither_stick_nor_break(outline: Outline, markup: str, text: str) -> None:
    assert outline(f"<p>{markup}</p>") == [text]
    assert outline(f"<table><tr><td>1</td><td>{markup}</td></tr></table>") == [f"| 1 | {text}"]


def test_a_table_of_contents_is_no_tab_list(outline: Outline) -> None:
    assert outline('<ul><li><a href="#part">Раздел 1</a></li></ul><div id="part"><p>текст</p></div>') == [
        "- Раздел 1",
        "текст",
    ]


def test_menus_header_and_footer_are_chrome_and_the_rest_is_not(outline: Outline) -> None:
    assert outline(
        '<header><div class="logo">МБОУ СШ № 7</div></header><div id="top-menu"><a href="/">Главная</a></div>'
        '<div class="breadcrumbs"><a href="/">Главная</a></div>'
        '<div class="header-text"><h1>Наставничество</h1><p>Текст</p></div>'
        '<div class="menu-of-day"><p>Каша</p></div><div class="footer"><p>Адрес</p></div>'
        '<div class="bvi-panel">Версия для слабовидящих</div>'
    ) == [
        "~ МБОУ СШ № 7",
        "~ Главная",
        "~ Главная",
        "# Наставничество",
        "Текст",
        "Каша",
        "~ Адрес",
        "~ Версия для слабовидящих",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="header"><h1>Наставничество</h1><p>Весь текст страницы стоит в шапке</p></div><p>мало</p>',
        "<aside><p>" + "Весь текст страницы стоит в боковой колонке. " * 5 + "</p></aside><p>мало</p>",
        '<div class="sidebar"><div id="menu"><a href="/">О школе</a></div><p>'
        + "Текст о наставничестве. " * 9
        + "</p></div>",
    ],
)
def test_what_holds_the_heading_or_most_of_the_text_is_never_chrome(read_page: ReadPage, markup: str) -> None:
    blocks = read_page(markup).blocks
    longest = max(blocks, key=lambda block: len(block.text))
    assert not longest.chrome


def test_a_menu_longer_than_the_page_is_still_a_menu(read_page: ReadPage) -> None:
    menu = "".join(f'<li><a href="/s{number}/">Раздел сайта номер {number}</a></li>' for number in range(60))
    blocks = read_page(f'<nav><ul class="menu">{menu}</ul></nav><h1>Наставничество</h1><p>Приказ</p>').blocks
    assert [block.text for block in blocks if not block.chrome] == ["Наставничество", "Приказ"]


def test_a_builders_heading_called_page_header_is_content(outline: Outline) -> None:
    lines = outline('<div class="page-header"><h2 itemprop="headline">Наставничество</h2></div><p>текст</p>')
    assert lines == ["## Наставничество", "текст"]


def test_an_articles_own_header_is_content(outline: Outline) -> None:
    assert outline("<article><header><h2>Новость</h2><p>12.09.2025</p></header><p>Текст</p></article>") == [
        "## Новость",
        "12.09.2025",
        "Текст",
    ]


CHECKLIST = (
    "<table><tr><th>Показатель</th><th>Ссылка</th></tr>"
    '<tr><td>Наличие положения</td><td><a href="/p.pdf">Положение</a></td></tr>'
    "<tr><td>Наличие базы наставников</td><td>&nbsp;</td></tr>"
    '<tr><td>Наличие программы</td><td><a href="/files/programma.pdf"><img src="/icon.png"></a></td></tr></table>'
)


def test_an_empty_cell_of_a_checklist_stays_empty(read_page: ReadPage) -> None:
    rows = [block for block in read_page(CHECKLIST).blocks if block.cells]
    assert [row.cells for row in rows] == [
        ("Показатель", "Ссылка"),
        ("Наличие положения", "Положение"),
        ("Наличие базы наставников", ""),
        ("Наличие программы", "programma.pdf"),
    ]
    assert [[link.url for link in row.links] for row in rows] == [
        [],
        ["https://school7.example/p.pdf"],
        [],
        ["https://school7.example/files/programma.pdf"],
    ]


def test_cells_over_several_rows_keep_the_others_in_their_columns(read_page: ReadPage) -> None:
    blocks = read_page(
        "<table><tr><td rowspan=2>Иванова</td><td>Петров</td><td>химия</td></tr>"
        "<tr><td>Сидоров</td><td>физика</td></tr>"
        "<tr><td colspan=2>всего пар</td><td>2</td></tr></table>"
    ).blocks
    assert [block.cells for block in blocks] == [
        ("Иванова", "Петров", "химия"),
        ("", "Сидоров", "физика"),
        ("всего пар", "", "2"),
    ]


def test_a_row_over_the_whole_width_heads_the_rows_below(outline: Outline) -> None:
    assert outline(
        "<table><tr><td>Документ</td><td>Дата</td></tr><tr><td colspan=2>2024-2025 учебный год</td></tr>"
        "<tr><td>Приказ</td><td>01.09.2024</td></tr></table>"
    ) == ["| Документ | Дата", "###### 2024-2025 учебный год", "| Приказ | 01.09.2024"]


def test_a_table_that_lays_the_page_out_is_no_row(outline: Outline) -> None:
    menu = "".join(f'<a href="/{number}">Раздел {number}</a><br>' for number in range(20))
    assert outline(
        f"<table><tr><td>{menu}</td><td><h2>Наставничество</h2><p>Первый абзац</p>"
        "<table><tr><td>Приказ</td><td>№ 5</td></tr></table></td></tr></table>"
    )[-3:] == ["## Наставничество", "Первый абзац", "| Приказ | № 5"]


def test_a_year_beside_a_long_list_heads_the_list(outline: Outline) -> None:
    files = "".join(f'<li><a href="/{number}.pdf">Документ {number}</a></li>' for number in range(16))
    lines = outline(f"<table><tr><td>2024-2025</td><td><ul>{files}</ul></td></tr></table>")
    assert lines[:2] == ["###### 2024-2025", "- Документ 0"]
    assert len(lines) == 17


def test_tables_of_one_column_are_paragraphs(outline: Outline) -> None:
    assert outline("<table><tr><td><p>Первое</p><p>Второе</p></td></tr></table>") == ["Первое", "Второе"]
