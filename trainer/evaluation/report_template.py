"""How the report of an evaluation looks: its Jinja template, style sheet and a short script."""

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --text: #17212e; --soft: #56637a; --line: #e1e7ee;
  --sea: #e6eff5; --land: #cbd5df; --accent: #2a5bd7; --street: #0a8a66; --city: #4f9e3d;
  --region: #b0a000; --country: #d98200; --continent: #d9541e; --beyond: #c01f4a;
  --refused: #64748b; }
@media (prefers-color-scheme: dark) { :root { --paper: #10161e; --text: #e6ebf2; --soft: #9aa7b8;
  --line: #263140; --sea: #16202b; --land: #2c3a4a; --accent: #7aa2ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 40px 32px 64px; max-width: 1120px; background: var(--paper);
  color: var(--text); font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans",
  "DejaVu Sans", sans-serif; }
h1 { margin: 0 0 4px; font-size: 30px; line-height: 1.2; letter-spacing: -0.02em; }
h2 { margin: 40px 0 12px; font-size: 19px; letter-spacing: -0.01em; }
.soft { color: var(--soft); margin: 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); gap: 10px;
  margin: 22px 0 0; padding: 0; list-style: none; }
.figures li { border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; }
.figures b { display: block; font-size: 22px; letter-spacing: -0.02em;
  font-variant-numeric: tabular-nums; }
.figures span { color: var(--soft); font-size: 12.5px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 5px 12px 5px 0; text-align: right; border-bottom: 1px solid var(--line);
  vertical-align: top; }
th { color: var(--soft); font-weight: 500; font-size: 12.5px; }
th:first-child, td:first-child, .words { text-align: left; }
.words { overflow-wrap: break-word; max-width: 30em; } .whole { white-space: nowrap; }
code { font-size: 12px; overflow-wrap: anywhere; }
.map { position: relative; border-radius: 10px; overflow: hidden; border: 1px solid var(--line); }
.map svg { display: block; width: 100%; height: auto; touch-action: none; cursor: grab; }
.sea { fill: var(--sea); } .land { fill: var(--land); }
.street { --band: var(--street); } .city { --band: var(--city); } .region { --band: var(--region); }
.country { --band: var(--country); } .continent { --band: var(--continent); }
.beyond { --band: var(--beyond); } .refused { --band: var(--refused); }
.map path.way { fill: none; stroke: var(--band); stroke-opacity: .45; stroke-width: 1.2;
  vector-effect: non-scaling-stroke; }
.map g.photo:hover path.way { stroke-opacity: 1; stroke-width: 2.4; }
.map line.dot { stroke: var(--band); stroke-width: 7; stroke-linecap: round;
  vector-effect: non-scaling-stroke; }
.map g.photo:hover line.dot { stroke: var(--text); }
.choice { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 10px 0 0; padding: 0; border: 0;
  font-size: 13px; }
.choice label { display: flex; align-items: center; gap: 6px; }
.choice i { width: 11px; height: 11px; border-radius: 50%; background: var(--band); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(330px, 1fr)); gap: 28px; }
.charts figure { margin: 0; } .charts figcaption { color: var(--soft); font-size: 12.5px; }
.charts svg { width: 100%; height: auto; overflow: visible; }
.charts text { fill: var(--soft); font-size: 11px; }
.frame { fill: none; stroke: var(--line); } .even { stroke: var(--soft); stroke-dasharray: 4 4; }
.bar { fill: var(--accent); } .gap { fill: var(--beyond); fill-opacity: .22; }
.curve { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; }
"""

SCRIPT = """
const svg = document.querySelector(".map svg");
const whole = svg.viewBox.baseVal, full = [whole.x, whole.y, whole.width, whole.height];
const view = full.slice();
const show = () => svg.setAttribute("viewBox", view.join(" "));
svg.addEventListener("wheel", (event) => {
  event.preventDefault();
  const box = svg.getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width, y = (event.clientY - box.top) / box.height;
  const size = Math.min(full[2], Math.max(full[2] / 60, view[2] * Math.exp(event.deltaY / 400)));
  const scale = size / view[2];
  view[0] += view[2] * x * (1 - scale); view[1] += view[3] * y * (1 - scale);
  view[2] *= scale; view[3] *= scale;
  show();
}, { passive: false });
svg.addEventListener("pointerdown", (event) => svg.setPointerCapture(event.pointerId));
svg.addEventListener("pointermove", (event) => {
  if (!event.buttons) return;
  const box = svg.getBoundingClientRect();
  view[0] -= event.movementX / box.width * view[2];
  view[1] -= event.movementY / box.height * view[3];
  show();
});
svg.addEventListener("dblclick", () => { view.splice(0, 4, ...full); show(); });
for (const box of document.querySelectorAll(".choice input"))
  box.addEventListener("change", () => {
    svg.querySelector(`[data-band="${box.value}"]`).style.display = box.checked ? "" : "none";
  });
