import { Injectable } from '@nestjs/common';
import { domainOf } from '../platform/mail/domain-of.js';
import { Tokens } from '../platform/tokens.js';
import { canonicalEmail } from './canonical-email.js';
import { isSharedProvider } from './shared-providers.js';
import { suggestEmail } from './domain-typo.js';
import { mailboxesIn } from './mailboxes-in.js';

/** Identity of persons: one mailbox, one person. */
@Injectable()
export class SupportersService {
  constructor(private readonly tokens: Tokens) {}

  /** The keyed hash of the canonical mailbox: 32 bytes, the person's key in the database. */
  emailKey(address: string): Buffer {
    return this.tokens.keyedHash('mailbox', canonicalEmail(address));
  }

  /** The canonical spelling of an address: all spellings of one mailbox have the same. */
  mailboxOf(address: string): string {
    return canonicalEmail(address);
  }

  /** Whether thousands of strangers have mailboxes under the address's domain. */
  isSharedProvider(address: string): boolean {
    return isSharedProvider(domainOf(address));
  }

  /** The keys of all mailboxes that texts may name, in whatever spelling; null when they name more than `most`. */
  emailKeysIn(texts: readonly string[], most: number): Buffer[] | null {
    const mailboxes = mailboxesIn(texts, most);
    return mailboxes && [...mailboxes].map((mailbox) => this.tokens.keyedHash('mailbox', mailbox));
  }

  /** The address a person may have meant when the domain looks like a slip, or null. */
  suggestEmail(address: string): string | null {
    return suggestEmail(address);
  }
}
