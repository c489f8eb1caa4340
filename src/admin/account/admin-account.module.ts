import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { AccountView } from './account-view.js';
import { AccountController } from './account.controller.js';
import { ConfirmIdentityController } from './confirm-identity.controller.js';
import { JoinController } from './join.controller.js';
import { PasskeysController } from './passkeys.controller.js';
import { SecondFactorsController } from './second-factors.controller.js';
import { SignedOutPages } from './signed-out-pages.service.js';
import { SignInController } from './sign-in.controller.js';

@Module({
  imports: [AccessModule],
  controllers: [
    AccountController,
    ConfirmIdentityController,
    JoinController,
    PasskeysController,
    SecondFactorsController,
    SignInController,
  ],
  providers: [AccountView, SignedOutPages],
})
export class AdminAccountModule {}
