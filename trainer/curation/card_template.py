"""The HTML of the data card (Jinja2)."""

from typing import Final

CARD: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Data card: {{ config.out.name }}</title>
<style>
:root { --ink: #23272e; --quiet: #6b7280; --paper: #fbfaf7; --line: #e2dfd8; --bar: #2f6f8f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --quiet: #9aa3ad; --paper: #17191c; --line: #33373d; --bar: #5aa6c8; }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 62rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.7rem; margin: 0 0 .2rem; } h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; }
p.lead, .quiet { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
td, th { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; }
td.bar { width: 45%; padding-right: 0; }
td.bar div { background: var(--bar); height: .8rem; border-radius: 2px; margin-top: .35rem;
  min-width: 1px; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 2rem; }
img { max-width: 100%; border: 1px solid var(--line); border-radius: 4px; }
pre { white-space: pre-wrap; font-size: .85rem; border-left: 3px solid var(--line);
  padding-left: 1rem; }
</style>
</head>
<body>
<h1>Data card: {{ config.out.name }}</h1>
<p class="lead">{{ "{:,}".format(kept) }} of {{ "{:,}".format(total) }} photographs of
{{ config.data.name }} kept, in {{ census.countries | length }} countries and
{{ census.cities | length }} cities; {{ (census.reasoning_words / [kept, 1] | max) | round | int }}
words of reasoning on average. Made by Meridian {{ version }} (python -m trainer curate).</p>

<h2>Funnel</h2>
<table>
<tr><th>step</th><th class="number">dropped</th><th class="number">left</th><th></th></tr>
<tr><td>read</td><td class="number"></td><td class="number">{{ "{:,}".format(total) }}</td>
<td class="bar"><div style="width: 100%"></div></td></tr>
{% for step in steps %}
<tr><td>{{ step.verdict.value }}</td><td class="number">{{ "{:,}".format(step.dropped) }}</td>
<td class="number">{{ "{:,}".format(step.left) }}</td>
<td class="bar"><div style="width: {{ 100 * step.left / total }}%"></div></td></tr>
{% endfor %}
</table>
<p class="quiet">corrupt, unreadable, unanswered and garbage are failures, not judgements. Then the
four filters: localizability, agreement with the ground truth, agreement of the models in place and
reasons, entities confirmed by segmentation{% if config.segmentation is none %} (left out in this
run: no segmentation model was given){% endif %}.</p>

{% if census.parts %}
<h2>Parts</h2>
<table>
{% for name, count in census.parts.items() %}
<tr><td>{{ name }}</td><td class="number">{{ "{:,}".format(count) }}</td></tr>
{% endfor %}
</table>
<p class="quiet">Leaks are rows that had to go because they share a picture, an author or a place
with a row of an earlier part or of a benchmark; leaks.csv lists them.</p>
{% endif %}

<h2>Samples</h2>
<img src="{{ sheet }}" alt="Photographs that were kept, with their places, and some that were not">

<h2>What is in it</h2>
<div class="columns">
{% for title, counts, different in histograms %}
<div>
<table>
<tr><th>{{ title }} ({{ different }})</th><th class="number"></th><th></th></tr>
{% for name, count in counts %}
<tr><td>{{ name }}</td><td class="number">{{ "{:,}".format(count) }}</td>
<td class="bar"><div style="width: {{ 100 * count / counts[0][1] }}%"></div></td></tr>
{% endfor %}
</table>
</div>
{% endfor %}
</div>

<h2>Why samples were dropped</h2>
<table>
{% for verdict, counts in reasons %}
{% for reason, count in counts %}
<tr><td>{{ verdict.value if loop.first }}</td><td>{{ reason }}</td>
<td class="number">{{ "{:,}".format(count) }}</td></tr>
{% endfor %}
{% endfor %}
</table>
<p class="quiet">The commonest reasons; the journal has the particulars of every sample.</p>

<h2>Witnesses</h2>
<table>
{% for teacher in config.teachers %}
<tr><td>{{ teacher.name }}</td><td>{{ teacher.model }}</td><td>prompt {{ teacher.prompt }},
temperature {{ teacher.temperature }}, up to {{ "{:,}".format(teacher.image.max_pixels) }} pixels,
seed {{ teacher.seed }}</td></tr>
{% endfor %}
<tr><td>GPS teacher</td><td>{{ "GeoCLIP" if config.gps else "none" }}</td><td></td></tr>
<tr><td>segmentation</td><td>{{ config.segmentation.model if config.segmentation else "none" }}</td>
<td></td></tr>
</table>

<h2>Thresholds</h2>
<table>
{% for name, value in rules.items() %}
<tr><td>{{ name }}</td><td class="number">{{ value }}</td></tr>
{% endfor %}
</table>
<p class="quiet">GLOBE's paper names the filters but no thresholds: these are ours.</p>

{% for name, prompt in prompts.items() %}
<h2>Prompt {{ name }}</h2>
<pre>{{ prompt.user }}</pre>
{% endfor %}
</body>
</html>
"""
