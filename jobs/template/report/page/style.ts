/** What only this report has: severities of the engine, the picture, and lines that changed. */
export const templateStyle = `
.FATAL,.ERROR{color:var(--bad)}.WARN{color:var(--warn)}.INFO{color:var(--info)}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px}
.scroll svg{display:block;max-width:100%;height:auto;margin:0 auto}
.scroll.small svg{min-width:32rem}
.scroll.medium svg{min-width:44rem}
.scroll.large svg{min-width:90rem}
.diff{margin:.5rem 0;border:1px solid var(--line);border-radius:6px;overflow-x:auto}
.diff div{display:flex;min-width:max-content;white-space:pre}
.diff span{flex:none;width:4.5rem;padding-right:.75rem;text-align:right;color:var(--soft);user-select:none}
.diff .gone{background:var(--gone)}.diff .new{background:var(--new)}
@media (max-width:40rem){.diff span{width:3rem}}
@media print{.scroll{overflow:visible;border:0}.scroll svg,.scroll.small svg,.scroll.medium svg,.scroll.large svg{max-width:100%;min-width:0;max-height:230mm}.diff{overflow:visible}.diff div{white-space:pre-wrap;min-width:0}.diff div{break-inside:avoid}}
`;
