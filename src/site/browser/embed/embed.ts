// The petition's form on other websites: <demarche-petition slug="…"></demarche-petition>.
import { Api } from './api.js';
import { defineElement } from './element.js';

/** The origin of this script is the campaign's server. A module has no `currentScript`; then the page's script tag is used. */
const address =
  (document.currentScript as HTMLScriptElement | null)?.src ??
  document.querySelector<HTMLScriptElement>('script[src$="/embed.js"]')?.src;

if (address) defineElement(new Api(new URL(address).origin));
