import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AccessJobs } from './access.jobs.js';
import { PersonsService } from './persons.service.js';
import { ApiTokensService } from './api-tokens.service.js';
import { AttemptsService } from './attempts.service.js';
import { CampaignReach } from './campaign-reach.service.js';
import { AuditLog } from './audit.service.js';
import { IdentityService } from './identity.service.js';
import { InvitationMails } from './invitation-mails.service.js';
import { KeptForms } from './kept-forms.service.js';
import { PasskeyChallenges } from './passkey-challenges.service.js';
import { PasskeyListService } from './passkey-list.service.js';
import { PasskeyRegistrationService } from './passkey-registration.service.js';
import { PasskeysService } from './passkeys.service.js';
import { PasswordsService } from './passwords.service.js';
import { StepUpPolicy } from './step-up-policy.service.js';
import { RecoveryCodesService } from './recovery-codes.service.js';
import { SameOriginGuard } from './same-origin.guard.js';
import { SecondFactorsService } from './second-factors.service.js';
import { SessionListService } from './session-list.service.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import { StaffChangesService } from './staff-changes.service.js';
import { StaffGuard } from './staff.guard.js';
import { StaffMails } from './staff-mails.service.js';
import { StaffSecrets } from './staff-secrets.service.js';
import { SavedFilters } from './saved-filters.service.js';
import { StaffService } from './staff.service.js';
import { TokenGuard } from './token.guard.js';

const guarding = [
  AccessJobs,
  ApiTokensService,
  PersonsService,
  AuditLog,
  CampaignReach,
  IdentityService,
  KeptForms,
  PasskeyListService,
  PasskeyRegistrationService,
  PasskeysService,
  StepUpPolicy,
  SameOriginGuard,
  SecondFactorsService,
  SessionListService,
  SessionsService,
  SignInService,
  StaffChangesService,
  StaffGuard,
  StaffMails,
  StaffSecrets,
  SavedFilters,
  StaffService,
  TokenGuard,
];

/** Authentication and authorisation: accounts, sessions, second factors, tokens, guards and the audit log. */
@Module({
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    ...guarding,
    AttemptsService,
    InvitationMails,
    PasskeyChallenges,
    PasswordsService,
    RecoveryCodesService,
  ],
  exports: guarding,
})
export class AccessModule {}
