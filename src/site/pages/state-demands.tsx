import type { VNode } from 'preact';
import type { AddresseeStatus } from '../../campaigns/demands/demand-view.schema.js';
import { demandTexts } from '../../campaigns/demands/demands.texts.js';
import type { Locale } from '../../platform/http/locale.js';
import { StatusDay, StatusOf } from './demand-page.js';

export type StateDemand = AddresseeStatus & { slug: string; title: string };

/** What the campaign asks of a State, on the page of the State. */
export function StateDemands({ demands, locale }: { demands: readonly StateDemand[]; locale: Locale }): VNode | null {
  if (demands.length === 0) return null;
  const t = demandTexts(locale);
  return (
    <section class="card" id="demands">
      <h2>{t.onState}</h2>
      <ul>
        {demands.map((one) => (
          <li>
            <a href={`/demands/${one.slug}?lang=${locale}`}>{one.title}</a>
            <p class="quiet">
              <StatusOf one={one} locale={locale} />
              {' · '}
              <StatusDay one={one} locale={locale} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
