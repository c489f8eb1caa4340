import { needsEncryption } from './encryption.js';

/** Connects to the mail server, greets and logs in, sends nothing. @returns null when all is well, else what went wrong */
export async function tryHandshake(smtpUrl: string, tls: 'required' | 'off'): Promise<string | null> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url: smtpUrl,
    requireTLS: needsEncryption(smtpUrl, tls),
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
  });
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? 'no answer';
  } finally {
    transport.close();
  }
}