"""

TEMPLATE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>{{ style }}</style>
</head>
<body>
<h1>{{ title }}</h1>
<p class="soft">{{ subtitle }}</p>
<ul class="figures">
{% for figure in figures %}
<li><b>{{ figure.value }}</b><span>{{ figure.name }}</span></li>
{% endfor %}
</ul>

<h2>Where the answers lie</h2>
<p class="soft">From the true place to the answer. Point at a line for the photo; turn the wheel to
come nearer, drag to move, double-click for the whole world.</p>
<div class="map">
<svg viewBox="0 0 {{ world.width }} {{ world.height }}" role="img" aria-label="Map of errors">
<clipPath id="edge"><path d="{{ world.edge }}"/></clipPath>
<path class="sea" d="{{ world.edge }}"/>
<path class="land" d="{{ world.land }}" clip-path="url(#edge)"/>
{% for band in bands %}
<g class="{{ band.name }}" data-band="{{ band.name }}">
{% for photo in band.photos %}
<g class="photo"><title>{{ photo.label }}</title>
{%- if photo.way %}<path class="way" d="{{ photo.way }}"/>{% endif -%}
<line class="dot" x1="{{ photo.x }}" y1="{{ photo.y }}" x2="{{ photo.x }}" y2="{{ photo.y }}"/></g>
{% endfor %}
</g>
{% endfor %}
</svg>
</div>
<fieldset class="choice" aria-label="Which photos are shown">
{% for band in bands %}
<label class="{{ band.name }}"><input type="checkbox" value="{{ band.name }}" checked>
<i></i>{{ band.title }} ({{ band.photos|length }})</label>
{% endfor %}
</fieldset>
{% if unmapped %}<p class="soft">{{ unmapped }}</p>{% endif %}

<h2>How far it can be trusted</h2>
<div class="charts">
{% if reliability %}
<figure>
<svg viewBox="-34 -8 350 330" role="img" aria-label="Reliability">
<rect class="frame" x="0" y="0" width="300" height="300"/>
{% for bar in reliability %}
<rect class="gap" x="{{ bar.x }}" y="{{ bar.gap_y }}" width="{{ bar.width }}"
height="{{ bar.gap_height }}"/>
<rect class="bar" x="{{ bar.x }}" y="{{ bar.y }}" width="{{ bar.width }}" height="3"
rx="1.5"><title>{{ bar.label }}</title></rect>
<text x="{{ bar.x + bar.width / 2 }}" y="{{ bar.text_y }}" text-anchor="middle">{{ bar.n }}</text>
{% endfor %}
<line class="even" x1="0" y1="300" x2="300" y2="0"/>
{% for tick in ticks %}
<text x="{{ 300 * tick }}" y="316" text-anchor="middle">{{ tick }}</text>
<text x="-6" y="{{ 304 - 300 * tick }}" text-anchor="end">{{ tick }}</text>
{% endfor %}
</svg>
<figcaption>Reliability: stated confidence (across) against the share within 25 km (up), with the
number of answers. ECE {{ ece }}.</figcaption>
</figure>
{% endif %}
{% if curve %}
<figure>
<svg viewBox="-34 -8 350 330" role="img" aria-label="Risk and coverage">
<rect class="frame" x="0" y="0" width="300" height="300"/>
<polyline class="curve" points="{{ curve }}"/>
{% for tick in ticks %}
<text x="{{ 300 * tick }}" y="316" text-anchor="middle">{{ tick }}</text>
<text x="-6" y="{{ 304 - 300 * tick }}" text-anchor="end">{{ tick }}</text>
{% endfor %}
</svg>
<figcaption>Risk and coverage: when only the surest share of the photos (across) is answered, so
many of them are more than 25 km off (up). AURC {{ aurc }}.</figcaption>
</figure>
{% endif %}
</div>

{% for table in tables %}
<h2>{{ table.title }}</h2>
<table>
<tr>{% for name in table.columns %}<th>{{ name }}</th>{% endfor %}</tr>
{% for row in table.rows %}
<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}
</table>
{% endfor %}

{% if mistakes %}
<h2>Confident mistakes</h2>
<p class="soft">The surest answers that are more than 25 km off, or about no place at all.</p>
<table>
<tr><th>Photo</th><th>Off by</th><th>Confidence</th><th class="words">True</th>
<th class="words">Answered</th><th class="words">What the model said</th></tr>
{% for one in mistakes %}
<tr><td class="words">{{ one.key }}</td><td class="whole">{{ one.error }}</td>
<td class="whole">{{ one.confidence }}</td><td class="words">{{ one.truth }}</td>
<td class="words">{{ one.answer }}</td><td class="words">{{ one.words }}</td></tr>
{% endfor %}
</table>
{% endif %}

{% if troubles %}
<h2>Not answered</h2>
<table>
<tr><th>Photo or row</th><th class="words">Why</th></tr>
{% for one in troubles %}
<tr><td class="words">{{ one.where }}</td><td class="words">{{ one.why }}</td></tr>
{% endfor %}
</table>
{% endif %}

<h2>What these numbers depend on</h2>
<table>
{% for name, value in pins %}
<tr><td>{{ name }}</td><td class="words"><code>{{ value }}</code></td></tr>
{% endfor %}
</table>
<script>{{ script }}</script>
</body>
</html>
"""
