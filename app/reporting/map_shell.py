"""The frame around a Leaflet map, built by folium without its links to script and style hosts."""

from __future__ import annotations

from typing import ClassVar

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template


class PageFigure(Figure):
    """folium's page frame with a language and the policy before anything it governs."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.language|e }}" dir="{{ this.direction|e }}" '
        'data-theme="{{ this.theme|e }}">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        "<!-- policy -->\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        "<title>{{ this.title|e }}</title>\n"
        "{{ this.header.render(**kwargs) }}\n"
        "</head>\n<body>\n"
        "{{ this.html.render(**kwargs) }}\n"
        "<script>\n{{ this.script.render(**kwargs) }}\n</script>\n"
        "</body>\n</html>\n"
    )

    def __init__(
        self, *, title: str, language: str = "en", direction: str = "ltr", theme: str = ""
    ) -> None:
        super().__init__(title=title)
        self.language = language
        self.direction = direction
        self.theme = theme


class OfflineMap(folium.Map):
    """A folium map whose Leaflet comes with the page: no links to script or style hosts."""

    default_js: ClassVar[list[tuple[str, str]]] = []
    default_css: ClassVar[list[tuple[str, str]]] = []

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <main class="folium-map" id="{{ this.get_name() }}" aria-label="Map"></main>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map("{{ this.get_name() }}", {
            center: {{ this.location|tojson }},
            ...{{ this.options|tojavascript }}
        });
        {% endmacro %}
        """
    )


class StartScript(MacroElement):
    """Hands the map to one of our own functions, such as ``meridian.startPage``."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        {{ this.function }}({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, function: str) -> None:
        super().__init__()
        self._name = "StartScript"
        self.function = function


class Verbatim(Element):
    """A piece of the page that is inserted as it stands, never read as a template."""

    _template = Template("{{ this.code }}")

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


def add_map(figure: Figure, start_function: str) -> None:
    """Put a Leaflet map on the page and hand it to a JavaScript function of ours."""
    offline_map = OfflineMap(
        location=(25.0, 10.0),
        zoom_start=2,
        tiles=None,
        zoom_control=False,
        zoom_snap=0.5,
        wheel_px_per_zoom_level=90,
        max_bounds_viscosity=1,
    )
    # Else a random number: equal maps would not give equal pages.
    offline_map._id = "photos"
    figure.add_child(offline_map)
    offline_map.add_child(StartScript(start_function))
