"""How the report of a run looks."""

STYLE = """
:root { --text: #17212e; --soft: #56637a; --line: #e1e7ee; --good: #0a8a66; --bad: #c8364d; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 40px 32px 64px; max-width: 1160px; background: #fff;
  color: var(--text); font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans",
  "DejaVu Sans", sans-serif; }
h1 { margin: 0 0 4px; font-size: 28px; letter-spacing: -0.02em; overflow-wrap: anywhere; }
h2 { margin: 40px 0 12px; font-size: 18px; letter-spacing: -0.01em; }
.summary { color: var(--soft); margin: 0; }
.curve { display: block; width: 100%; height: auto; margin-top: 28px; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 13px;
  font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: var(--soft); }
th, td { padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.number { text-align: right; white-space: nowrap; }
td.text { white-space: pre-wrap; overflow-wrap: anywhere; min-width: 340px; }
.up { color: var(--good); } .down { color: var(--bad); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 22px; margin: 0;
  font-size: 13px; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
pre { margin: 0; padding: 14px 16px; background: #f5f7fa; border-radius: 8px; font-size: 12px;
  overflow-x: auto; }
footer { margin-top: 44px; padding-top: 14px; border-top: 1px solid var(--line);
  color: var(--soft); font-size: 12px; }
"""

TEMPLATE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>{{ style }}</style>
</head>
<body>
<h1>{{ title }}</h1>
<p class="summary">{{ summary }}</p>
<img class="curve" alt="Learning curves" src="data:image/png;base64,{{ curve }}">
{% if changes %}
<h2>From the first to the last tenth of the steps</h2>
<table>
<tr><th>Metric</th><th class="number">First</th><th class="number">Last</th>
<th class="number">Change</th></tr>
{% for change in changes %}
<tr><td>{{ change.metric }}</td><td class="number">{{ change.first }}</td>
<td class="number">{{ change.last }}</td><td class="number">{{ change.change }}</td></tr>
{% endfor %}
</table>
{% endif %}
{% for table in tables %}
<h2>{{ table.title }}</h2>
{% if table.note %}<p class="summary">{{ table.note }}</p>{% endif %}
<div class="wide"><table>
<tr>{% for name in table.columns %}<th{% if not loop.first %} class="number"{% endif %}>
{{- name }}</th>{% endfor %}</tr>
{% for row in table.rows %}
<tr>{% for cell in row %}<td class="{{ 'text' if loop.first else 'number' }}">{{ cell }}</td>
{%- endfor %}</tr>
{% endfor %}
</table></div>
{% endfor %}
<h2>What it was made with</h2>
<dl>{% for name, value in facts.items() %}<dt>{{ name }}</dt><dd>{{ value }}</dd>{% endfor %}</dl>
<h2>Settings</h2>
<pre>{{ settings }}</pre>
<footer>The same settings, data and library versions on the same machine give the same model.
Every logged value is in metrics.jsonl beside this file.</footer>
</body>
</html>
"""
