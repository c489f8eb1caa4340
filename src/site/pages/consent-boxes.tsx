import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import type { OfferedConsent } from '../../supporters/consents.schema.js';
import { texts } from '../texts.js';

export interface ConsentBoxesProps {
  offers: readonly OfferedConsent[];
  locale: Locale;
  /** Name of the form field. */
  name: string;
  /** Value of a ticked box; `recipient` is empty where the purpose names none. */
  valueOf: (offer: OfferedConsent, recipient: string) => string;
  isTicked: (value: string) => boolean;
}

/** Optional consents besides signing: one box per purpose, or one for each recipient of a purpose. All are initially unticked. */
export function ConsentBoxes({ offers, locale, name, valueOf, isTicked }: ConsentBoxesProps): VNode {
  const titles = texts(locale).form.recipients as Record<string, string | undefined>;
  const box = (value: string, label: string): VNode => (
    <label class="check">
      <input type="checkbox" name={name} value={value} checked={isTicked(value)} /> {label}
    </label>
  );
  return (
    <>
      {offers.map((offer) => {
        const { purpose, text, recipients } = offer;
        if (recipients === null) return box(valueOf(offer, ''), text);
        if (recipients.length === 0) return null;
        return (
          <details class="recipients" open={recipients.some(({ key }) => isTicked(valueOf(offer, key)))}>
            <summary>{titles[purpose] ?? text}</summary>
            <fieldset>
              <legend>{text}</legend>
              <div class="many">{recipients.map(({ key, name: label }) => box(valueOf(offer, key), label))}</div>
            </fieldset>
          </details>
        );
      })}
    </>
  );
}
