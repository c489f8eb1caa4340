import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { AdminModule } from './admin/admin.module.js';
import { CampaignsModule } from './campaigns/campaigns.module.js';
import { ClaimsModule } from './claims/claims.module.js';
import { HealthModule } from './health/health.module.js';
import { PetitionsModule } from './petitions/petitions.module.js';
import { LettersModule } from './letters/letters.module.js';
import { OsdiModule } from './osdi/osdi.module.js';
import { PlatformModule } from './platform/platform.module.js';
import type { Runtime } from './platform/runtime.js';
import { SiteModule } from './site/site.module.js';
import { SupportersModule } from './supporters/supporters.module.js';
import { TreatiesModule } from './treaties/treaties.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** The only file that knows every room. */
@Module({})
export class AppModule {
  static of(runtime: Runtime): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.of(runtime),
        AccessModule,
        TreatiesModule,
        ClaimsModule,
        CampaignsModule,
        SupportersModule,
        PetitionsModule,
        LettersModule,
        WebhooksModule,
        HealthModule,
        SiteModule,
        AdminModule,
        OsdiModule,
      ],
    };
  }
}
