import { createContext, type ComponentChildren, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { directionOf } from '../http/locale.js';

const font = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const ink = '#1b2a3a';
const quiet = '#5a6675';

/** The colour of links and buttons, and of the words on a button. */
export interface MailColours {
  accent: string;
  accentInk: string;
}

export const ownColours: MailColours = { accent: '#0b5394', accentInk: '#ffffff' };
const Colours = createContext(ownColours);

export interface MailFrame {
  locale: string;
  /** Shown by email clients beside the subject. */
  preheader: string;
  heading: string;
  footer: ComponentChildren;
  colours?: MailColours;
  /** Colours for readers whose device is dark; without them the email is light everywhere. */
  dark?: MailColours;
  children: ComponentChildren;
}

/** What email clients that know dark mode take instead; the others keep the inline styles. */
const darkStyle = ({ accent, accentInk }: MailColours): string => `@media (prefers-color-scheme: dark) {
  .ground { background: #0f1720 !important; }
  .sheet { background: #16202b !important; }
  .ground, .ink, .ink h1, .ink h2 { color: #e8edf3 !important; }
  .quiet { color: #a9b4c0 !important; }
  .sheet a { color: ${accent} !important; }
  .sheet .button { background: ${accent} !important; }
  .sheet .button a { color: ${accentInk} !important; }
}`;

/** The frame of every email: one column of 560 px, tables and inline styles because email clients support little else. */
export function MailLayout({
  locale,
  preheader,
  heading,
  footer,
  colours = ownColours,
  dark,
  children,
}: MailFrame): VNode {
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={dark ? 'light dark' : 'light'} />
        <title>{heading}</title>
        {dark && <style dangerouslySetInnerHTML={{ __html: darkStyle(dark) }} />}
      </head>
      <body class="ground" style={`margin:0;padding:0;background:#eef1f5;color:${ink};font-family:${font};`}>
        <div class="preheader" style="display:none;max-height:0;overflow:hidden;">
          {preheader}
        </div>
        <table
          class="ground"
          role="presentation"
          width="100%"
          cellPadding="0"
          cellSpacing="0"
          style="background:#eef1f5;"
        >
          <tr>
            <td align="center" style="padding:24px 12px;">
              <table
                class="sheet"
                role="presentation"
                width="560"
                cellPadding="0"
                cellSpacing="0"
                style={`width:100%;max-width:560px;background:#ffffff;border-top:4px solid ${colours.accent};`}
              >
                <tr>
                  <td class="ink" style="padding:28px 32px 8px;">
                    <h1 style={`margin:0 0 16px;font-size:22px;line-height:1.3;color:${ink};`}>{heading}</h1>
                    <Colours.Provider value={colours}>{children}</Colours.Provider>
                  </td>
                </tr>
                <tr>
                  <td
                    class="quiet"
                    style={`padding:16px 32px 28px;border-top:1px solid #dde3ea;font-size:13px;line-height:1.5;color:${quiet};`}
                  >
                    <Colours.Provider value={colours}>{footer}</Colours.Provider>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

export const MailText = ({ children }: { children: ComponentChildren }): VNode => (
  <p style="margin:0 0 16px;font-size:16px;line-height:1.55;">{children}</p>
);

/** A button that stays readable where images and styles are switched off, with the address in full below it. */
export function MailButton({ href, label }: { href: string; label: string }): VNode {
  const { accent, accentInk } = useContext(Colours);
  return (
    <table role="presentation" cellPadding="0" cellSpacing="0" style="margin:8px 0 24px;">
      <tr>
        <td class="button" style={`background:${accent};border-radius:4px;`}>
          <a
            href={href}
            style={`display:inline-block;padding:14px 28px;font-size:17px;font-weight:bold;color:${accentInk};text-decoration:none;`}
          >
            {label}
          </a>
        </td>
      </tr>
    </table>
  );
}

/** Only an address printed in full may break anywhere; words break between words. */
export function MailLink({ href, children }: { href: string; children: ComponentChildren }): VNode {
  const { accent } = useContext(Colours);
  return (
    <a href={href} style={`color:${accent};${children === href ? 'word-break:break-all;' : ''}`}>
      {children}
    </a>
  );
}
