/** Root path of OSDI. */
export const root = '/api/osdi/v1';
export const halJson = 'application/hal+json; charset=utf-8';
export const osdiVersion = '1.2.0';
/** Maximum rows of a page, and the default. */
export const maxPageSize = 100;
export const usualPageSize = 25;
export const originSystem = 'Demarche';

/** The relations that are used, as explained by the page behind each curie. */
export const relations: Readonly<Record<string, string>> = {
  people:
    'Everybody who signed, wrote a letter or signed up, one resource per mailbox. Needs a token with supporters:read.',
  person: 'One person. A mailbox is one person, however its address is spelt.',
  petitions: 'The petitions. Public.',
  petition:
    'One petition. total_signatures counts signatures that were confirmed from the mailbox or imported by staff.',
  signatures:
    'Signatures. Collections list the confirmed ones; a pending one is shown under its own address and with its person. Needs supporters:read.',
  signature: 'One signature: one person signs a petition once.',
  record_signature_helper:
    'POST a signature with its person. Without a token the response is {} and the person confirms by email, as on the web form.',
  advocacy_campaigns: 'Letters that supporters write to ministries. Public.',
  advocacy_campaign: 'The letters of one campaign.',
  outreaches: 'Supporter letters that were confirmed from the mailbox. Needs supporters:read.',
  outreach: 'One supporter letter to one ministry.',
  record_outreach_helper: 'POST a letter with its writer. The consent to forward it is part of it.',
  person_signup_helper:
    'POST a person, with tags and lists. Nobody is subscribed unless the body says so, and nothing counts before it was confirmed from the mailbox.',
  tags: 'Tags of people. Needs supporters:read.',
  tag: 'One tag.',
  taggings: 'The people with a tag, or the tags of a person.',
  tagging: 'One tag of one person. DELETE removes it.',
  lists:
    'One list per purpose of consent. Membership follows the consents in force and cannot be written. Needs supporters:read.',
  list: 'The people who consent to one purpose.',
  items: 'The members of a list, or the lists of a person.',
  item: 'One person in one list.',
  messages: 'Runs of letters to ministries with their statistics. Needs letters:read.',
  message: 'One run of letters.',
};

/** Paths below the root and their methods, for distinguishing a wrong method from a wrong path. */
export const offered: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^$/, ['GET']],
  [/^docs\/[^/]+$/, ['GET']],
  [/^people$/, ['GET', 'POST']],
  [/^people\/person_signup_helper$/, ['POST']],
  [/^people\/[^/]+$/, ['GET', 'PUT']],
  [/^petitions\/[^/]+\/signatures$/, ['GET', 'POST']],
  [/^petitions\/[^/]+\/record_signature_helper$/, ['POST']],
  [/^advocacy_campaigns\/[^/]+\/outreaches$/, ['GET', 'POST']],
  [/^advocacy_campaigns\/[^/]+\/record_outreach_helper$/, ['POST']],
  [/^tags$/, ['GET', 'POST']],
  [/^tags\/[^/]+\/taggings$/, ['GET', 'POST']],
  [/^tags\/[^/]+\/taggings\/[^/]+$/, ['GET', 'DELETE']],
  [/^(?:petitions|signatures|advocacy_campaigns|outreaches|lists|messages)(?:\/[^/]+)?$/, ['GET']],
  [/^tags\/[^/]+$/, ['GET']],
  [/^people\/[^/]+\/(?:signatures|outreaches|taggings|items)$/, ['GET']],
  [/^lists\/[^/]+\/items(?:\/[^/]+)?$/, ['GET']],
];

/** Rows that are counted to find a page by its number; the links between pages have no such limit. */
export const furthestOffset = 10_000;
