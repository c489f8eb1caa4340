import type { VNode } from 'preact';
import type { PetitionPage } from '../../petitions/petitions.service.js';
import { signScript } from '../assets.js';
import { texts } from '../texts.js';
import { Layout } from './layout.js';
import { SignForm, type SignFormProps } from './sign-form.js';

interface Props extends Omit<SignFormProps, 'petition' | 'offers' | 'showNames' | 'withRecipients'> {
  page: PetitionPage;
  publicUrl: string;
}

/** The form alone, with all consents: including the governments that may learn the name. */
export function SignPage({ page, publicUrl, ...form }: Props): VNode {
  const { slug } = page.figures;
  const path = `/petitions/${slug}/sign`;
  return (
    <Layout
      locale={form.locale}
      title={page.text.title}
      path={path}
      canonical={`${publicUrl}${path}`}
      script={signScript.path}
    >
      <h1>{page.text.title}</h1>
      <p class="lead">{page.text.summary}</p>
      <p>
        <a href={`/petitions/${slug}?lang=${form.locale}`}>{texts(form.locale).thanks.back}</a>
      </p>
      <SignForm petition={page.figures} offers={page.offers} showNames={page.showNames} withRecipients {...form} />
    </Layout>
  );
}
