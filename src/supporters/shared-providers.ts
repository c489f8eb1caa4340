import { providers } from './canonical-email.js';

/** Email domains where anybody can have a mailbox, besides those whose spelling rules are known; near misses count as another domain. */
const more = [
  ...[
    'web.de',
    't-online.de',
    'freenet.de',
    'arcor.de',
    'gmx.at',
    'gmx.ch',
    'bluewin.ch',
    'orange.fr',
    'wanadoo.fr',
    'free.fr',
    'laposte.net',
  ],
  ...[
    'sfr.fr',
    'libero.it',
    'virgilio.it',
    'ukr.net',
    'i.ua',
    'meta.ua',
    'bigmir.net',
    'mail.ru',
    'bk.ru',
    'inbox.ru',
    'list.ru',
    'rambler.ru',
  ],
  ...[
    'aol.com',
    'mail.com',
    'ymail.com',
    'rocketmail.com',
    'btinternet.com',
    'qq.com',
    '163.com',
    '126.com',
    'naver.com',
    'daum.net',
  ],
  ...[
    'wp.pl',
    'o2.pl',
    'onet.pl',
    'interia.pl',
    'seznam.cz',
    'centrum.cz',
    'inbox.lv',
    'mail.ee',
    'telefonica.net',
    'tutanota.com',
    'tuta.com',
  ],
];
/** National editions of these have one provider behind them. */
const worldwide = ['yahoo', 'hotmail', 'outlook', 'live'];

const known = new Set([...providers.flatMap(({ domains }) => domains), ...more]);

/** Whether thousands of strangers have mailboxes under this domain, so that its number of sign-ups says nothing. @param domain lower-case ASCII */
export const isSharedProvider = (domain: string): boolean =>
  known.has(domain) || worldwide.includes(domain.split('.', 1)[0] ?? '');
