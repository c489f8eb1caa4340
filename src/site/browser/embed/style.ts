import type { EmbeddedForm } from '../../embed.schema.js';

const light = `
--_ink: var(--demarche-ink, #1b2a3a);
--_quiet: var(--demarche-quiet, #55606e);
--_paper: var(--demarche-paper, #ffffff);
--_field: var(--demarche-field, #ffffff);
--_line: var(--demarche-line, #d5dbe3);
--_accent: var(--demarche-accent, #0b5394);
--_accent-ink: var(--demarche-accent-ink, #ffffff);
--_bad: var(--demarche-bad, #a4161a);
--_bad-wash: var(--demarche-bad-wash, #fdeeee);
color-scheme: light;`;

const dark = `
--_ink: var(--demarche-dark-ink, #e8edf3);
--_quiet: var(--demarche-dark-quiet, #a9b4c1);
--_paper: var(--demarche-dark-paper, #16202b);
--_field: var(--demarche-dark-field, #0f1720);
--_line: var(--demarche-dark-line, #34414f);
--_accent: var(--demarche-dark-accent, #7db8ee);
--_accent-ink: var(--demarche-dark-accent-ink, #0f1720);
--_bad: var(--demarche-dark-bad, #ff9a9a);
--_bad-wash: var(--demarche-dark-bad-wash, #33191b);
color-scheme: dark;`;

const css = `
:host { display: block; max-width: var(--demarche-max-width, 34rem); ${light} }
@media (prefers-color-scheme: dark) { :host(:not([theme='light'])) { ${dark} } }
:host([theme='dark']) { ${dark} }
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.card {
  container-type: inline-size; color: var(--_ink); background: var(--_paper); border: 1px solid var(--_line);
  border-radius: var(--demarche-radius, 0.75rem); padding: var(--demarche-padding, 1.5rem);
  font: 400 1rem/1.5 var(--demarche-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif);
  text-align: start; letter-spacing: normal; text-transform: none; overflow-wrap: break-word;
}
h2 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 1rem; text-wrap: balance; }
h3 { font-size: 1.1rem; line-height: 1.3; margin: 0 0 0.75rem; }
h3:focus { outline: none; }
p { margin: 0; }
a { color: var(--_accent); }
.quiet { color: var(--_quiet); font-size: 0.875rem; }
.counter { margin: 0 0 1.5rem; }
.line { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; justify-content: space-between; margin: 0 0 0.4rem; }
.signed { font-size: 1.1rem; font-variant-numeric: tabular-nums; }
progress { appearance: none; display: block; width: 100%; height: 0.6rem; border: 0; border-radius: 1rem; overflow: hidden; background: var(--_line); }
progress::-webkit-progress-bar { background: var(--_line); }
progress::-webkit-progress-value { background: var(--_accent); border-radius: 1rem; }
progress::-moz-progress-bar { background: var(--_accent); border-radius: 1rem; }
.fields { display: grid; gap: 0.9rem; }
@container (min-width: 26rem) {
  .fields { grid-template-columns: 1fr 1fr; }
  .field:nth-child(n + 3) { grid-column: 1 / -1; }
}
label { display: block; font-weight: 600; }
.field > label { margin: 0 0 0.2rem; }
.field input, select {
  width: 100%; min-height: 2.75rem; font: inherit; color: inherit; background: var(--_field); border: 1px solid var(--_quiet);
  border-radius: calc(var(--demarche-radius, 0.75rem) / 2); padding: 0.5rem 0.65rem;
}
[aria-invalid='true'] { border: 2px solid var(--_bad) !important; }
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.help { margin: 0.25rem 0 0; }
.fault { color: var(--_bad); font-weight: 600; font-size: 0.9rem; margin: 0.25rem 0 0; }
.problem:not(:empty) {
  border-inline-start: 4px solid var(--_bad); background: var(--_bad-wash); padding: 0.6rem 0.9rem; margin: 0 0 1rem; font-weight: 600;
}
.notice, .thanks { border-inline-start: 4px solid var(--_accent); padding: 0.25rem 0 0.25rem 1rem; }
.thanks ol { margin: 0.75rem 0 0; padding-inline-start: 1.25rem; }
.consents { display: grid; gap: 0.75rem; margin: 1.1rem 0; }
.check { display: flex; gap: 0.6rem; font-weight: 400; cursor: pointer; }
.check input { flex: none; width: 1.2rem; height: 1.2rem; margin: 0.15rem 0 0; accent-color: var(--_accent); }
.statement { font-size: 0.9rem; }
summary { cursor: pointer; padding: 0.25rem 0; }
fieldset { margin: 0.5rem 0 0; padding: 0.8rem; border: 1px solid var(--_line); border-radius: calc(var(--demarche-radius, 0.75rem) / 2); min-width: 0; }
legend { float: left; width: 100%; padding: 0; margin: 0 0 0.75rem; }
.many { clear: both; max-height: 16rem; overflow-y: auto; display: grid; gap: 0.5rem; }
button {
  display: block; width: 100%; min-height: 3rem; font: inherit; font-weight: 700; font-size: 1.1rem; color: var(--_accent-ink);
  background: var(--_accent); border: 0; border-radius: calc(var(--demarche-radius, 0.75rem) / 2); padding: 0.6rem 1.5rem; cursor: pointer;
}
button:hover { filter: brightness(1.1); }
button[aria-disabled] { opacity: 0.75; cursor: progress; }
form > .quiet:not(:empty) { margin: 0.5rem 0 0; }
.foot { display: grid; gap: 0.4rem; margin: 1.25rem 0 0; padding: 1rem 0 0; border-top: 1px solid var(--_line); }
.trap { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

let sheet: CSSStyleSheet | undefined;

/** One constructed style sheet for all elements of a page: allowed even under a policy that forbids inline styles. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

/** The colours of the campaign, where the page around does not choose its own. */
export function colourSheet(colours: EmbeddedForm['colours']): CSSStyleSheet[] {
  if (!colours) return [];
  const on = (prefix: string, { accent, ink }: { accent: string; ink: string }): string =>
    `--_accent: var(--demarche-${prefix}accent, ${accent}); --_accent-ink: var(--demarche-${prefix}accent-ink, ${ink});`;
  const dark = on('dark-', colours.dark);
  const own = new CSSStyleSheet();
  own.replaceSync(`
:host { ${on('', colours.light)} }
@media (prefers-color-scheme: dark) { :host(:not([theme='light'])) { ${dark} } }
:host([theme='dark']) { ${dark} }`);
  return [own];
}
