# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole register at work: list, record, form, drafts, undo, all from the keyboard."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core import clock
from desktop.core.errors import RecordGone
from desktop.widgets import look
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Action, Tab
from desktop.widgets.toasts import Toasts
from tests.widgets.people import MORNING, People, code

CTRL = Qt.KeyboardModifier.ControlModifier


class Desk(QWidget):
    """A window with one register page, and what the tests do with it."""

    def __init__(self, qtbot, people):
        super().__init__()
        self.qtbot, self.people = qtbot, people
        self.toasts = Toasts(self)
        self.page = RegisterPage(people, self.toasts)
        self.told: list[str] = []
        self.page.status.connect(self.told.append)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)

    def settle(self):
        self.qtbot.waitUntil(lambda: not self.page.list.busy)
        QApplication.processEvents()

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.focusWidget() or self.page, key, modifiers)
        self.settle()

    def type(self, text):
        self.qtbot.keyClicks(self.focusWidget(), text)
        self.settle()

    def press(self, name):
        button = next(one for one in self.findChildren(QPushButton, name) if one.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def words(self, name):
        return next(one.text() for one in self.findChildren(QLabel, name) if one.isVisible())

    def texts(self):
        return [one.text() for one in self.findChildren(QLabel) if one.isVisible()]

    def field(self, name):
        return self.form.editor(name).controls()[0]

    def write(self, name, text):
        line = self.field(name)
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text)

    def problems(self):
        return self.form.problems()

    @property
    def form(self):
        assert self.page.record.form is not None
        return self.page.record.form.form

    @property
    def table(self):
        return self.page.list.table

    @property
    def rows(self):
        return self.table.model().rowCount()


@pytest.fixture
def desk(qtbot):
    desks = []

    def made(people=20, width=1024, height=600):
        source = people if isinstance(people, People) else People(people)
        desk = Desk(qtbot, source)
        qtbot.addWidget(desk)
        desks.append(desk)
        desk.resize(width, height)
        desk.show()
        desk.activateWindow()
        qtbot.waitActive(desk)
        qtbot.waitUntil(lambda: source.asked != [])
        desk.settle()
        desk.page.list.focus_list()
        return desk

    yield made
    for one in desks:
        one.page.close_down()


def test_a_day_at_the_keyboard(qtbot, desk):
    """Search, open, correct, finish, look again: among 100,000 and without the mouse."""
    desk = desk(People(100_000))
    desk.key(Qt.Key.Key_F, CTRL)
    assert desk.focusWidget() is desk.page.list.search
    desk.type("elena vega quispe")
    assert 0 < desk.rows < 100_000
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Down)
    key = desk.table.key
    desk.key(Qt.Key.Key_Return)
    assert desk.page.in_record
    assert desk.words("record_code") == code(key)
    desk.write("visits", "77")
    desk.key(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not desk.page.in_record)  # the button is seen going down first
    desk.settle()
    assert desk.people.value(key, "visits") == 77
    assert desk.table.key == key
    assert desk.focusWidget() is desk.table
    assert desk.page.list.search.text() == "elena vega quispe"


def test_the_list_is_asked_for_when_the_page_is_first_seen(qtbot):
    people = People(3)
    desk = Desk(qtbot, people)
    qtbot.addWidget(desk)
    assert people.asked == []
    desk.show()
    qtbot.waitUntil(lambda: desk.rows == 3)
    desk.hide()
    desk.show()
    desk.settle()
    assert people.asked == [""]
    desk.page.close_down()


def test_signals_tell_what_is_open(qtbot, desk):
    desk = desk()
    heard: list[tuple[str, ...]] = []
    desk.page.opened.connect(lambda id: heard.append(("opened", id)))
    desk.page.closed.connect(lambda: heard.append(("closed",)))
    desk.page.saved.connect(lambda id: heard.append(("saved", id)))
    desk.key(Qt.Key.Key_Return)
    desk.write("visits", "9")
    desk.press("finish")
    desk.page.open("7")
    desk.key(Qt.Key.Key_Escape)
    assert heard == [("opened", "1"), ("closed",), ("saved", "1"), ("opened", "7"), ("closed",)]


