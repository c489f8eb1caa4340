import { plain } from '../../../../test/support/inbound-mails.js';
import { classify } from './classify.js';
import { readMessage } from './message.js';

const kindOf = async (written: Parameters<typeof plain>[0]) => {
  const { kind, rule } = classify(await readMessage(plain(written)), 'clerk@foreign-ministry.example');
  return `${kind} ${rule}`;
};

describe('a notice of absence', () => {
  it.each([
    ['Auto-Submitted: auto-generated', 'rfc3834.auto_submitted'],
    ['X-Auto-Response-Suppress: All', 'header.suppress'],
    ['X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply', 'header.suppress'],
    ['X-Autoreply: yes', 'header.auto_reply'],
    ['X-Autoresponder: vacation', 'header.auto_reply'],
    ['X-Autorespond: 1', 'header.auto_reply'],
    ['X-AutoReply-From: a@example.org', 'header.auto_reply'],
    ['Precedence: auto_reply', 'header.precedence'],
    ['Precedence: junk', 'header.precedence'],
  ])('says so in a header: %s', async (header, rule) => {
    expect(await kindOf({ headers: [header] })).toBe(`auto_reply ${rule}`);
  });

  it.each([
    '[EXTERNAL] Automatic reply: A letter',
    'RE: [EXT] Out-of-Office: A letter',
    'Odpowiedź automatyczna: List',
    '[ZEWNĘTRZNY] Automatyczna odpowiedź',
    'Resposta automática: Carta',
    'Automatische Antwort: Brief',
    'Abwesenheitsnotiz: Brief',
    'Risposta automatica: Lettera',
    'Automatisch antwoord: Brief',
    'Autosvar: Brev',
    'Automatisk svar: Brev',
    'Automaattinen vastaus: Kirje',
    'Automaatvastus: Kiri',
    'Automātiskā atbilde: Vēstule',
    'Automatinis atsakymas: Laiškas',
    'Automatická odpověď: Dopis',
    'Automatická odpoveď: List',
    'Automatikus válasz: Levél',
    'Răspuns automat: Scrisoare',
    'Автоматичен отговор: Писмо',
    'Αυτόματη απάντηση: Επιστολή',
    'OTOMATİK YANIT: Mektup',
    'رد تلقائي: رسالة',
    'Автоматический ответ: Письмо',
    'Автоматична відповідь: Лист',
    '自动回复: 信',
    '自動返信: 手紙',
    '자동 회신: 편지',
    'Message d’absence : Lettre',
    'Réponse automatique : Lettre',
    'Respuesta automática: Carta',
  ])('says so in its subject, wherever: %s', async (subject) => {
    expect(await kindOf({ subject: `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=` })).toBe(
      'auto_reply subject.known_form',
    );
  });

  it.each([
    'Re: your letter about automatic weapons',
    'Response of the Government',
    'Automatic weapons and landmines',
    'Reply from the Office of the Minister',
    'Odpowiedź',
    'Respuesta',
  ])('is not every answer: %s', async (subject) => {
    expect(await kindOf({ subject: `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=` })).toBe(
      'reply no_sign_of_a_machine',
    );
  });

  it('is ruled out by a declaration that no machine wrote it', async () => {
    expect(await kindOf({ headers: ['Auto-Submitted: no', 'X-Auto-Response-Suppress: All', 'Precedence: bulk'] })).toBe(
      'reply no_sign_of_a_machine',
    );
  });
});
