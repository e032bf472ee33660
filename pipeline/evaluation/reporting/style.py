"""The looks of the page."""

STYLE = """
:root{--ink:#1f2328;--dim:#656d76;--line:#e3e6ea;--paper:#fff;--good:#116b46;--good-bg:#e4f4ec;--bad:#b42318;--bad-bg:#fde8e6;
--error:#b42318;--error-bg:#fde8e6;--warning:#92600a;--warning-bg:#fdf1d3;--info:#175a8c;--info-bg:#e3f0fa}
*{box-sizing:border-box}
body{margin:0;background:#f4f5f7;color:var(--ink);font:15px/1.7 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:1240px;margin:24px auto;background:var(--paper);padding:32px 40px;border:1px solid var(--line);border-radius:8px}
h1{font-size:26px;margin:0}h2{font-size:20px;margin:40px 0 6px;padding-top:14px;border-top:1px solid var(--line)}h3{font-size:16px;margin:22px 0 6px}
h4{margin:0 0 6px;font-size:15px}
.dim{color:var(--dim)}p.dim{margin:4px 0 10px;font-size:14px}
.verdict{padding:10px 16px;border-radius:6px;font-weight:600}.verdict.good{background:var(--good-bg);color:var(--good)}
.verdict.bad{background:var(--bad-bg);color:var(--bad)}
nav{font-size:14px;color:var(--dim)}nav a{margin-right:14px;color:var(--info);text-decoration:none}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:14px;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:5px 10px;border-bottom:1px solid var(--line);text-align:right;vertical-align:top;white-space:nowrap}
th{font-weight:600;white-space:normal;vertical-align:bottom;border-bottom:2px solid #cfd4da}
td:first-child,th:first-child{text-align:left;position:sticky;left:0;background:var(--paper)}
tbody tr:hover td{background:#f8f9fb}
td.good{color:var(--good);font-weight:600}td.bad{color:var(--bad);font-weight:600}td.dim{color:#9aa1a9}
.ci{color:var(--dim);font-size:12px;font-weight:400}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(340px,1fr));gap:16px 36px}
svg{width:100%;height:auto;font-family:inherit}svg .t{font-size:14px;font-weight:600;fill:var(--ink)}svg .d{font-size:11px;fill:#8a9199}
svg .n{font-size:12.5px;fill:var(--ink)}svg .v{font-size:12px;fill:var(--dim)}svg .g{stroke:#e9ecef;stroke-width:1}
details{border:1px solid var(--line);border-radius:6px;margin:8px 0}summary{padding:8px 14px;cursor:pointer}summary:hover{background:#f8f9fb}
summary .sum{font-size:13px;color:var(--dim)}
.side{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(330px,1fr);gap:28px;overflow-x:auto;padding:14px 18px;
border-top:1px solid var(--line)}
article{font-family:"Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;font-size:15px;line-height:1.85}
article h4,article ul,article p.dim{font-family:"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
article p{margin:4px 0;text-indent:2em;overflow-wrap:anywhere}
article p.head{text-indent:0;font-weight:700;margin-top:10px}article p.dim{text-indent:0}
ul.nums{list-style:none;display:flex;flex-wrap:wrap;gap:4px 14px;padding:0;margin:0 0 6px;font-size:13px;color:var(--dim)}ul.nums b{color:var(--ink)}
ul.whole{font-size:13px;margin:0 0 6px;padding-left:18px;color:var(--warning)}
mark{padding:1px 0;border-bottom:2px solid;color:inherit}
mark.error{background:var(--error-bg);border-color:var(--error)}mark.warning{background:var(--warning-bg);border-color:var(--warning)}
mark.info{background:var(--info-bg);border-color:var(--info)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 18px;font-size:14px}dt{font-weight:600}dd{margin:0;color:var(--dim)}
@media (max-width:820px){main{padding:18px 14px;margin:0;border:0}dl{grid-template-columns:1fr}.side{grid-auto-columns:88vw}}
@media print{body{background:#fff}main{border:0;margin:0;max-width:none;padding:0}details{break-inside:avoid}mark,.verdict{print-color-adjust:exact}}
"""
