import { Controller, Get, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { DomainError, InvalidInput } from '../../platform/errors.js';
import { download, json, seeOther, type Answer } from '../../platform/http/answer.js';
import { AnsweringAdapter } from '../../platform/http/answering-adapter.js';
import { page } from '../../platform/http/page.js';
import { AdminController, type Shown } from './admin-controller.js';
import { Form, listOf, textsOf, type Refused, type Texts } from './form.js';
import { submit } from './submit.js';
import { WaitingCounts } from './waiting-counts.js';

class Taken extends DomainError {
  readonly code = 'test.taken';
  readonly httpStatus = 409;
}
class Locked extends DomainError {
  readonly code = 'test.locked';
  readonly httpStatus = 429;
  override readonly retryAfter = 60;
}

const NamePage = ({ name, problem }: { name?: string | undefined; problem?: string }) => (
  <form>
    {problem !== undefined && <p>{problem}</p>}
    <input name="name" value={name} />
  </form>
);
const again = ({ input, problem }: Refused) => NamePage({ name: input.name, problem });

@AdminController('admin/names')
class NamesController {
  @Get()
  form(): Shown {
    return NamePage({});
  }

  @Post()
  enter(@Form() input: Texts): Promise<Answer> {
    return submit({
      input,
      work: async () => {
        if (!input.name) throw new InvalidInput([{ pointer: '/name', code: 'field.required', detail: 'is required' }]);
        if (input.name === 'Ada') throw new Taken('Somebody has this name.');
        if (input.name === 'Bob') throw new Locked('Try again in a minute.');
        if (input.name === 'Eve') throw new Error('The database is gone.');
        return Promise.resolve(input.name);
      },
      done: (name) => `/admin/names?done=${name}`,
      again,
    });
  }

  @Post('look')
  look(@Form() { name }: Texts): Shown {
    return NamePage({ name });
  }

  @Post('locked')
  locked(): Promise<Answer> {
    const work = (): Promise<void> => Promise.reject(new Locked('Try again in a minute.'));
    return submit({ work, done: '/admin/names', again, alsoRefuses: Locked });
  }

  @Post('sign-out')
  signOut(): Answer {
    return seeOther('/admin/sign-in', { 'set-cookie': 'session=; Max-Age=0' });
  }

  @Get('missing')
  missing(): Answer {
    return page(NamePage({}), 404);
  }

  @Get('names.csv')
  file(): Answer {
    return download({ filename: 'names.csv', type: 'text/csv; charset=utf-8', content: 'name\r\n' });
  }

  @Get('progress.json')
  progress(): Answer {
    return json({ done: 3 });
  }

  @Post('forgotten')
  forgotten(): string {
    return 'neither a page nor an answer';
  }
}

@Controller('api')
class ApiController {
  @Post()
  create() {
    return { id: 1 };
  }
}

describe('a staff page', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({
      controllers: [NamesController, ApiController],
      providers: [WaitingCounts],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new AnsweringAdapter(), { logger: false });
    await app.init();
  });
  afterAll(() => app.close());

  const get = (path: string, method: 'GET' | 'HEAD' = 'GET') => app.inject({ method, url: `/admin/names${path}` });
  const post = (path: string, fields: Texts = {}) =>
    app.inject({
      method: 'POST',
      url: `/admin/names${path}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: 'a token', ...fields }).toString(),
    });

  it('is a whole document that nobody stores', async () => {
    const { statusCode, headers, body } = await get('');
    expect(statusCode).toBe(200);
    expect(body).toBe('<!doctype html><form><input name="name"/></form>');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-length': String(body.length),
    });
    expect((await get('', 'HEAD')).headers['content-length']).toBe(headers['content-length']);
    expect((await get('/missing')).statusCode).toBe(404);
  });

  it('sends the browser on when the form was taken, with 303 and not to be stored', async () => {
    const { statusCode, headers, body } = await post('', { name: 'Grace' });
    expect(statusCode).toBe(303);
    expect(headers).toMatchObject({ location: '/admin/names?done=Grace', 'cache-control': 'no-store' });
    expect(body).toBe('');
    const signedOut = await post('/sign-out');
    expect(signedOut.statusCode).toBe(303);
    expect(signedOut.headers['set-cookie']).toBe('session=; Max-Age=0');
  });

  it('shows the form again when it is refused, with what was typed and what is wrong', async () => {
    const invalid = await post('', { name: '' });
    expect(invalid.statusCode).toBe(422);
    expect(invalid.body).toContain('Please check the marked fields. Nothing was changed.');
    const taken = await post('', { name: 'Ada' });
    expect(taken.statusCode).toBe(409);
    expect(taken.body).toContain('<p>Somebody has this name.</p><input name="name" value="Ada"/>');
    expect(taken.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  });

  it('shows other refusals only where the form says so, with the moment to try again', async () => {
    const locked = await post('/locked');
    expect([locked.statusCode, locked.headers['retry-after']]).toEqual([429, '60']);
    expect(locked.body).toContain('Try again in a minute.');
    await expect(submit({ work: () => Promise.reject(new Locked()), done: '/admin', again })).rejects.toThrow(Locked);
  });

  it('leaves every other error to the error page, also one of showing the form again', async () => {
    expect((await post('', { name: 'Eve' })).statusCode).toBe(500);
    const failing = submit({
      work: () => Promise.reject(new Taken()),
      done: '/admin',
      again: () => Promise.reject(new Error('The page cannot be read.')),
    });
    await expect(failing).rejects.toThrow('The page cannot be read.');
  });

  it('never answers a form with 201, and nothing but a page or an answer at all', async () => {
    expect((await post('/look', { name: 'Grace' })).statusCode).toBe(200);
    expect((await post('/forgotten')).statusCode).toBe(500);
  });

  it('may be a file or JSON', async () => {
    const file = await get('/names.csv');
    expect(file.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="names.csv"',
      'cache-control': 'no-store',
    });
    expect((await get('/progress.json')).json()).toEqual({ done: 3 });
  });

  it('leaves answers of other controllers as Nest makes them', async () => {
    const created = await app.inject({ method: 'POST', url: '/api' });
    expect([created.statusCode, created.json()]).toEqual([201, { id: 1 }]);
  });
});

describe('fields of a form', () => {
  it('are texts, without those that came twice; boxes are a list', () => {
    expect(textsOf({ a: '1', b: ['2', '3'], c: 4, _csrf: 'x' }, '_csrf')).toEqual({ a: '1' });
    expect(textsOf(null)).toEqual({});
    expect(listOf({ a: '1', b: ['2', '3', 4] }, 'a')).toEqual(['1']);
    expect(listOf({ b: ['2', '3', 4] }, 'b')).toEqual(['2', '3']);
    expect(listOf(undefined, 'b')).toEqual([]);
  });
});
