/** The campaign these pages are about. An installation has one. */
export const campaignSlug = 'reconsider';