def test_a_new_record_is_written_and_found(desk):
    desk = desk()
    desk.key(Qt.Key.Key_N, CTRL)
    assert desk.page.record.tabs.tabBar().isHidden()
    assert desk.focusWidget() is desk.field("name")
    desk.type("Nina Prado")
    with clock.at(MORNING):
        desk.press("finish")
    assert desk.people.value(21, "name") == "Nina Prado"
    assert desk.rows == 21
    assert desk.table.key == 21
    assert desk.told[-1].startswith("Everything saved ")
    desk.press("undo")
    assert desk.rows == 20


def test_after_a_birth_the_record_opens_where_the_work_goes_on(desk):
    desk = desk()
    desk.people.more_tabs = [Tab("consent", "Consent", lambda parent: QLabel("Ask first.", parent))]
    desk.page.open_new({"name": "Nina Prado"})
    desk.press("finish")
    assert desk.page.record.id == "21"
    assert "Ask first." in desk.texts()


def test_what_a_new_record_starts_with_can_be_given(desk):
    desk = desk()
    desk.page.open_new({"name": "From the map"})
    assert desk.field("name").text() == "From the map"
    assert desk.field("visits").text() == "0"
    desk.key(Qt.Key.Key_Escape)
    assert desk.people.drafts == {}  # nobody typed anything


def test_problems_stand_under_their_fields_and_nothing_is_lost(desk):
    desk = desk()
    desk.key(Qt.Key.Key_Return)
    desk.write("visits", "500")
    desk.press("finish")
    assert desk.page.in_record
    assert desk.problems() == {"visits": "More than 100 visits cannot be."}
    assert "More than 100 visits cannot be." in desk.texts()
    assert desk.focusWidget() is desk.field("visits")
    assert desk.people.value(1, "visits") == 13
    assert desk.people.drafts["1"].values == {"visits": 500}
    desk.write("visits", "50")
    assert desk.problems() == {}
    desk.press("finish")
    assert desk.people.value(1, "visits") == 50
    assert desk.people.drafts == {}


def test_a_required_answer_is_asked_for(desk):
    desk = desk()
    desk.key(Qt.Key.Key_N, CTRL)
    desk.press("finish")
    assert list(desk.problems()) == ["name"]
    assert desk.people.base.execute("SELECT count(*) FROM person").fetchone() == (20,)


def test_finish_without_a_change_writes_nothing(desk):
    desk = desk()
    desk.key(Qt.Key.Key_Return)
    desk.press("finish")
    assert not desk.page.in_record
    assert desk.people.history("1") == []
    assert desk.toasts.shown() == []


def test_the_last_edit_can_be_undone_from_the_toast(desk):
    desk = desk()
    desk.key(Qt.Key.Key_Return)
    desk.write("visits", "99")
    desk.press("finish")
    assert "Saved P-00001." in desk.texts()
    assert shown_visits(desk, 0) == "99"
    desk.press("undo")
    assert desk.people.value(1, "visits") == 13
    assert desk.people.undone == ["1"]
    assert shown_visits(desk, 0) == "13"


def test_only_the_newest_deed_on_a_record_can_be_undone(desk):
    desk = desk()
    for visits in ("41", "42"):
        desk.page.open(1)
        desk.write("visits", visits)
        desk.press("finish")
    assert len(desk.toasts.shown()) == 1
    desk.press("undo")
    assert desk.people.value(1, "visits") == 41


def shown_visits(desk, row):
    return desk.table.model().index(row, 3).data()


def test_deleting_asks_nothing_and_can_be_undone(desk):
    desk = desk()
    desk.table.go_to(5)
    desk.key(Qt.Key.Key_Return)
    desk.press("delete")
    assert not desk.page.in_record
    assert desk.rows == 19
    assert desk.table.key == 6
    assert "P-00005 was deleted." in desk.texts()
    desk.press("undo")
    assert desk.rows == 20
    desk.key(Qt.Key.Key_Delete)
    assert desk.rows == 19
    assert desk.people.value(6, "gone") == 1
    desk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert desk.rows == 20


