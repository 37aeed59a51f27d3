/** What only the inventory's report has: severities, charts, filters; readable at 320 px, in light, dark and print. */
export const inventoryStyle = `
:root{--critical:#b3261e;--high:#b4500b;--medium:#7d6200;--low:#566271;--bar:#3b6fc4;--track:#e6eaf0}
@media (prefers-color-scheme:dark){:root{--critical:#ff8a80;--high:#ffb077;--medium:#e5cf70;--low:#a3afbd;--bar:#7aa7f0;--track:#262f3b}}
.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}
tr.critical,tr.high{color:inherit}
header .tiles{grid-template-columns:repeat(4,1fr);margin-bottom:1rem}
header .tiles b{white-space:nowrap}
a,th,.where{overflow-wrap:normal}
.where,table.findings th{white-space:nowrap}
.said{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.4rem 1rem}
.said ol{margin:.5rem 0;padding-left:1.4rem}
ol.list{margin:0;padding:0 0 0 1.6rem}
ol.list>li{padding:.6rem 0 .6rem .25rem;border-bottom:1px solid var(--line)}
ol.list p{margin:.15rem 0}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr));gap:1.5rem 2.5rem}
figure{margin:0}
p.legend{margin:0;font-size:.86em}
figcaption{font-weight:600;margin-bottom:.5rem}
.chart{display:block;width:100%;max-width:30rem;height:auto}
.chart text{font-size:12px;fill:var(--ink)}
.chart text.value{font-weight:600}
.chart text.soft{fill:var(--soft)}
.chart .grid{stroke:var(--line)}
.chart .track{fill:var(--track)}.chart .plain{fill:var(--bar)}.chart .others{fill:var(--soft)}
.chart .critical{fill:var(--critical)}.chart .high{fill:var(--high)}.chart .medium{fill:var(--medium)}.chart .low{fill:var(--low)}
.spark{width:120px;height:24px;vertical-align:middle}
.spark path{fill:none;stroke:var(--bar);stroke-width:1.5}
.was{color:var(--bad)}.now{color:var(--good)}
.was,.now{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.86em}
.cell{white-space:nowrap;margin-right:.5rem}.cell i{font-style:normal}
td.day{white-space:nowrap}
table.costs,table.trend{max-width:44rem}
tfoot th,tfoot td{border-bottom:0}
table.findings td p{margin:.15rem 0}
table.findings td:nth-child(2){width:48%}
table.findings td:nth-child(4){min-width:5.5rem}
table.findings th.n{white-space:normal}
table.findings .name{font-weight:600}
table.findings details{margin:.15rem 0}
table.findings summary{font-weight:400;color:var(--info);font-size:.9em}
.later,.unit{display:none}
dl{display:grid;grid-template-columns:minmax(0,max-content) minmax(0,1fr);gap:.1rem .75rem;margin:.3rem 0}
dd{margin:0}
.filters{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:.75rem 0}
.filters[hidden],.all[hidden],tr[hidden]{display:none}
.filters input,.filters select,.all button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.25rem .5rem}
.filters input{width:min(18rem,60vw)}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
th button::after{content:" ↕";opacity:.5}
th[aria-sort=ascending] button::after{content:" ↑";opacity:1}
th[aria-sort=descending] button::after{content:" ↓";opacity:1}
@media (max-width:40rem){table.findings td:nth-child(4){min-width:0}.unit{display:inline}header .tiles{grid-template-columns:1fr 1fr}header .tiles b{font-size:1.15rem}.where br{display:none}table.findings td:nth-child(2){width:auto}table.wide td.n:not(:empty){text-align:left}table.costs th,table.costs td,table.trend th,table.trend td{padding-right:.4rem}.spark{width:72px}table.trend th:nth-child(3),table.trend td:nth-child(3),table.costs th:nth-child(2),table.costs td:nth-child(2){display:none}dl{grid-template-columns:1fr}ol.list{padding-left:1.3rem}}
@media print{:root{--critical:#b3261e;--high:#b4500b;--medium:#7d6200;--low:#444;--bar:#3b6fc4;--track:#e6eaf0}.filters,.all{display:none}tr.later{display:table-row}.charts{grid-template-columns:1fr 1fr}figure{break-inside:avoid}th button::after{content:""}table.findings details{display:none}table.findings{font-size:8pt}table.findings td p{margin:0}}
`;
