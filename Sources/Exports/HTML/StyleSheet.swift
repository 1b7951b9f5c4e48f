/// How pages look: light or dark as the reader prefers, on a phone, on a wide screen and on paper. The colours of the workers
/// are those of `InkColors`; every text has a contrast of at least 4.5 with what is behind it.
package let styleSheet: StaticString = """
  :root{color-scheme:light dark;--ground:#fff;--ink:#1f2328;--faint:#59606a;--line:#d4d9df;--quote:#f4f6f8;\
  --accent:#274ae7;--good:#1b6c22;--bad:#a63827;--unclear:#6a5e0c;--inside:#fff;\
  --w0:#274ae7;--w1:#a63827;--w2:#1b6c22;--w3:#9e2e8c;--w4:#10686d;--w5:#6a5e0c;--w6:#7d38c2}
  @media (prefers-color-scheme:dark){:root{--ground:#16181d;--ink:#e6e8eb;--faint:#a3a9b1;--line:#3a3f47;\
  --quote:#20242b;--accent:#a7b6f5;--good:#4ad256;--bad:#e9a9a0;--unclear:#d2b917;--inside:#16181d;\
  --w0:#a7b6f5;--w1:#e9a9a0;--w2:#4ad256;--w3:#e5a4da;--w4:#1eccd5;--w5:#d2b917;--w6:#caade7}}
  *{box-sizing:border-box}
  html{background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,sans-serif;-webkit-text-size-adjust:100%}
  body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:54rem;overflow-wrap:anywhere}
  h1{font-size:1.75rem;line-height:1.2;margin:0 0 .5rem}
  h2{font-size:1.35rem;margin:2.5rem 0 1rem;padding-top:1rem;border-top:1px solid var(--line)}
  h3{font-size:1.08rem;margin:0 0 .5rem}
  a{color:var(--accent)}
  a:focus-visible,.wide:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
  .skip{position:absolute;left:-100rem}
  .skip:focus{left:1rem;top:.5rem;background:var(--ground);padding:.25rem .5rem}
  .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
  .credits,.subject,.unit,footer{color:var(--faint)}
  .subject{font-weight:400;font-size:.9rem}
  .facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:1rem 0}
  .facts dt{color:var(--faint)}
  .facts dd{margin:0}
  .chips{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;padding:0;margin:1rem 0 0}
  .chip{display:inline-block;min-width:3.2rem;text-align:center;padding:.2rem .5rem;border:1px solid currentColor;\
  border-radius:1rem;text-decoration:none;color:var(--faint);font-variant-numeric:tabular-nums}
  .chip span{margin-left:.3rem}
  .chip .unseen{margin:0}
  .chip:hover{background:var(--quote)}
  .chip.done{color:var(--accent)}
  .chip.fits,.verdict.fits{color:var(--good)}
  .chip.differs,.verdict.differs{color:var(--bad)}
  .chip.unclear,.verdict.unclear{color:var(--unclear)}
  .missing h2{border:0;padding:0;margin-top:1.5rem}
  article{margin:0 0 2.25rem}
  .number{display:inline-block;min-width:1.5rem;color:var(--accent)}
  .badge{display:inline-block;font-size:.8rem;font-weight:400;color:var(--faint);border:1px solid var(--line);\
  border-radius:.3rem;padding:0 .4rem}
  .prompt,.answer{min-width:0}
  .prompt>:first-child,.answer>:first-child{margin-top:0}
  .prompt>:last-child,.answer>:last-child{margin-bottom:0}
  .answer{margin:.75rem 0;padding:.75rem 1rem;border-left:4px solid var(--accent);background:var(--quote)}
  .answer.empty{border-left-color:var(--line)}
  .answer .label{font-weight:600;margin:.75rem 0 .25rem}
  .answer .heading{margin:.75rem 0 .25rem}
  .figure{font-size:1.1rem;margin:0}
  .none{color:var(--faint);font-style:italic}
  .options{list-style:none;padding:0;margin:0}
  .options li{display:flex;gap:.6rem;align-items:baseline;color:var(--faint)}
  .options li.chosen{color:var(--ink);font-weight:600}
  .options p{margin:.1rem 0}
  .verdict{margin:.5rem 0}
  .checks{list-style:none;padding:0;margin:.5rem 0}
  .checks .fits strong{color:var(--good)}
  .checks .differs strong{color:var(--bad)}
  .remarks{margin:.5rem 0;padding-left:1.2rem;color:var(--faint)}
  pre{margin:.75rem 0;padding:.6rem .8rem;border:1px solid var(--line);background:var(--ground);\
  white-space:pre-wrap;overflow-wrap:anywhere;tab-size:4;font:.875rem/1.45 ui-monospace,monospace}
  code{font-family:ui-monospace,monospace;font-size:.9em}
  pre code{font-size:inherit}
  .plain{font:inherit;border:0;padding:0;background:none}
  .k{color:var(--w6)}.s{color:var(--w2)}.n{color:var(--w1)}.c{color:var(--faint);font-style:italic}
  blockquote{margin:.75rem 0;padding-left:1rem;border-left:2px solid var(--line)}
  .wide{overflow-x:auto;margin:.75rem 0;max-width:100%}
  table{border-collapse:collapse;font-size:.875rem;overflow-wrap:normal}
  th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
  thead th{border-bottom-width:2px;white-space:nowrap}
  tbody th{font-weight:400}
  .short{white-space:nowrap}.long{min-width:16rem}
  .left{text-align:left}.right{text-align:right;font-variant-numeric:tabular-nums}.center{text-align:center}
  .formula{overflow-x:auto;padding:.25rem 0}
  math{font-size:1.1em}
  mtd.from{text-align:right;padding-right:0}mtd.to{text-align:left;padding-left:0}
  figure{margin:1rem 0}
  figcaption{font-size:.9rem;color:var(--faint);margin-bottom:.25rem}
  .picture{display:block;width:100%;height:auto;max-width:43rem}
  .words{fill:var(--ink);font:13px system-ui,sans-serif}
  .small{font-size:11px}
  .inside{fill:var(--inside);font:12px system-ui,sans-serif}
  .inside.small{font-size:9px}
  .grid{stroke:var(--line)}
  .ideal{stroke:var(--faint);stroke-dasharray:5 5}
  .curve{stroke:var(--w0);stroke-width:2}
  .dot{fill:var(--w0)}
  .open{fill:none;stroke:var(--line)}
  .mixed{fill-opacity:.75}
  .w0{fill:var(--w0)}.w1{fill:var(--w1)}.w2{fill:var(--w2)}.w3{fill:var(--w3)}.w4{fill:var(--w4)}.w5{fill:var(--w5)}\
  .w6{fill:var(--w6)}
  footer{margin-top:3rem;border-top:1px solid var(--line);font-size:.9rem}
  @media (max-width:36rem){.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.4rem}\
  .picture{min-width:34rem}.answer{padding:.6rem .75rem}}
  @media print{:root{--ground:#fff;--ink:#000;--faint:#444;--line:#bbb;--quote:#fff;--accent:#274ae7;--good:#1b6c22;\
  --bad:#a63827;--unclear:#6a5e0c;--inside:#fff;--w0:#274ae7;--w1:#a63827;--w2:#1b6c22;--w3:#9e2e8c;--w4:#10686d;\
  --w5:#6a5e0c;--w6:#7d38c2}
  @page{margin:18mm 15mm}
  html{font-size:10.5pt}
  body{max-width:none;padding:0}
  nav,.skip{display:none}
  h2,h3,figcaption,.prompt{break-after:avoid}
  figure,tr,.verdict{break-inside:avoid}
  .wide{overflow:visible}
  table{font-size:7.5pt}th,td{padding:.2rem .3rem}thead th{white-space:normal}.short{white-space:normal}.long{min-width:0}
  .answer a[href]::after{content:" (" attr(href) ")"}
  rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
  """

/// The same for a picture by itself, whose ground its viewer decides: colours of medium brightness can be seen on any.
let pictureStyle: StaticString = """
  svg.picture .words{fill:#767b84;font:13px sans-serif}svg.picture .small{font-size:11px}\
  svg.picture .inside{fill:#fff;font:12px sans-serif}svg.picture .inside.small{font-size:9px}\
  svg.picture .grid{stroke:#9aa0a8}svg.picture .ideal{stroke:#767b84;stroke-dasharray:5 5}\
  svg.picture .curve{stroke:#4c69eb;stroke-width:2}svg.picture .dot{fill:#4c69eb}\
  svg.picture .open{fill:none;stroke:#9aa0a8}svg.picture .mixed{fill-opacity:.75}\
  svg.picture .w0{fill:#4c69eb}svg.picture .w1{fill:#ce4530}svg.picture .w2{fill:#22862a}svg.picture .w3{fill:#c439ad}\
  svg.picture .w4{fill:#138187}svg.picture .w5{fill:#85750f}svg.picture .w6{fill:#9358cf}
  """
