"""The stylesheet of all standard widgets, filled with a theme's colours.

Lengths are in ``em`` where they must grow with the text, in ``px`` where they are hairlines.
Widgets say what they are through dynamic properties: ``kind`` = ``primary``, ``quiet`` (buttons),
``card``, ``panel`` (frames), ``title``, ``muted``, ``small`` (labels).
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from app import paths

if TYPE_CHECKING:
    from app.ui.theme import Theme

_SHEET = Template("""
QToolTip { background: $card; color: $text; border: 1px solid $outline; padding: 4px 6px; }
QMainWindow, QDialog { background: $window; }
QMenuBar { background: $panel; border-bottom: 1px solid $outline; padding: 2px 6px; }
QMenuBar::item { padding: 0.3em 0.7em; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $panel; border: 1px solid $outline; padding: 5px; }
QMenu::item { padding: 0.35em 1.6em 0.35em 1.2em; border-radius: 5px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $outline; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }

QFrame[kind="panel"], QWidget[kind="panel"] { background: $panel; }
QFrame[kind="card"] { background: $card; border: 1px solid $outline; border-radius: 10px; }
QLabel { background: transparent; }
QLabel[kind="title"] { font-size: ${title_pt}pt; font-weight: 600; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="small"] { color: $muted; font-size: ${small_pt}pt; }
QLabel[kind="tag"] { background: $selected; color: $accent; border-radius: 6px;
  padding: 0.15em 0.6em; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="section"], QToolButton[kind="fold"] { color: $text; font-weight: 600; }
QToolButton[kind="fold"] { padding: 0.2em 0.4em 0.2em 0; }
QLabel[kind="headline"] { font-size: ${headline_pt}pt; font-weight: 600; }
QFrame[kind="banner"] { background: $panel; border: none; border-bottom: 1px solid $outline; }
QFrame[kind="strip"] { background: $panel; border: none; border-top: 1px solid $outline; }
#detail-actions, #dialog-actions { background: $panel; border-top: 1px solid $outline; }
QPushButton[kind="segment"] { background: transparent; border: 1px solid transparent;
  color: $muted; }
QPushButton[kind="segment"]:hover { background: $hover; }
QPushButton[kind="segment"]:checked { background: $selected; color: $text; }
QPushButton[kind="segment"]:focus { border: 1px solid $accent; }
QSlider::groove:horizontal { height: 4px; background: $outline; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $accent; width: ${knob_px}px; height: ${knob_px}px;
  margin: -${knob_over_px}px 0; border-radius: ${knob_half_px}px; }
QSlider::handle:horizontal:focus { background: $text; }

QPushButton { background: $card; color: $text; border: 1px solid $outline; border-radius: 8px;
  padding: 0.42em 1em; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selected; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:disabled { color: $muted; background: $panel; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 1px solid $text; }
QPushButton[kind="primary"]:disabled { background: $outline; color: $muted;
  border-color: $outline; }
QPushButton[kind="quiet"], QToolButton { background: transparent; color: $text;
  border: 1px solid transparent; border-radius: 7px; padding: 0.3em 0.5em; }
QPushButton[kind="quiet"]:hover, QToolButton:hover { background: $hover; }
QPushButton[kind="quiet"]:focus, QToolButton:focus { border: 1px solid $accent; }
QToolButton, QPushButton { qproperty-iconSize: ${icon_px}px ${icon_px}px; }
QMenu, QAbstractItemView { icon-size: ${icon_px}px; }
QToolButton:checked, QToolButton:pressed { background: $selected; }
QToolButton:disabled { color: $muted; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: $card;
  color: $text; border: 1px solid $outline; border-radius: 8px; padding: 0.35em 0.6em;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QComboBox:focus { border: 1px solid $accent; }
QComboBox::drop-down { border: none; width: 1.8em; }
QComboBox::down-arrow { image: url("$icons/arrow-$ground.svg"); width: ${check_px}px;
  height: ${check_px}px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $outline;
  selection-background-color: $selected; selection-color: $text; outline: 0; }

QAbstractItemView { background: $panel; color: $text; border: none; outline: 0;
  selection-background-color: $selected; selection-color: $text; }
QTableView { gridline-color: $outline; border: 1px solid $outline; border-radius: 8px; }
QHeaderView::section { background: $card; color: $muted; border: none;
  border-bottom: 1px solid $outline; padding: 0.4em 0.6em; font-weight: 600; }
QTabBar::tab { background: transparent; color: $muted; padding: 0.4em 0.9em;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $outline; }

QSplitter::handle { background: $outline; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }

QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $scroll; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $outline; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QCheckBox, QRadioButton { spacing: 0.5em; background: transparent; }
QCheckBox::indicator, QTableView::indicator { width: ${check_px}px; height: ${check_px}px;
  border-radius: 4px; border: 1px solid $muted; background: $panel; }
QCheckBox::indicator:checked, QTableView::indicator:checked { background: $accent;
  border-color: $accent; image: url("$icons/tick-$ground.svg"); }
QCheckBox::indicator:focus { border-color: $accent; }
QRadioButton::indicator { width: ${check_px}px; height: ${check_px}px;
  border-radius: ${check_half_px}px; border: 1px solid $muted; background: $panel; }
QRadioButton::indicator:checked { border: ${dot_edge_px}px solid $accent; width: ${dot_px}px;
  height: ${dot_px}px; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QTableView::item { padding: 0 0.6em; border: none; }
""")


def build_stylesheet(theme: Theme, text_pt: float, text_px: int) -> str:
    """The stylesheet for ``theme``; the size of ordinary text in points and in pixels."""
    roles = {name: getattr(theme, name) for name in theme.__slots__ if name != "is_dark"}
    check_px, knob_px = 2 * round(0.56 * text_px), 2 * round(0.64 * text_px)
    dot_edge_px = round(0.4 * text_px)
    return _SHEET.substitute(
        roles,
        accent_hover="#9dbbff" if theme.is_dark else "#1f4cc0",
        title_pt=f"{1.35 * text_pt:.1f}",  # Qt knows no em for the size of text
        headline_pt=f"{1.9 * text_pt:.1f}",
        icon_px=round(1.3 * text_px),
        check_px=check_px,
        check_half_px=check_px // 2 + 1,
        dot_px=check_px + 2 - 2 * dot_edge_px,
        dot_edge_px=dot_edge_px,
        knob_px=knob_px,
        knob_half_px=knob_px // 2,
        knob_over_px=knob_px // 2 - 2,
        small_pt=f"{0.92 * text_pt:.1f}",
        icons=(paths.resources_dir() / "icons").as_posix(),
        ground="on-dark" if theme.is_dark else "on-light",
        scroll="#3a4c63" if theme.is_dark else "#c3cdd9",
    )
