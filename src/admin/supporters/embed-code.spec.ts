import { componentCode, frameCode, type EmbedChoice } from './embed-code.js';

const choice: EmbedChoice = {
  publicUrl: 'https://campaign.example.org',
  slug: 'a-b',
  locale: 'fr',
  theme: null,
  title: `"><script>&'`,
};

describe('the code for websites', () => {
  it('names server, petition and language, and contains the link for readers without JavaScript', () => {
    const code = componentCode(choice);
    expect(code).toContain('<script src="https://campaign.example.org/embed.js" defer></script>');
    expect(code).toContain('<demarche-petition slug="a-b" lang="fr">');
    expect(code).toContain('<a href="https://campaign.example.org/petitions/a-b?lang=fr">');
    expect(componentCode({ ...choice, theme: 'dark' })).toContain(' theme="dark">');
    expect(frameCode({ ...choice, theme: 'dark' })).toContain('/embed/a-b?lang=fr&amp;theme=dark"');
  });

  it('lets no title out of its place', () => {
    for (const code of [componentCode(choice), frameCode(choice)]) {
      expect(code).toContain('&quot;&gt;&lt;script&gt;&amp;');
      expect(code.match(/<script/g)).toHaveLength(1);
    }
  });
});
