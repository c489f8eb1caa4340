import { setTimeout } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { StaffService } from './access/staff.service.js';
import { portProblem, type Surroundings } from './boot.js';
import { createApp } from './app.setup.js';
import { InboundSmtp } from './replies/inbox/inbound-smtp.js';
import { MetricsServer } from './health/metrics-server.js';
import { DatabaseWatch } from './platform/database/database-watch.js';
import { Files } from './platform/files/files.js';
import { Jobs } from './platform/jobs/jobs.js';
import { PrivacyNotices } from './privacy/notice/privacy-notices.service.js';
import { MailDispatcher } from './platform/mail/dispatcher.js';
import { ShutdownState } from './platform/shutdown-state.js';
import { PetitionsService } from './petitions/petitions.service.js';
import { SiteCampaigns } from './site/site-campaigns.service.js';
import { loadReference } from './reference-data.js';
import { Tracing } from './platform/tracing/tracing.js';
import { UpdateDispatcher } from './updates/sending/update-dispatcher.js';
import { WebhookDispatcher } from './webhooks/webhook-dispatcher.js';

/** What runs, and how to end it in order. */
export interface Serving {
  stop: () => Promise<void>;
}

/** Starts the application on the prepared database and mail server: everything this process's role needs. */
export async function open(surroundings: Surroundings): Promise<Serving> {
  const { config } = surroundings.runtime;
  const app = await createApp(surroundings.runtime);
  try {
    await app.get(Files).require();
    await app.init();
    await loadReference(app);
    await app.get(PrivacyNotices).renew();
    await app.get(SiteCampaigns).all();
    if (config.ROLE !== 'web') {
      app.get(MailDispatcher).start();
      app.get(UpdateDispatcher).start();
      await app.get(Jobs).start();
      await app.get(InboundSmtp).start();
      app.get(WebhookDispatcher).start();
    }
    app.get(DatabaseWatch).start();
    await app.get(MetricsServer).start();
    // A worker answers the health routes too, so that it can be monitored.
    await app.listen(config.PORT, config.HOST).catch((error: NodeJS.ErrnoException) => {
      throw portProblem(error, config.HOST, config.PORT);
    });
  } catch (error) {
    await app.close();
    throw error;
  }
  await announce(app, surroundings);
  return {
    stop: async () => {
      app.get(ShutdownState).begun = true;
      if (config.ROLE !== 'worker') await setTimeout(config.SHUTDOWN_DELAY * 1000);
      // A connection that was busy when closing began becomes idle later, and would be kept open for more than a minute.
      const server = app.getHttpServer();
      const letGo = setInterval(() => server.closeIdleConnections(), 100);
      await app.close().finally(() => clearInterval(letGo));
      await app.get(Tracing).close();
      await surroundings.stop();
    },
  };
}

/** The addresses a person wants to see after the start. */
async function announce(app: NestFastifyApplication, { runtime, mailbox }: Surroundings): Promise<void> {
  const { PUBLIC_URL, ROLE } = runtime.config;
  const lines = [['Demarche is running', `role ${ROLE}`]];
  if (ROLE !== 'worker') {
    const [petition] = await app.get(PetitionsService).list('en');
    if (petition) lines.push(['Petition', `${PUBLIC_URL}/petitions/${petition.slug}`]);
    lines.push(['Staff', `${PUBLIC_URL}/admin`]);
    const setup = await app.get(StaffService).setupLink();
    // Collected logs are read by others: they name the command that prints the link instead of it.
    const isShown = process.stdout.isTTY || runtime.config.NODE_ENV !== 'production';
    if (setup)
      lines.push([
        'Staff set-up (once)',
        isShown ? setup : 'run "npm run cli -- staff:setup-link" (node dist/run/cli.js in a container)',
      ]);
  }
  if (mailbox) lines.push(['Mailbox', mailbox.pageUrl]);
  // One write: who waits for the first line finds the others beside it.
  console.log(lines.map(([label = '', value = '']) => `${`${label}:`.padEnd(21)}${value}`).join('\n'));
}
