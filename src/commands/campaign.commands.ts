import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { CampaignFiles } from '../campaign-files/campaign-files.service.js';
import { refused } from '../campaign-files/first-campaign.service.js';
import { campaignSlug } from '../campaigns/campaign-form.schema.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { DomainError, StartupProblem } from '../platform/errors.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { tableOf, tell } from './tell.js';
import { textOf } from './text-of.js';
import { withApp } from './with-app.js';

/** `campaign:…`: campaigns as files. */
export function registerCampaigns(program: Command): void {
  addCommand(program, 'campaign:list', {
    description: 'show every campaign',
    examples: ['campaign:list'],
  }).action((options: CommonOptions) =>
    withApp(async (app) => {
      const campaigns = (await app.get(CampaignsService).list()).map(({ slug, name }) => ({ slug, name }));
      const rows = campaigns.map(({ slug, name }) => [slug, name]);
      tell(options, { campaigns }, tableOf(['short name', 'name'], rows, 'There is no campaign.'));
    }),
  );
  addCommand(program, 'campaign:export', {
    description: 'write a campaign to a file: everything but people',
    examples: ['campaign:export campaign.json', 'campaign:export campaign.json --campaign archive'],
  })
    .argument('<file>', 'the file to write; an existing one is replaced')
    .option('--campaign <slug>', 'short name of the campaign; needed where there are several')
    .action((file: string, { campaign, ...options }: CommonOptions & { campaign?: string }) =>
      withApp(async (app) => {
        const slug = await chosen(app.get(CampaignsService), campaign);
        const text = await app.get(CampaignFiles).export(slug);
        try {
          writeFileSync(file, text);
        } catch (error) {
          const code = (error as NodeJS.ErrnoException).code ?? '';
          throw new StartupProblem(`${file} cannot be written (${code}).`, 'file.unusable');
        }
        tell(options, { file, campaign: slug, bytes: Buffer.byteLength(text) }, `Campaign "${slug}" is in ${file}.`);
      }),
    );
  addCommand(program, 'campaign:import', {
    description: 'bring in a campaign from a file, all of it or nothing',
    examples: ['campaign:import campaign.json', 'campaign:import campaign.json --as archive-2028'],
  })
    .argument('<file>', 'written by campaign:export, or by hand (docs/campaign-file.md)')
    .option('--as <slug>', 'another short name; addresses in the file that are taken are then changed')
    .action((file: string, { as, ...options }: CommonOptions & { as?: string }) => {
      const text = textOf(file);
      if (as !== undefined && !campaignSlug.safeParse(as).success)
        throw new StartupProblem(`"${as}" is not a short name for a campaign.`, 'campaign.slug_invalid');
      return withApp(async (app) => {
        const { slug } = await app
          .get(CampaignFiles)
          .import(text, 'cli', as ?? null)
          .catch((error: unknown) => {
            throw error instanceof DomainError ? refused(file, error) : error;
          });
        tell(options, { campaign: slug }, `Campaign "${slug}" is here. Texts of letters are drafts until approved.`);
      });
    });
}

/** The campaign that was named, or the only one there is. @throws StartupProblem */
async function chosen(campaigns: CampaignsService, named: string | undefined): Promise<string> {
  const slugs = (await campaigns.list()).map(({ slug }) => slug);
  const [only, ...others] = slugs;
  if (named !== undefined && slugs.includes(named)) return named;
  if (named === undefined && only !== undefined && others.length === 0) return only;
  const says = named === undefined ? 'Name the campaign with --campaign.' : `There is no campaign "${named}".`;
  throw new StartupProblem(`${says} There are: ${slugs.join(', ') || 'none'}.`, 'campaign.not_found');
}
