/** How the mailbox looks: phone and desktop, light and dark. */
export const stylesheet = `
:root {
  --ink: #1b2a3a;
  --quiet: #55606e;
  --paper: #ffffff;
  --wash: #f3f5f8;
  --line: #d5dbe3;
  --accent: #0b5394;
  --accent-ink: #ffffff;
  --bad: #a4161a;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e8edf3;
    --quiet: #a9b4c1;
    --paper: #16202b;
    --wash: #0f1720;
    --line: #34414f;
    --accent: #7db8ee;
    --accent-ink: #0f1720;
    --bad: #ff9a9a;
  }
}
* { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); background: var(--wash); overflow-wrap: anywhere; }
.page { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
main { padding-block: 1.25rem 3rem !important; }
main > p:first-child { margin-top: 0; }
main:focus { outline: none; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); padding: 0.5rem 1rem; z-index: 1; }
header { background: var(--paper); border-bottom: 1px solid var(--line); }
header .page { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; padding-block: 0.75rem; }
header p { margin: 0; color: var(--quiet); font-size: 0.9rem; }
.brand { font-weight: 700; font-size: 1.15rem; color: var(--ink); text-decoration: none; }
h1 { font-size: clamp(1.4rem, 4vw, 1.9rem); line-height: 1.25; margin: 0 0 0.75rem; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 1.75rem 0 0.5rem; }
.quiet { color: var(--quiet); }
.quiet, dl, pre { font-size: 0.92rem; }

.search label { display: block; font-size: 0.92rem; margin-bottom: 0.25rem; }
.search div { display: flex; gap: 0.5rem; }
input { flex: 1; min-width: 0; min-height: 2.75rem; padding: 0 0.75rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: 6px; }
.button { display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 1rem; font: inherit; font-weight: 600; cursor: pointer; border: 1px solid var(--accent); border-radius: 6px; color: var(--accent); background: var(--paper); text-decoration: none; }
.search .button { color: var(--accent-ink); background: var(--accent); }
.button.bad { color: var(--bad); border-color: var(--bad); }
#status { margin: 0.75rem 0; }

.mails { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.mails li { position: relative; padding: 0.7rem 1rem; }
.mails li + li { border-top: 1px solid var(--line); }
.mails li.new { box-shadow: inset 4px 0 var(--accent); }
.mails li:hover { background: var(--wash); }
.mails p { margin: 0.1rem 0 0; }
.line { display: flex; gap: 0.6rem; align-items: baseline; }
.line a { flex: 1; min-width: 0; color: var(--ink); text-decoration: none; }
.line a::after { content: ''; position: absolute; inset: 0; }
.line a:focus-visible { outline: none; }
.line a:focus-visible::after { outline: 3px solid var(--accent); outline-offset: -3px; }
.mails li:hover .line a { text-decoration: underline; }
.new .line a { font-weight: 700; }
.line time { flex: none; max-width: 45%; color: var(--quiet); font-size: 0.88rem; text-align: right; }
@media (max-width: 34rem) {
  .line { flex-wrap: wrap; row-gap: 0; }
  .line a { flex-basis: 100%; }
}
.excerpt { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.badge { flex: none; padding: 0 0.5em; font-size: 0.8rem; font-weight: 600; border-radius: 1em; color: var(--accent-ink); background: var(--accent); }
.badge.plain { margin-right: 0.5em; color: inherit; background: none; border: 1px solid var(--quiet); }
.nothing { padding: 2rem 1rem; text-align: center; background: var(--paper); border: 1px dashed var(--line); border-radius: 8px; }
.nothing h2 { margin-top: 0; }
.pages { display: flex; gap: 1rem; justify-content: center; margin: 1rem 0; }
details { margin: 1.25rem 0 0; }
summary { display: inline-block; padding: 0.6rem 0; cursor: pointer; color: var(--bad); text-decoration: underline; }

dl { margin: 0 0 1rem; padding: 0.5rem 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
dl div { display: grid; grid-template-columns: 6.5rem 1fr; gap: 0.5rem; padding: 0.15rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; }
.tabs { display: flex; gap: 0.25rem; }
.tabs a { padding: 0.6rem 1rem; border: 1px solid transparent; border-bottom: 0; border-radius: 8px 8px 0 0; text-decoration: none; }
.tabs a[aria-current] { position: relative; top: 1px; color: var(--ink); font-weight: 600; background: var(--paper); border-color: var(--line); }
iframe, pre, main > .nothing { display: block; width: 100%; margin: 0; border: 1px solid var(--line); border-radius: 0 8px 8px 8px; }
iframe { height: min(75vh, 44rem); background: #ffffff; color-scheme: light; }
pre { max-height: 75vh; padding: 1rem; overflow: auto; color: var(--ink); background: var(--paper); white-space: pre-wrap; line-height: 1.5; }
pre.text { max-height: none; font-family: inherit; font-size: 1rem; }
.links { list-style: none; margin: 0; padding: 0; }
.links li { padding: 0.45rem 0; border-top: 1px solid var(--line); }
.links li > span:first-child:not(:only-child) { display: block; font-size: 0.92rem; color: var(--quiet); }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 2rem; }
`;
