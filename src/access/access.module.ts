import { Module } from '@nestjs/common';
import { AccessJobs } from './access.jobs.js';
import { ApiTokensService } from './api-tokens.service.js';
import { AuditLog } from './audit.service.js';
import { PasswordsService } from './passwords.service.js';
import { SameOriginGuard } from './same-origin.guard.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import { StaffGuard } from './staff.guard.js';
import { StaffService } from './staff.service.js';
import { TokenGuard } from './token.guard.js';

/** Who may come in: accounts, sessions, tokens, guards and the log of what was done. */
@Module({
  providers: [
    AccessJobs,
    ApiTokensService,
    AuditLog,
    PasswordsService,
    SameOriginGuard,
    SessionsService,
    SignInService,
    StaffGuard,
    StaffService,
    TokenGuard,
  ],
  exports: [AccessJobs, ApiTokensService, AuditLog, SameOriginGuard, SessionsService, SignInService, StaffGuard, StaffService, TokenGuard],
})
export class AccessModule {}
