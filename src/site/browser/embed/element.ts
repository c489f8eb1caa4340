import type { EmbeddedForm } from '../../embed.schema.js';
import type { Api } from './api.js';
import { drawCounter, type Counter } from './counter.js';
import { el } from './dom.js';
import { SignForm } from './form.js';
import { colourSheet, styleSheet } from './style.js';

/** Interval of counter updates, while the page is visible. */
const pollMilliseconds = 15_000;

/** `<demarche-petition slug lang theme source>`; its content is shown until the petition is loaded, and stays if loading fails. */
export function defineElement(api: Api): void {
  class DemarchePetition extends HTMLElement {
    static readonly observedAttributes = ['slug', 'lang'];

    private counter: Counter | null = null;
    private timer: number | undefined;
    /** Of several concurrent loads only the last counts. */
    private turn = 0;
    private readonly onSight = (): void => {
      this.stop();
      if (document.visibilityState !== 'visible' || !this.counter) return;
      void this.look();
      this.timer = window.setInterval(() => void this.look(), pollMilliseconds);
    };

    connectedCallback(): void {
      document.addEventListener('visibilitychange', this.onSight);
      void this.load();
    }

    disconnectedCallback(): void {
      document.removeEventListener('visibilitychange', this.onSight);
      this.turn++;
      this.stop();
    }

    attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
      if (this.isConnected && before !== null && before !== after) void this.load();
    }

    private get wishedLanguage(): string {
      const around = this.closest('[lang]')?.getAttribute('lang');
      return around || navigator.language || 'en';
    }

    private async load(): Promise<void> {
      const turn = ++this.turn;
      const slug = this.getAttribute('slug') ?? '';
      try {
        const description = await api.form(slug, this.wishedLanguage);
        if (turn === this.turn) this.draw(description);
      } catch {
        if (turn === this.turn) this.tell('demarche:failed', { slug });
      }
    }

    private draw(description: EmbeddedForm): void {
      const { words, locale, slug, title, page } = description;
      const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      shadow.adoptedStyleSheets = [styleSheet(), ...colourSheet(description.colours)];
      this.counter = drawCounter(description);
      const place = el('div', {});
      const form = new SignForm({
        api,
        description,
        source: this.getAttribute('source'),
        onSigned: () => this.thank(place, description),
      });
      place.append(words.notOpen === null ? form.element : el('p', { class: 'notice' }, words.notOpen));
      const link = el('a', { href: `${page}?lang=${locale}`, target: '_blank', rel: 'noopener' }, words.read);
      shadow.replaceChildren(
        el(
          'section',
          { class: 'card', part: 'card', lang: locale, dir: description.direction, 'aria-labelledby': 'title' },
          el('h2', { id: 'title', part: 'title' }, title),
          this.counter.element,
          place,
          el('p', { class: 'quiet foot' }, link, el('span', {}, words.runBy), el('span', {}, words.verified)),
        ),
      );
      this.onSight();
      this.tell('demarche:ready', { slug, lang: locale });
    }

    private thank(place: HTMLElement, { words, slug, locale }: EmbeddedForm): void {
      const heading = el('h3', { tabindex: -1 }, words.thanks.heading);
      const steps = words.thanks.steps.map((step) => el('li', {}, step));
      place.replaceChildren(
        el('div', { class: 'thanks', part: 'thanks' }, heading, el('p', {}, words.thanks.body), el('ol', {}, ...steps)),
      );
      heading.focus();
      this.tell('demarche:signed', { slug, lang: locale });
    }

    private async look(): Promise<void> {
      const turn = this.turn;
      const count = await api.count(this.getAttribute('slug') ?? '').catch(() => null);
      if (count && turn === this.turn) this.counter?.show(count);
    }

    private stop(): void {
      window.clearInterval(this.timer);
    }

    /** Events never carry what a person typed. */
    private tell(name: string, detail: Record<string, string>): void {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }
  }

  if (!customElements.get('demarche-petition')) customElements.define('demarche-petition', DemarchePetition);
}