def test_leaving_never_asks_and_the_draft_waits(desk):
    desk = desk()
    desk.key(Qt.Key.Key_Return)
    desk.write("name", "Hugo Prado")
    with clock.at(MORNING):
        desk.key(Qt.Key.Key_Escape)
    assert not desk.page.in_record
    assert desk.people.drafts["1"].values == {"name": "Hugo Prado"}
    assert desk.told[-1] == f"Draft kept {MORNING.astimezone():%H:%M}"
    with clock.at(MORNING):
        desk.key(Qt.Key.Key_Return)
    assert desk.field("name").text() == "Hugo Prado"
    assert f"You have an unfinished draft from {MORNING.astimezone():%H:%M}." in desk.texts()
    desk.press("draft_continue")
    assert desk.focusWidget() is desk.field("name")
    desk.press("finish")
    assert desk.people.value(1, "name") == "Hugo Prado"
    assert desk.people.drafts == {}


def test_an_older_draft_says_its_day(desk):
    desk = desk()
    with clock.at(MORNING):
        desk.people.keep_draft("1", {"name": "Hugo Prado"})
    with clock.at(MORNING + timedelta(days=3)):
        desk.page.open("1")
    assert "You have an unfinished draft from 21/11/2026." in desk.texts()


def test_start_anew_puts_the_draft_away_and_can_be_undone(desk):
    desk = desk()
    desk.people.keep_draft("1", {"name": "Hugo Prado"})
    desk.page.open("1")
    desk.press("draft_anew")
    assert desk.field("name").text() == "Hugo Lima Quispe"
    assert desk.people.drafts == {}
    desk.press("undo")
    assert desk.field("name").text() == "Hugo Prado"
    assert desk.people.drafts["1"].values == {"name": "Hugo Prado"}


def test_the_draft_comes_back_even_after_the_page_was_left(desk):
    desk = desk()
    desk.people.keep_draft("1", {"name": "Hugo Prado"})
    desk.page.open("1")
    desk.press("draft_anew")
    desk.key(Qt.Key.Key_Escape)
    desk.press("undo")
    assert desk.people.drafts["1"].values == {"name": "Hugo Prado"}


def test_the_draft_of_a_new_record_comes_back_whole(desk):
    desk = desk()
    desk.page.open_new({"visits": 4})
    desk.write("name", "Nina")
    desk.press("later")
    assert desk.people.drafts["new"].values == {"name": "Nina", "visits": 4}
    desk.press("new")
    assert desk.field("name").text() == "Nina"
    assert desk.field("visits").text() == "4"


def test_a_draft_never_writes_over_what_others_saved_meanwhile(desk):
    desk = desk()
    desk.key(Qt.Key.Key_Return)
    desk.write("name", "Hugo Prado")
    desk.key(Qt.Key.Key_Escape)
    desk.people.save("1", {"name": "Hugo Lima Quispe", "visits": 44})
    desk.page.open("1")
    desk.press("finish")
    assert desk.people.value(1, "visits") == 44
    assert desk.people.value(1, "name") == "Hugo Prado"


def test_typing_is_kept_by_itself_and_on_demand(qtbot, desk):
    desk = desk()
    desk.page.open("2")
    desk.write("name", "E")
    qtbot.waitUntil(lambda: "2" in desk.people.drafts, timeout=4000)
    desk.write("name", "Elena")
    desk.key(Qt.Key.Key_S, CTRL)
    assert desk.people.drafts["2"].values == {"name": "Elena"}
    desk.write("name", "Elena P")
    desk.page.keep_draft()
    assert desk.people.drafts["2"].values == {"name": "Elena P"}


def test_an_answer_typed_back_to_what_it_was_leaves_no_draft(desk):
    desk = desk()
    desk.page.open("2")
    desk.write("visits", "5")
    desk.page.keep_draft()
    desk.write("visits", "26")
    desk.key(Qt.Key.Key_Escape)
    assert desk.people.drafts == {}


def test_the_head_says_code_facts_warning_and_next_step(desk):
    desk = desk()
    desk.page.open("2")
    for words in ("P-00002", "Sector 2", "Late", "Call only after six in the evening."):
        assert words in desk.texts()
    desk.press("action_visit")
    desk.press("action_call")
    desk.press("print")
    desk.key(Qt.Key.Key_P, CTRL)
    assert desk.people.ran == ["visit", "call 2", "print 2", "print 2"]


