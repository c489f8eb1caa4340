// Runs on the petition page. Solves the proof of work while the person types, so that the form never waits. Without this script, or where the browser
// has no crypto (plain http), the form works as it is.
import { solveChallenge } from 'altcha-lib/v1';

interface Challenge {
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}

const form = document.querySelector<HTMLFormElement>('form.sign');
const target = form?.querySelector<HTMLInputElement>('input[name=altcha]');
const status = form?.querySelector<HTMLElement>('[data-status]');
const button = form?.querySelector<HTMLButtonElement>('button[type=submit]');

if (form && target && window.isSecureContext) {
  let solving: Promise<void> | undefined;

  const solve = async () => {
    const response = await fetch(form.dataset.challenge ?? '', { headers: { accept: 'application/json' } });
    const { algorithm, challenge, maxnumber, salt, signature } = (await response.json()) as Challenge;
    const solution = await solveChallenge(challenge, salt, algorithm, maxnumber).promise;
    if (solution)
      target.value = btoa(JSON.stringify({ algorithm, challenge, number: solution.number, salt, signature }));
  };
  const start = () => (solving ??= solve().catch(() => undefined));

  form.addEventListener('focusin', () => void start(), { once: true });
  form.addEventListener('submit', (event) => {
    if (target.value !== '' || form.dataset.sent) return;
    event.preventDefault();
    if (status && button) status.textContent = button.dataset.working ?? '';
    form.dataset.sent = 'yes';
    // Whatever the result of the proof of work, the form is sent.
    void Promise.race([start(), new Promise((resolve) => setTimeout(resolve, 8000))]).then(() => form.submit());
  });
}

document.querySelector<HTMLElement>('#problems a')?.focus();
