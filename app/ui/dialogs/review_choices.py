"""What the owner chooses about a write: how sure, which names, where to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QSlider,
    QWidget,
)

from app.tagging.choice import PlaceLevel
from app.tagging.plan import SidecarMode, WritePolicy
from app.ui.detail import words

_STEPS_A_PAGE = 10


class ReviewChoices(QFrame):
    """Sureness and names act on the rows at once; a new policy needs another look at the files."""

    min_confidence_changed = Signal(float)
    level_changed = Signal(object)
    """`PlaceLevel`."""
    policy_changed = Signal(object)
    """`WritePolicy`."""

    def __init__(self, min_confidence: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._sureness_words = QLabel()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setPageStep(_STEPS_A_PAGE)
        self._slider.setValue(round(min_confidence * 100))
        self._slider.setAccessibleName(self.tr("How sure an estimate must be, in per cent"))
        self._slider.valueChanged.connect(self._on_slider)
        self._levels = _combo(
            self.tr("Names of the place"),
            (self.tr("City, region and country"), PlaceLevel.FULL),
            (self.tr("City and country"), PlaceLevel.CITY),
            (self.tr("Country only"), PlaceLevel.COUNTRY),
        )
        self._levels.currentIndexChanged.connect(self._on_level)
        self._modes = _combo(
            self.tr("Where it is written"),
            (self.tr("Into photos where that is safe, else beside"), SidecarMode.AUTO),
            (self.tr("Always beside, as sidecar files"), SidecarMode.ALWAYS),
            (self.tr("Only into photos, never beside"), SidecarMode.NEVER),
        )
        self._modes.currentIndexChanged.connect(self._on_policy)
        self._replace = QCheckBox(self.tr("Replace positions that are there already"))
        self._replace.setToolTip(
            self.tr("What a camera measured is replaced only where you set the position yourself.")
        )
        self._replace.toggled.connect(self._on_policy)
        self._arrange()
        self._describe()

    @property
    def min_confidence(self) -> float:
        """How sure an estimate must be, 0 to 1."""
        return self._slider.value() / 100

    @property
    def level(self) -> PlaceLevel:
        """Down to which level names are written."""
        return PlaceLevel(self._levels.currentData())

    @property
    def policy(self) -> WritePolicy:
        """Where to write, and over what."""
        return WritePolicy(self._replace.isChecked(), SidecarMode(self._modes.currentData()))

    def set_mode(self, mode: SidecarMode) -> None:
        """Choose where positions go."""
        self._modes.setCurrentIndex(self._modes.findData(mode))

    def _arrange(self) -> None:
        names = QLabel(self.tr("Names of the place"))
        where = QLabel(self.tr("Where it is written"))
        for label, buddy in ((names, self._levels), (where, self._modes)):
            label.setProperty("kind", "small")
            label.setBuddy(buddy)
        self._sureness_words.setProperty("kind", "small")
        self._sureness_words.setBuddy(self._slider)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 12)
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(5)
        for column, (label, control) in enumerate(
            ((self._sureness_words, self._slider), (names, self._levels), (where, self._modes))
        ):
            grid.addWidget(label, 0, column)
            grid.addWidget(control, 1, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self._replace, 2, 0, 1, 3)

    def _describe(self) -> None:
        value = self._slider.value()
        if value == 0:
            text = self.tr("Every estimate, also a country alone")
        else:
            text = self.tr("Estimates that are at least {share} sure")
        self._sureness_words.setText(text.format(share=words.percent(value / 100)))

    @Slot(int)
    def _on_slider(self, _value: int) -> None:
        self._describe()
        self.min_confidence_changed.emit(self.min_confidence)

    @Slot(int)
    def _on_level(self, _index: int) -> None:
        self.level_changed.emit(self.level)

    @Slot()
    def _on_policy(self) -> None:
        self.policy_changed.emit(self.policy)


def _combo(name: str, *choices: tuple[str, object]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    for text, value in choices:
        combo.addItem(text, value)
    return combo
