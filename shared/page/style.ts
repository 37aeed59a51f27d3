/** The look of a report: one column, readable at 320 px, in light, dark and print. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#1b2430;--soft:#566271;--paper:#fff;--card:#f5f7fa;--line:#d5dbe3;--good:#17733c;--bad:#b3261e;--warn:#8a5300;--info:#2b5fb8;--gone:#fdeceb;--new:#e7f6ec}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf3;--soft:#a3afbd;--paper:#12171e;--card:#1a212b;--line:#36414f;--good:#6fd195;--bad:#ff8a80;--warn:#f0b35e;--info:#8fb8ff;--gone:#3a1d1f;--new:#16311f}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:72rem;padding:1.25rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.2rem;margin:2.5rem 0 .75rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:1.25rem 0 .4rem}
p{margin:.5rem 0}
a{color:var(--info)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.86em}
.soft{color:var(--soft)}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:1rem 0 0;padding:0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:1.25rem 0 0;padding:0;list-style:none}
.tiles li{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.6rem .8rem}
.tiles b{display:block;font-size:1.35rem;line-height:1.3}
table.counts{max-width:30rem}
td:first-child b{overflow-wrap:normal}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--soft);font-size:.86em;overflow-wrap:normal}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
ul.list{list-style:none;margin:0;padding:0}
ul.list>li{padding:.6rem 0;border-bottom:1px solid var(--line)}
ul.list p{margin:.15rem 0}
.tag{font-weight:600;font-size:.82em;letter-spacing:.02em}
details{margin:.5rem 0}
summary{cursor:pointer;font-weight:600}
footer{margin:3rem 0 1rem;color:var(--soft);font-size:.86em}
@media (max-width:40rem){body{padding:1rem .75rem}table.wide thead{display:none}table.wide tr{display:block;padding:.4rem 0;border-bottom:1px solid var(--line)}table.wide td{display:block;border:0;padding:.05rem 0;text-align:left}table.wide td:empty{display:none}}
@media print{:root{--ink:#000;--soft:#444;--paper:#fff;--card:#fff;--line:#bbb;--good:#17733c;--bad:#b3261e;--warn:#8a5300;--info:#2b5fb8;--gone:#fdeceb;--new:#e7f6ec}body{max-width:none;padding:0;font-size:10pt}nav{display:none}h2{break-after:avoid}li,tr{break-inside:avoid}a{color:inherit}*{print-color-adjust:exact}}
`;
