import { readConfig } from './config/config.js';
import { commandLoggerFor, loggerFor } from './application-logger.js';
import { currentWork } from './tracing/current-work.js';

/** What is written to each channel meanwhile. */
function written(work: () => void): { out: string; err: string } {
  const told = { out: '', err: '' };
  const { stdout, stderr } = process;
  const writes = [stdout.write.bind(stdout), stderr.write.bind(stderr)] as const;
  stdout.write = (text) => Boolean((told.out += String(text)));
  stderr.write = (text) => Boolean((told.err += String(text)));
  try {
    work();
  } finally {
    stdout.write = writes[0];
    stderr.write = writes[1];
  }
  return told;
}

describe('the log', () => {
  it('names the request that a line belongs to, in either format', () => {
    const inRequest = (format: string) => () =>
      currentWork.runIn({ requestId: 'edge-7f3a2b9c' }, () =>
        loggerFor(readConfig({ LOG_FORMAT: format })).warn('Careful', 'Here'),
      );
    expect(JSON.parse(written(inRequest('json')).out)).toMatchObject({
      message: 'Careful',
      context: 'Here',
      requestId: 'edge-7f3a2b9c',
    });
    expect(written(inRequest('pretty')).out).toContain('Here edge-7f3a2b9c');
    expect(written(() => loggerFor(readConfig({ LOG_FORMAT: 'json' })).warn('Careful', 'Here')).out).not.toContain(
      'requestId',
    );
  });

  it('of a command leaves stdout to its outcome', () => {
    const { out, err } = written(() => {
      const logger = commandLoggerFor(readConfig({ LOG_FORMAT: 'json' }));
      logger.warn('Careful', 'Here');
      logger.log('Chatter', 'Here');
    });
    expect([
      out,
      err
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { message: string }).message),
    ]).toEqual(['', ['Careful']]);
  });
});
