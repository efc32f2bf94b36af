"""How the printable report looks: its Jinja template and its style sheet."""

STYLE = """
:root { color-scheme: light; --text: #17212e; --soft: #56637a; --line: #e1e7ee; --fact: #2a5bd7;
  --high: #0a8a66; --medium: #b77400; --low: #c8364d; --uncalibrated: #64748b; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 40px 32px 64px; max-width: 1080px; background: #fff;
  color: var(--text); font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans",
  "DejaVu Sans", sans-serif; }
h1 { margin: 0 0 4px; font-size: 30px; line-height: 1.2; letter-spacing: -0.02em;
  overflow-wrap: anywhere; }
h2 { margin: 44px 0 14px; font-size: 19px; letter-spacing: -0.01em; }
a { color: inherit; }
.summary, .note { color: var(--soft); margin: 0; }
.world { display: block; width: 100%; height: auto; margin: 26px 0 8px; }
.world .sea { fill: #e6eff5; } .world .land { fill: #cbd5df; }
.world .dot { stroke: #fff; stroke-width: 1.2; }
.world .medium { fill: #fff; stroke: var(--band); stroke-width: 3; }
.world .low { fill: #fff; stroke: var(--band); stroke-width: 1.6; }
.world .uncalibrated { fill: #fff; stroke: var(--band); stroke-width: 1.6; stroke-dasharray: 2 2; }
.fact { --band: var(--fact); } .high { --band: var(--high); } .medium { --band: var(--medium); }
.low { --band: var(--low); } .uncalibrated { --band: var(--uncalibrated); }
.dot { fill: var(--band); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0; padding: 0; list-style: none;
  font-size: 12.5px; }
.legend li { display: flex; align-items: center; gap: 6px; }
.swatch { flex: none; width: 12px; height: 12px; border-radius: 50%;
  border: 6px solid var(--band); }
.swatch.fact { border-radius: 3px; }
.swatch.medium { border-width: 4px; } .swatch.low { border-width: 2px; }
.swatch.uncalibrated { border: 2px dashed var(--band); }
.album { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr));
  gap: 26px 22px; margin: 0; padding: 0; list-style: none; }
.album li { break-inside: avoid; min-width: 0; }
.photo { display: block; aspect-ratio: 4 / 3; border-radius: 10px; overflow: hidden;
  background: #eef2f6; }
.photo img { display: block; width: 100%; height: 100%; object-fit: cover; }
.place { margin: 9px 0 0; font-weight: 700; font-size: 15px; overflow-wrap: anywhere; }
.sureness { display: flex; align-items: baseline; gap: 7px; margin: 1px 0 0; font-weight: 600;
  font-size: 12.5px; }
.detail { margin: 3px 0 0; color: var(--soft); font-size: 12.5px; overflow-wrap: anywhere; }
.reasoning { margin: 6px 0 0; font-size: 12.5px; white-space: pre-line; overflow-wrap: anywhere; }
.cues { margin: 6px 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 4px; }
.cues li { padding: 1px 8px; border: 1px solid var(--line); border-radius: 12px; font-size: 11.5px;
  overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-size: 13px; }
th { text-align: left; font-weight: 600; color: var(--soft); }
th, td { padding: 8px 14px 8px 0; border-bottom: 1px solid var(--line); vertical-align: top;
  overflow-wrap: anywhere; }
td:first-child { width: 38%; }
footer { margin-top: 44px; padding-top: 14px; border-top: 1px solid var(--line);
  color: var(--soft); font-size: 12px; }
@media print {
  @page { margin: 14mm; }
  body { padding: 0; max-width: none; print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
  .album { grid-template-columns: repeat(3, 1fr); }
  tr { break-inside: avoid; }
}
"""

TEMPLATE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{{ title }}</title>
<style>{{ style }}</style>
</head>
<body>
<header>
<h1 dir="auto">{{ title }}</h1>
<p class="summary">{{ counts.all }} photos: {{ counts.estimated }} estimated,
{{ counts.known }} with a known position, cannot be placed: {{ counts.unplaced }},
failed: {{ counts.failed }}</p>
</header>
{% if dots %}
<svg class="world" viewBox="0 0 {{ world.width }} {{ world.height }}" role="img"
 aria-label="World map with {{ dots|length }} photos">
<clipPath id="edge"><path d="{{ world.edge }}"/></clipPath>
<path class="sea" d="{{ world.edge }}"/>
<path class="land" d="{{ world.land }}" clip-path="url(#edge)"/>
{% for dot in dots %}
{% if dot.band == "fact" %}
<rect class="dot fact" x="{{ dot.x - 4 }}" y="{{ dot.y - 4 }}" width="8" height="8" rx="1.5"/>
{% else %}
<circle class="dot {{ dot.band }}" cx="{{ dot.x }}" cy="{{ dot.y }}" r="4.5"/>
{% endif %}
{% endfor %}
</svg>
<ul class="legend" aria-label="Confidence">
<li><span class="swatch high"></span>High confidence</li>
<li><span class="swatch medium"></span>Medium</li>
<li><span class="swatch low"></span>Low</li>
<li><span class="swatch uncalibrated"></span>Not calibrated</li>
<li><span class="swatch fact"></span>Known position</li>
</ul>
{% endif %}
{% if placed %}
<h2>On the map</h2>
<ul class="album">
{% for photo in placed %}
<li>
<a class="photo" href="{{ photo.link }}">
{% if photo.thumb %}
<img src="data:image/jpeg;base64,{{ photo.thumb }}" alt="{{ photo.name }}">
{% endif %}
</a>
<p class="place" dir="auto">{{ photo.title }}</p>
<p class="sureness"><span class="swatch {{ photo.band }}"></span>
{{ photo.sureness }}</p>
<p class="detail">{{ photo.uncertainty }}</p>
<p class="detail" dir="auto"><a href="{{ photo.link }}">{{ photo.name }}</a></p>
{% if photo.reasoning %}<p class="reasoning" dir="auto">{{ photo.reasoning }}</p>{% endif %}
{% if photo.cues %}
<ul class="cues" aria-label="Clues">
{% for cue in photo.cues %}<li dir="auto">{{ cue[0] }}</li>{% endfor %}
</ul>
{% endif %}
</li>
{% endfor %}
</ul>
{% endif %}
{% if unplaced %}
<h2>Not on the map</h2>
<table>
<thead>
<tr><th scope="col">Photo</th><th scope="col">Result</th><th scope="col">Why</th></tr>
</thead>
<tbody>
{% for photo in unplaced %}
<tr><td dir="auto"><a href="{{ photo.link }}">{{ photo.name }}</a></td>
<td>{{ photo.title }}</td><td dir="auto">{{ photo.uncertainty }}</td></tr>
{% endfor %}
</tbody>
</table>
{% endif %}
<footer>Estimated positions were worked out from what the photos show. Confidence is the share of
such answers within 25 km of the true place. Map: Natural Earth.</footer>
</body>
</html>
"""
