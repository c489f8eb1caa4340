import { Get, Injectable, Post, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyRequest } from 'fastify';
import { CurrentStaff, rememberCaller } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { DomainError } from '../../platform/errors.js';
import { AnsweringAdapter } from '../../platform/http/answering-adapter.js';
import { AdminController } from './admin-controller.js';
import { Layout } from './layout.js';
import { submit } from './submit.js';
import { WaitingCounts } from './waiting-counts.js';

class Taken extends DomainError {
  readonly code = 'test.taken';
  readonly httpStatus = 409;
}

@Injectable()
class SignsIn implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const staff: SignedIn = {
      ...{ id: '1', name: 'Ada', email: 'ada@example.org', role: 'owner', csrf: '', sessionId: '1', steppedUpAt: null },
      ...{ campaign: null, campaigns: [], everywhere: true },
    };
    rememberCaller(context.switchToHttp().getRequest<FastifyRequest>(), { actor: 'staff:1', staff });
    return true;
  }
}

const PlainPage = ({ staff }: { staff: SignedIn | null }) => (
  <Layout title="A page" staff={staff}>
    text
  </Layout>
);

@AdminController('admin/inbox')
@UseGuards(SignsIn)
class InboxController {
  @Get()
  show(@CurrentStaff() staff: SignedIn) {
    return PlainPage({ staff });
  }

  @Post()
  refuse(@CurrentStaff() staff: SignedIn) {
    const work = () => Promise.reject(new Taken('No.'));
    return submit({ work, done: '/admin', again: () => PlainPage({ staff }) });
  }
}

@AdminController('admin/sign-in')
class SignInController {
  @Get()
  show() {
    return PlainPage({ staff: null });
  }
}

describe('the numbers of the menu', () => {
  let app: NestFastifyApplication;
  let asked: SignedIn[];
  beforeEach(async () => {
    const module = await Test.createTestingModule({
      controllers: [InboxController, SignInController],
      providers: [WaitingCounts],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new AnsweringAdapter(), { logger: false });
    asked = [];
    app.get(WaitingCounts).comesFrom((staff) => {
      asked.push(staff);
      return Promise.resolve({ '/admin/inbox': 7 });
    });
    await app.init();
  });
  afterEach(() => app.close());

  const seven = '<span class="badge">7';
  const ask = (method: 'GET' | 'POST', url: string, accept = 'text/html') =>
    app.inject({ method, url, headers: { accept } });

  it('are read once for each page, also for a form that is shown again', async () => {
    expect((await ask('GET', '/admin/inbox')).body).toContain(seven);
    expect(asked).toHaveLength(1);
    const again = await ask('POST', '/admin/inbox');
    expect([again.statusCode, again.body.includes(seven), asked.length]).toEqual([409, true, 2]);
  });

  it('are not read for a script that asks for data, nor before signing in', async () => {
    await ask('GET', '/admin/inbox', 'application/json');
    expect((await ask('GET', '/admin/sign-in')).statusCode).toBe(200);
    expect(asked).toEqual([]);
  });

  it('are left out where they cannot be counted: the page does not go down with them', async () => {
    app.get(WaitingCounts).comesFrom(() => Promise.reject(new Error('A module does not respond.')));
    const { statusCode, body } = await ask('GET', '/admin/inbox');
    expect([statusCode, body.includes('text'), body.includes('class="badge"')]).toEqual([200, true, false]);
  });
});