def test_an_action_refreshes_the_head_and_keeps_what_is_typed(desk):
    desk = desk()
    plain = desk.people.actions

    def close(id):
        with desk.people.base:
            desk.people.base.execute("UPDATE person SET status = 'closed' WHERE row = ?", (id,))

    desk.people.actions = lambda id: [*plain(id), Action("close", "Close", lambda: close(id))]
    desk.page.open("2")
    desk.write("name", "Half a na")
    desk.press("action_close")
    assert "Closed" in desk.texts()
    assert "Call only after six in the evening." not in desk.texts()
    assert desk.field("name").text() == "Half a na"


def test_tabs_come_first_are_built_when_seen_and_history_is_last(qtbot, desk):
    desk = desk()
    built = []

    def tab(name):
        def build(parent):
            built.append(name)
            return QLabel(f"This is {name}.", parent)

        return Tab(name, name.title(), build)

    desk.people.more_tabs = [tab("timeline"), tab("consent")]
    desk.people.save("3", {"name": "Bruno Prado", "visits": 39})
    desk.page.open("3")
    tabs = desk.page.record.tabs
    titles = [tabs.tabText(n) for n in range(tabs.count())]
    assert titles == ["Timeline", "Consent", "Details", "History"]
    assert built == ["timeline"]
    assert desk.focusWidget() is tabs.tabBar()
    desk.page.record.go_to("history")
    history = desk.page.record.findChild(QWidget, "history")
    cells = [history.model().index(0, n).data() for n in range(5)]
    assert cells == ["21/11/2026 10:42", "ana", "Name", "Bruno Nuñez Quispe", "Bruno Prado"]
    assert built == ["timeline"]
    desk.page.open("3", tab="consent")
    QApplication.processEvents()
    assert built == ["timeline", "timeline", "consent"]
    assert "This is consent." in desk.texts()


def test_a_reload_keeps_typing_and_place(desk):
    desk = desk()
    desk.page.open("4")
    desk.write("name", "Half a na")
    desk.people.save("4", {"name": "Iris Rojas Quispe", "visits": 31})
    desk.page.reload()
    desk.settle()
    assert "31" in desk.texts()
    assert desk.field("name").text() == "Half a na"


def test_what_others_saved_appears_unless_it_is_being_typed_over(desk):
    desk = desk()
    desk.page.open("4")
    desk.write("name", "Iris Prado")
    desk.people.save("4", {"name": "Iris Lima", "visits": 31})
    desk.page.reload()
    desk.settle()
    assert desk.field("visits").text() == "31"
    assert desk.field("name").text() == "Iris Prado"
    desk.press("finish")
    assert desk.people.value(4, "visits") == 31
    assert desk.people.value(4, "name") == "Iris Prado"


def test_finish_never_writes_over_what_it_was_not_told_of(desk):
    """Another window saved, and no notice has come yet."""
    desk = desk()
    desk.page.open("4")
    desk.write("name", "Iris Prado")
    desk.people.save("4", {"name": "Iris Rojas Quispe", "visits": 31})
    desk.press("finish")
    assert desk.people.value(4, "visits") == 31
    assert desk.people.value(4, "name") == "Iris Prado"


def test_an_undo_reaches_the_record_that_is_open_again(desk):
    desk = desk()
    desk.page.open("4")
    desk.write("visits", "31")
    desk.press("finish")
    desk.page.open("4")
    desk.press("undo")
    assert desk.field("visits").text() == "2"
    assert desk.page.in_record


def test_undoing_a_birth_leaves_the_page_of_what_is_gone(desk):
    desk = desk()
    desk.people.more_tabs = [Tab("consent", "Consent", QLabel)]
    desk.page.open_new({"name": "Nina Prado"})
    desk.press("finish")
    assert desk.page.in_record
    desk.press("undo")
    assert not desk.page.in_record
    assert desk.rows == 20


def test_a_tab_that_can_reload_is_told_of_changes(desk):
    class Timeline(QLabel):
        told = 0

        def reload(self):
            self.told += 1

    made = []
    desk = desk()
    desk.people.more_tabs = [
        Tab("timeline", "Timeline", lambda parent: made.append(Timeline(parent)) or made[-1])
    ]
    desk.page.open("4")
    desk.page.reload()
    assert made[0].told == 1
    desk.page.open("5")
    desk.page.reload()
    assert [one.told for one in made] == [1, 1]


