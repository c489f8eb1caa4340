import { Param, Post } from '@nestjs/common';
import { passkeyName } from '../../access/access.schema.js';
import { CurrentStaff, OpenWithoutSecondFactor, RequireStepUp } from '../../access/caller.decorator.js';
import { PasskeyListService } from '../../access/passkey-list.service.js';
import { PasskeyRegistrationService } from '../../access/passkey-registration.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { seeOther } from '../../platform/http/answer.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { AccountView } from './account-view.js';
import { RecoveryCodesPage } from './recovery-codes-page.js';

const changed = '/admin/account?done=passkey';
const unnamed = 'Passkey';

/** The passkeys of one's own account. */
@AdminController('admin/account/passkeys')
@OpenWithoutSecondFactor(true)
export class PasskeysController {
  constructor(
    private readonly registration: PasskeyRegistrationService,
    private readonly list: PasskeyListService,
    private readonly view: AccountView,
  ) {}

  @Post()
  @RequireStepUp('/admin/account')
  add(@Form() { response = '', ...input }: Texts, @CurrentStaff() staff: SignedIn) {
    return this.view.submit(staff, 'passkeys', {
      work: async () => {
        const { name = unnamed } = await validate(passkeyName, input);
        return this.registration.register(staff.id, name, response);
      },
      done: (codes) =>
        codes.length > 0 ? RecoveryCodesPage({ staff, codes, done: 'The passkey was added.' }) : changed,
    });
  }

  @Post(':id/rename')
  rename(@Param({ schema: idParam }) { id }: IdParam, @Form() input: Texts, @CurrentStaff() staff: SignedIn) {
    return this.view.submit(staff, 'passkeys', {
      work: async () => {
        const { name = unnamed } = await validate(passkeyName, input);
        await this.list.rename(staff.id, id, name);
      },
      done: changed,
    });
  }

  @Post(':id/remove')
  @RequireStepUp('/admin/account')
  async remove(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    await this.list.remove(staff.id, id);
    return seeOther(changed);
  }
}
