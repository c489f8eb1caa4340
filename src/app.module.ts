import { Module, type DynamicModule } from '@nestjs/common';
import { AdminModule } from './admin/admin.module.js';
import { HealthModule } from './health/health.module.js';
import { OsdiModule } from './osdi/osdi.module.js';
import type { Runtime } from './platform/runtime.js';
import { domainModules } from './domain.module.js';
import { SiteModule } from './site/site.module.js';

/** The whole application: the modules, and the entry points for people and API clients. */
@Module({})
export class AppModule {
  static of(runtime: Runtime): DynamicModule {
    return {
      module: AppModule,
      imports: [...domainModules(runtime), HealthModule, SiteModule, AdminModule, OsdiModule],
    };
  }
}