def test_a_failure_on_finish_keeps_the_draft(qtbot, desk):
    desk = desk()
    desk.page.open("4")
    desk.write("name", "Iris Prado")
    desk.people.remove("4")
    with qtbot.captureExceptions() as raised:
        desk.press("finish")
    assert raised[0][0] is RecordGone
    assert desk.people.drafts["4"].values == {"name": "Iris Prado"}
    assert desk.page.in_record


def test_a_record_that_is_gone_is_not_opened(desk):
    desk = desk()
    desk.people.remove("4")
    with pytest.raises(RecordGone):
        desk.page.open("4")
    assert not desk.page.in_record


def test_who_may_not_edit_reads(desk):
    desk = desk()
    plain = desk.people.load

    def load(key):
        return replace(plain(key), may_edit=False, may_remove=False)

    desk.people.load = load
    desk.page.open("1")
    assert not desk.field("name").isEnabled()
    assert not any(one.isVisible() for one in desk.findChildren(QPushButton, "finish"))
    assert desk.findChildren(QPushButton, "delete") == []
    desk.key(Qt.Key.Key_Escape)
    desk.key(Qt.Key.Key_Delete)
    assert desk.rows == 20


def test_the_pages_keys_come_before_the_windows_and_the_second_press_goes_on(qtbot, desk):
    desk = desk()
    window = []
    for keys in ("Ctrl+F", "Ctrl+N", "Esc"):
        shortcut = QShortcut(QKeySequence(keys), desk)
        shortcut.activated.connect(lambda keys=keys: window.append(keys))
    desk.key(Qt.Key.Key_F, CTRL)
    assert window == []
    desk.key(Qt.Key.Key_F, CTRL)
    assert window == ["Ctrl+F"]
    desk.key(Qt.Key.Key_N, CTRL)
    assert desk.page.in_record
    desk.key(Qt.Key.Key_Escape)
    assert not desk.page.in_record
    assert window == ["Ctrl+F"]
    desk.key(Qt.Key.Key_Escape)
    assert window == ["Ctrl+F", "Esc"]


def test_tab_travels_through_the_record_and_is_never_trapped(desk):
    desk = desk()
    desk.page.open("2")
    seen = []
    for _step in range(40):
        desk.key(Qt.Key.Key_Tab)
        seen.append(desk.focusWidget().objectName())
        if len(seen) > 1 and seen[-1] == seen[0]:
            break
    assert {"back", "action_call", "print", "delete", "finish", "later"} <= set(seen)
    assert seen[-1] == seen[0]


def test_everything_the_keyboard_reaches_in_a_record_has_a_name(desk):
    desk = desk()
    desk.page.open("2")
    for part in desk.findChildren(QWidget):
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            spoken = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
            assert spoken, (part, part.objectName())


def test_many_verbs_break_into_lines_before_the_window_grows(qapp, desk):
    try:
        look.apply(qapp, scale=2.0)
        desk = desk()
        more = [Action(f"verb{n}", f"A further verb {n}", lambda: None) for n in range(6)]
        desk.people.actions = lambda id: more
        desk.page.open("2")
        desk.settle()
        assert desk.minimumSizeHint().width() <= 1024
        lines = {
            one.mapTo(desk, QPoint()).y()
            for one in desk.findChildren(QPushButton)
            if one.objectName().startswith("action_verb")
        }
        assert len(lines) > 1
    finally:
        look.apply(qapp)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_record_fits_a_small_screen(qapp, desk, scale):
    try:
        look.apply(qapp, scale=scale)
        desk = desk()
        desk.page.open("2")
        QApplication.processEvents()
        assert desk.width() == 1024
        assert desk.height() == 600
        for name in ("finish", "later", "back", "delete"):
            button = next(one for one in desk.findChildren(QPushButton, name) if one.isVisible())
            corner = button.mapTo(desk, QPoint(button.width(), button.height()))
            assert corner.x() <= 1024
            assert corner.y() <= 600
    finally:
        look.apply(qapp)
