import {
  failureOf,
  isConnectionLost,
  isDatabaseUnavailable,
  isDataFault,
  isTransient,
  sqlstateOf,
} from './sqlstate.js';

const pgError = (code: string): Error => Object.assign(new Error('error'), { code });
/** As Prisma's adapter wraps what PostgreSQL says. */
const wrapped = (inner: Record<string, unknown>): Error =>
  Object.assign(new Error('Invalid query'), { code: 'P2010', meta: { driverAdapterError: { cause: inner } } });

describe('sqlstateOf', () => {
  it('finds the code wherever it is wrapped', () => {
    expect(sqlstateOf(pgError('23505'))).toBe('23505');
    expect(sqlstateOf(wrapped({ originalCode: '40001' }))).toBe('40001');
    expect(sqlstateOf(new Error('outer', { cause: pgError('57P01') }))).toBe('57P01');
  });

  it.each([new Error('plain'), wrapped({}), pgError('P2002'), pgError('ECONNREFUSED'), null, undefined, 'text', 42])(
    'finds none in %p',
    (error) => {
      expect(sqlstateOf(error)).toBeNull();
    },
  );

  it('comes to an end on an error that is its own cause', () => {
    const error = new Error('loop');
    error.cause = error;
    expect(sqlstateOf(error)).toBeNull();
  });
});

describe('isDatabaseUnavailable', () => {
  it.each([
    pgError('ECONNREFUSED'),
    pgError('08006'),
    pgError('57P01'),
    pgError('57P03'),
    pgError('53300'),
    pgError('P1001'),
    wrapped({ kind: 'DatabaseNotReachable' }),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('query failed', { cause: pgError('ECONNRESET') }),
  ])('is true for %p', (error) => expect(isDatabaseUnavailable(error)).toBe(true));

  it.each([pgError('23505'), pgError('42P01'), pgError('40P01'), new Error('bug'), null])('is false for %p', (error) =>
    expect(isDatabaseUnavailable(error)).toBe(false),
  );
});

describe('isTransient and isDataFault', () => {
  it('tell a deadlock from bad data from a bug', () => {
    expect(
      ['40P01', '40001', '23505', '22021', '42601'].map((code) => [
        isTransient(pgError(code)),
        isDataFault(pgError(code)),
      ]),
    ).toEqual([
      [true, false],
      [true, false],
      [false, true],
      [false, true],
      [false, false],
    ]);
  });
});

describe('failureOf', () => {
  it.each([
    ['lost', pgError('08P01'), true],
    ['lost', pgError('ENETUNREACH'), true],
    ['shutting down', pgError('57P02'), true],
    ['read-only', pgError('25006'), true],
    ['too many connections', pgError('53300'), false],
    ['out of disk or memory', pgError('53100'), false],
    ['deadlock', pgError('40P01'), false],
    ['time-out', pgError('57014'), false],
    ['time-out', new Error('Query read timeout'), false],
    ['session', pgError('database.session'), false],
    [null, pgError('57P04'), false],
    [null, pgError('23505'), false],
  ] as const)('finds "%s" in %p, worth a new connection: %s', (failure, error, elsewhere) => {
    expect([failureOf(error), isConnectionLost(error)]).toEqual([failure, elsewhere]);
  });
});
