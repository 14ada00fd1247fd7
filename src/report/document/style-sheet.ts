/** The look of a report. Colours are told apart by those who see few of them (Okabe and Ito, 2008), and have the contrast that WCAG 2.2 AA asks for. */
export const styleSheet: string = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1a2230; --soft: #536075; --edge: #d9dee7; --grid: #e4e8ef;
  --accent: #1d5fbf; --good: #12703f; --bad: #b3261e; --warn: #8a5300; --zone: #12703f1f; --hatch: #ffffff;
  --measured: #2f6fd0; --estimated: #c77700; --simulated: #7a8499;
  --s1: #2f6fd0; --s2: #c77700; --s3: #12825a; --s4: #a3428c; --s5: #b8442f; --s6: #5f6b80;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f141c; --card: #18202b; --ink: #e8edf5; --soft: #a3afc2; --edge: #2e3949; --grid: #273140;
    --accent: #82b1ff; --good: #5fd39a; --bad: #ff8a80; --warn: #ffc46b; --zone: #5fd39a26; --hatch: #10161f;
    --measured: #6fa8ff; --estimated: #f0a53a; --simulated: #8f9bb0;
    --s1: #6fa8ff; --s2: #f0a53a; --s3: #4cc38f; --s4: #dd8bcb; --s5: #ff8f78; --s6: #9aa6ba;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 78rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
.skip { position: absolute; left: -99rem; background: var(--card); padding: .5rem 1rem; border-radius: .5rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 1; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .25rem; }
main:focus { outline: none; }
header { margin-bottom: 1.25rem; }
.brand { margin: 0; color: var(--accent); font-weight: 700; letter-spacing: .08em; text-transform: uppercase; font-size: .8rem; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; }
.subtitle { margin: .35rem 0 0; color: var(--soft); }
nav ul { display: flex; flex-wrap: wrap; gap: .4rem 1.25rem; margin: 0 0 1.25rem; padding: .7rem 0; list-style: none; border-block: 1px solid var(--edge); }
nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }
section, footer { background: var(--card); border: 1px solid var(--edge); border-radius: .9rem; padding: 1.25rem 1.5rem 1.5rem; margin-bottom: 1.25rem; scroll-margin-top: 1rem; }
h2 { margin: 0 0 .9rem; font-size: 1.2rem; }
p { margin: 0 0 .9rem; max-width: 70ch; }
footer { color: var(--soft); font-size: .9rem; } footer h2 { font-size: 1rem; color: var(--ink); } footer ul { margin: 0; padding-left: 1.2rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .8rem; margin: 0 0 1.5rem; }
.figures:last-child, section > p:last-child { margin-bottom: 0; }
.figure { border: 1px solid var(--edge); border-radius: .7rem; padding: .8rem 1rem; }
dt { color: var(--soft); font-size: .85rem; }
dd { margin: 0; }
.number { font-size: 1.55rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.number.none { color: var(--soft); font-weight: 500; font-size: 1.15rem; font-style: italic; }
.detail { color: var(--soft); font-size: .85rem; }
.state { display: block; font-weight: 600; }
.met { color: var(--good); } .missed { color: var(--bad); } .unknown { color: var(--warn); }
.pair { display: grid; grid-template-columns: minmax(0, 11fr) minmax(0, 9fr); gap: 1.5rem; align-items: start; margin-bottom: 1.75rem; }
.stack { margin-bottom: 1.75rem; } .stack figure { max-width: 46rem; margin-bottom: .75rem; }
.pair:last-child, .stack:last-child { margin-bottom: 0; }
@media (max-width: 72rem) { .pair { grid-template-columns: minmax(0, 1fr); } }
figure { margin: 0; min-width: 0; }
figcaption, caption { font-weight: 600; text-align: left; padding: 0 0 .5rem; font-size: .95rem; }
.scroll { overflow: auto; max-height: 30rem; min-width: 0; }
figure .scroll { max-height: none; }
.scroll + .scroll, .scroll + .pair, .scroll + .stack { margin-top: 1.75rem; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--grid); text-align: left; vertical-align: top; overflow-wrap: break-word; }
thead th { color: var(--soft); font-weight: 600; position: sticky; top: 0; background: var(--card); }
tbody th { font-weight: 500; white-space: nowrap; }
.right { text-align: right; }
td.right, th.right[scope="col"] { white-space: nowrap; }
.chart { display: block; width: 100%; min-width: 34rem; height: auto; font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.chart text { fill: var(--soft); font-variant-numeric: tabular-nums; }
.chart .value, .chart .legend, .chart .verdict { fill: var(--ink); } .chart .verdict { font-weight: 700; }
.chart .small { font-size: 11px; }
.fill-measured { fill: var(--measured); } .fill-estimated { fill: var(--estimated); } .fill-simulated { fill: var(--simulated); }
.fill-s1 { fill: var(--s1); } .fill-s2 { fill: var(--s2); } .fill-s3 { fill: var(--s3); } .fill-s4 { fill: var(--s4); } .fill-s5 { fill: var(--s5); } .fill-s6 { fill: var(--s6); }
.hatch { stroke: var(--hatch); stroke-width: 1.6; fill: none; stroke-linecap: round; }
.part { stroke: var(--card); stroke-width: 1; }
.grid { stroke: var(--grid); } .axis { stroke: var(--soft); }
.quantile { stroke: var(--ink); stroke-width: 1.5; } .chart .quantile-name { fill: var(--ink); font-weight: 600; }
.target { stroke: var(--warn); stroke-width: 1.5; stroke-dasharray: 5 4; } .chart .target-name { fill: var(--warn); font-weight: 600; }
.pace { stroke: var(--soft); stroke-dasharray: 2 4; }
.area { opacity: .28; } .line { fill: none; stroke: var(--measured); stroke-width: 2.5; stroke-linejoin: round; } .dot { fill: var(--measured); }
.tolerated { fill: var(--zone); } .whisker { stroke: var(--ink); stroke-width: 2; }
.pass { fill: var(--good); stroke: var(--card); stroke-width: 1.5; } .fail { stroke: var(--bad); stroke-width: 3.5; fill: none; stroke-linecap: round; } .open { fill: var(--card); stroke: var(--warn); stroke-width: 2.5; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  :root {
    --page: #fff; --card: #fff; --ink: #000; --soft: #444; --edge: #bbb; --grid: #ddd; --accent: #1d5fbf; --good: #12703f; --bad: #b3261e; --warn: #8a5300; --zone: #12703f1f; --hatch: #fff;
    --measured: #2f6fd0; --estimated: #c77700; --simulated: #7a8499; --s1: #2f6fd0; --s2: #c77700; --s3: #12825a; --s4: #a3428c; --s5: #b8442f; --s6: #5f6b80;
  }
  body { padding: 0; max-width: none; font-size: 10pt; }
  nav, .skip { display: none; }
  section, footer { border: 0; padding: 0; margin-bottom: 1.5rem; }
  .pair { grid-template-columns: minmax(0, 1fr); }
  .pair, .figure, tr, figure { break-inside: avoid; } h2 { break-after: avoid; }
  .scroll { max-height: none; overflow: visible; } thead th { position: static; }
  .chart { min-width: 0; } figure { max-width: 46rem; }
}
@media (forced-colors: active) { .part { stroke: CanvasText; } .hatch { stroke: Canvas; } }
`;
