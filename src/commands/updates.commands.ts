import type { Command } from 'commander';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { UpdateMailings } from '../updates/sending/mailings.service.js';
import { StaffUpdates, titleIn } from '../updates/writing/staff-updates.service.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { minuteOf, tableOf, tell } from './tell.js';
import { withApp } from './with-app.js';

/** `updates:list` and `updates:show`: where updates and their emails stand. Publishing and sending are for people on the staff pages. */
export function registerUpdates(program: Command): void {
  addCommand(program, 'updates:list', {
    description: 'show every update: its short name, where its page and its email stand',
    examples: ['updates:list'],
  }).action((options: CommonOptions) =>
    withApp(async (app) => {
      const campaigns = await app.get(CampaignsService).list();
      const service = app.get(StaffUpdates);
      const lists = await Promise.all(
        campaigns.map(async ({ id, slug: campaign }) =>
          (await service.list(id)).map(({ slug, title, standing, mailing, publishedAt }) => ({
            campaign,
            slug,
            title,
            page: standing,
            email: mailing ?? 'none',
            publishedAt,
          })),
        ),
      );
      const updates = lists.flat();
      const rows = updates.map(({ slug, campaign, page, email, title }) => [slug, campaign, page, email, title]);
      tell(
        options,
        { updates },
        tableOf(['short name', 'campaign', 'page', 'email', 'title'], rows, 'There is no update.'),
      );
    }),
  );
  addCommand(program, 'updates:show', {
    description: 'show one update: where its page stands, and its email in exact numbers',
    examples: ['updates:show hearing-in-may'],
  })
    .argument('<slug>', 'as shown by updates:list')
    .action((slug: string, options: CommonOptions) =>
      withApp(async (app) => {
        const update = await app.get(StaffUpdates).of(slug);
        const status = await app.get(UpdateMailings).statusOf(update.id);
        const email = status && {
          state: status.state,
          pausedBy: status.pausedBy,
          recipients: status.frozen ?? status.expected,
          counts: status.counts,
          estimatedEnd: status.estimatedEnd,
        };
        const document = {
          slug,
          title: titleIn(update.texts, slug),
          page: update.standing,
          version: update.published?.number ?? 0,
          publishedAt: update.publishedAt,
          email,
        };
        const counts = Object.entries(status?.counts ?? {})
          .filter(([, n]) => n > 0)
          .map(([state, n]) => `  ${state}: ${n}`);
        const lines = [
          `${document.title} (${slug}): ${document.page}, version ${document.version}`,
          email ? `email: ${email.state}, ${email.recipients ?? 0} recipients` : 'email: none',
          ...counts,
          ...(status?.estimatedEnd ? [`estimated end: ${minuteOf(status.estimatedEnd)}`] : []),
        ];
        tell(options, document, lines.join('\n'));
      }),
    );
}
